"""Store: everything that is kept of encounters, opened once a process and shared by its threads.

``encounters`` are created, listed, finalized and deleted; ``recordings`` take sound; ``values`` keep what steps
gave; ``jobs`` say how far each draft is; ``notes`` keep the history of each note and ``audit`` who did what;
``api_keys`` say who may ask. All sealing happens below this line, no caller sees a key.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from scribe.schema.errors import KeyUnavailable
from scribe.store.api_keys import ApiKeys
from scribe.store.audio_objects import AudioObjects, open_audio_objects
from scribe.store.audit_log import AuditLog, key_of
from scribe.store.data_keys import DataKeys
from scribe.store.database import database_url, open_database
from scribe.store.encounters import Encounters
from scribe.store.job_rows import JobRows
from scribe.store.keyring import Keyring, load_keyring, make_keyring
from scribe.store.migrations import migrate
from scribe.store.notes import Notes
from scribe.store.recordings import Recordings
from scribe.store.values import Values

KEY_FILE = "store-keys.json"


@dataclass(frozen=True)
class Places:
    """Where an installation keeps things. None: the embedded default in ``data_dir``."""

    data_dir: Path
    database_url: str | None = None
    audio_url: str | None = None
    key_file: Path | None = None

    @property
    def keys(self) -> Path:
        """The key file."""
        return self.key_file or self.data_dir / KEY_FILE


@dataclass(frozen=True)
class Store:
    """The open store."""

    engine: Engine
    objects: AudioObjects
    keys: DataKeys
    encounters: Encounters
    recordings: Recordings
    values: Values
    jobs: JobRows
    notes: Notes
    audit: AuditLog
    api_keys: ApiKeys

    def close(self) -> None:
        """Lets the connections go."""
        self.engine.dispose()


def open_store(places: Places) -> Store:
    """The store, brought to the present schema; a first run makes the database and the key file.

    Raises SettingsError, StoreUnavailable; KeyUnavailable where there are encounters and not their keys.
    """
    url = database_url(places.database_url, places.data_dir)
    engine = open_database(url)
    try:
        return _opened(engine, places)
    except BaseException:
        engine.dispose()
        raise


def _opened(engine: Engine, places: Places) -> Store:
    migrate(engine)
    objects = open_audio_objects(places.audio_url, places.data_dir)
    keys = DataKeys(engine, places.keys, _keyring(engine, places.keys))
    keys.check()
    recordings, audit = Recordings(engine, objects, keys), AuditLog(engine, key_of(keys.ring))
    return Store(
        engine,
        objects,
        keys,
        Encounters(engine, keys, recordings, audit),
        recordings,
        Values(engine, keys),
        JobRows(engine),
        Notes(engine, keys, audit),
        audit,
        ApiKeys(engine, audit),
    )


def _keyring(engine: Engine, path: Path) -> Keyring:
    """The keys. A new key file beside old encounters would only hide that theirs is lost."""
    if not path.exists() and not DataKeys.in_use(engine):
        return make_keyring(path)
    if not path.exists():
        raise KeyUnavailable(
            f"There are encounters and no key file {path}.", "Put back the key file, or restore it from its backup."
        )
    return load_keyring(path)
