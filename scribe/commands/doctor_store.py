"""``scribe doctor``, the stored side: database, object store, keys, jobs, retention and space, with their cures.

Nothing is made or migrated by looking: what the first start would make is told as such.
"""

import shutil
from collections.abc import Callable, Iterator

from scribe.assembly import places
from scribe.commands.doctor_line import Line
from scribe.schema.errors import ScribeError
from scribe.schema.job import JobState
from scribe.settings import Settings
from scribe.store.audio_objects import FOLDER, open_audio_objects
from scribe.store.inspection import Inspected, address, inspect
from scribe.store.keyring import load_keyring
from scribe.store.soundness import LEAST_FREE_BYTES
from scribe.store.store import Places

_FIRST = "made by the first start"


def stored_lines(settings: Settings, workers_alive: Callable[[], int] | None = None) -> Iterator[Line]:
    """What keeps encounters, and what is wrong with it. workers_alive: None where nobody can tell."""
    where = places(settings)
    found: Inspected | None = None
    try:
        found = inspect(where)
        yield _database(found)
    except ScribeError as error:
        yield Line(
            "missing", "database", f"{_named(where)}{error} Look whether it runs, and at SCRIBE_DATABASE_URL."
        )
    yield _objects(where)
    yield _keys(where, found)
    yield _jobs(found)
    yield from _workers(found, workers_alive)
    yield _retention(settings)
    yield _space(settings)


def _named(where: Places) -> str:
    try:
        return f"{address(where)}: "
    except ScribeError:
        return ""


def _database(found: Inspected) -> Line:
    if found.schema == found.wanted:
        return Line("ok", "database", f"{found.address}, schema {found.schema}")
    if found.schema is None:
        return Line("note", "database", f"{found.address}: {_FIRST}")
    told = f"{found.address}, schema {found.schema}, and this version works with {found.wanted}"
    return Line("note", "database", f"{told}: the next start migrates an older one; for a newer one upgrade scribe")


def _objects(where: Places) -> Line:
    folder = where.data_dir / FOLDER
    if where.audio_url is None and not folder.exists():
        return Line("note", "object store", f"{folder}: {_FIRST}")
    try:
        open_audio_objects(where.audio_url, where.data_dir).check()
    except ScribeError as error:
        return Line("missing", "object store", f"{error} Look at SCRIBE_AUDIO_URL, its credentials and the space.")
    named = f"{where.audio_url.partition(':')[0]} bucket" if where.audio_url else str(folder)
    return Line("ok", "object store", f"{named}, takes sealed objects")


def _keys(where: Places, found: Inspected | None) -> Line:
    used = found.keys_in_use if found else frozenset[str]()
    if not where.keys.exists() and not used:
        return Line("note", "key file", f"{where.keys}: {_FIRST}; back it up apart from the database")
    try:
        ring = load_keyring(where.keys)
    except ScribeError as error:
        return Line("missing", "key file", f"{where.keys}: {error}")
    if lost := sorted(used - ring.keys.keys()):
        return Line("missing", "key file", f"{where.keys} lacks {', '.join(lost)}: restore it from its backup")
    mode = where.keys.stat().st_mode & 0o777
    if mode & 0o077:
        return Line("missing", "key file", f"{where.keys} is open to others (mode {mode:o}): chmod 600 it")
    ids = ", ".join(sorted(ring.keys))
    return Line("ok", "key file", f"{where.keys}, mode {mode:o}, keys {ids}, current {ring.current}")


def _jobs(found: Inspected | None) -> Line:
    if found is None or found.schema != found.wanted:
        return Line("note", "jobs", "not known without the database")
    told = ", ".join(f"{found.jobs.get(state, 0)} {state.value}" for state in JobState)
    return Line("ok", "jobs", f"{told}; workers with a job: {found.busy_workers}")


def _workers(found: Inspected | None, workers_alive: Callable[[], int] | None) -> Iterator[Line]:
    if workers_alive is None or found is None or found.schema != found.wanted:
        return
    try:
        count = workers_alive()
    except ScribeError as error:
        yield Line("missing", "workers", str(error))
        return
    waits = found.jobs.get(JobState.QUEUED, 0)
    if count or not waits:
        yield Line("ok" if count else "note", "workers", f"{count} alive")
    else:
        yield Line("missing", "workers", f"none alive and {waits} jobs wait: start scribe serve or scribe worker")


def _retention(settings: Settings) -> Line:
    kinds = {
        "sound": settings.retain_audio_days,
        "transcripts": settings.retain_transcript_days,
        "encounters": settings.retain_encounter_days,
    }
    told = ", ".join(f"{kind} {'kept' if days is None else f'{days:g} days'}" for kind, days in kinds.items())
    return Line("ok", "retention", told)


def _space(settings: Settings) -> Line:
    there = next(folder for folder in (settings.data_dir, *settings.data_dir.absolute().parents) if folder.exists())
    free = shutil.disk_usage(there).free
    told = f"{free / 2**30:.1f} GiB free for {settings.data_dir}"
    if free < LEAST_FREE_BYTES:
        return Line("missing", "disk", f"{told}: make space, or set SCRIBE_DATA_DIR to a larger disk")
    return Line("ok", "disk", told)
