"""The fixtures of a folder: every file of a known format below it, held to ``fixtures.lock`` where it has one.

A fixture that is listed and missing, or changed, is still a sample: it fails, for its absence would flatter.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from eval.errors import FixtureUnreadable
from eval.samples import drafts, labels
from eval.samples import unlabelled as unlabelled_encounters
from eval.samples.drafts import LabelledDraft
from eval.samples.labels import LabelledEncounter
from eval.samples.unfinished import MARK, unfinished
from eval.samples.unlabelled import UnlabelledEncounter
from eval.suite import Sample
from scribe.schema.record import Record

LOCK = "fixtures.lock"
_FORMAT = re.compile(rb'"format"\s*:\s*"(scribe-eval-[a-z]+/\d+)"')
_FAMILY = re.compile(rb'"family"\s*:\s*"([^"\\]*)"')
_SPOKEN = re.compile(rb'"recording"\s*:\s*\{')
_FACT_LABELS = re.compile(rb'"facts"\s*:\s*\[\s*\{')
NOBODY = "unlabelled"
"""The family of encounters that nobody labelled."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
T = TypeVar("T", bound=Record)


@dataclass(frozen=True, slots=True)
class Found:
    """One fixture file. ``sha256``: of its content, empty where it is missing."""

    name: str
    path: Path
    format: str
    family: str
    sha256: str
    spoken: bool
    with_facts: bool


@lru_cache(maxsize=8)
def found(folder: Path) -> tuple[Found, ...]:
    """Every fixture, by name: the JSON files that name a format of ours.

    Raises FixtureUnreadable where two have the same name and format, and where no suite would take one.
    """
    lock = read_lock(folder)
    there = [one for path in sorted(folder.rglob("*.json")) if path.is_file() and (one := _found(path))]
    gone = sorted(lock.keys() - {one.path.relative_to(folder).as_posix() for one in there})
    missing = [_missing(folder / path, lock[path][1]) for path in gone]
    names: set[tuple[str, str]] = set()
    for one in [*there, *missing]:
        if (one.format, one.name) in names:
            raise FixtureUnreadable(one.path.name, "another fixture has the same name")
        names.add((one.format, one.name))
    return tuple(sorted([*there, *missing], key=lambda one: (one.format, one.name)))


def samples(folder: Path, form: str, *, spoken: bool = False, with_facts: bool = False) -> Iterator[Sample]:
    """The fixtures of a format as samples; of those with a recording or with labelled facts where that is asked."""
    for one in found(folder):
        if one.format == form and (one.spoken or not spoken) and (one.with_facts or not with_facts):
            family = NOBODY if form == UNLABELLED else one.family
            yield Sample(one.name, one.sha256 or "missing", one.path.as_posix(), family)


def encounter(sample: Sample, folder: Path) -> LabelledEncounter:
    """The labelled encounter of a sample. Raises FixtureUnreadable."""
    return _read(sample, folder, LabelledEncounter)


def draft(sample: Sample, folder: Path) -> LabelledDraft:
    """The labelled draft of a sample. Raises FixtureUnreadable."""
    return _read(sample, folder, LabelledDraft)


def unlabelled(sample: Sample, folder: Path) -> UnlabelledEncounter:
    """The encounter of a sample that nobody labelled. Raises FixtureUnreadable."""
    return _read(sample, folder, UnlabelledEncounter)


def _read(sample: Sample, folder: Path, form: type[T]) -> T:
    path = Path(sample.where)
    try:
        content = path.read_bytes()
    except OSError:
        raise FixtureUnreadable(path.name, "the file is missing") from None
    if (lock := read_lock(folder)) and _as_listed(path, folder, lock) != hashlib.sha256(content).hexdigest():
        raise FixtureUnreadable(path.name, f"it is not what {LOCK} lists (python -m eval.samples.lock)")
    if gaps := _gaps(content):
        raise FixtureUnreadable(path.name, f"still to be filled in: {', '.join(gaps)}")
    if f'"{MARK}'.encode() in content and (gaps := unfinished(json.loads(content))):
        raise FixtureUnreadable(path.name, f"still to be filled in: {', '.join(gaps[:5])}")
    try:
        return form.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise FixtureUnreadable(path.name, f"{place or 'the document'}: {first['msg']}") from None


def _gaps(content: bytes) -> list[str]:
    """Where the mark of a file that was only begun still stands."""
    if MARK.encode() not in content:
        return []
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return []  # the validation names what is wrong with it
    return unfinished(document) if isinstance(document, dict) else []


def _as_listed(path: Path, folder: Path, lock: dict[str, tuple[str, str]]) -> str:
    return lock.get(path.relative_to(folder).as_posix(), ("", ""))[0]


@lru_cache(maxsize=8)
def read_lock(folder: Path) -> dict[str, tuple[str, str]]:
    """(sha256, format) by path relative to the folder; empty without a lock."""
    path = folder / LOCK
    if not path.exists():
        return {}
    lines = (line.split(maxsplit=2) for line in path.read_text("utf-8").splitlines() if line)
    return {name: (sha256, form) for sha256, form, name in lines}


def _found(path: Path) -> Found | None:
    content = path.read_bytes()
    if content.startswith(_UTF16):
        raise FixtureUnreadable(path.name, "it is not UTF-8")
    named = _FORMAT.search(content)
    if named is None:
        return None
    if (form := named.group(1).decode()) not in (ENCOUNTER, DRAFT, UNLABELLED):
        raise FixtureUnreadable(path.name, f"its format {form} is none of {ENCOUNTER}, {DRAFT}, {UNLABELLED}")
    family = _FAMILY.search(content)
    return Found(
        name=path.stem,
        path=path,
        format=form,
        family=family.group(1).decode(errors="replace") if family else "",
        sha256=hashlib.sha256(content).hexdigest(),
        spoken=_SPOKEN.search(content) is not None,
        with_facts=_FACT_LABELS.search(content) is not None,
    )


def _missing(path: Path, form: str) -> Found:
    # What it held is unknown: each suite that could have used it misses it.
    return Found(path.stem, path, form, "", "", spoken=True, with_facts=True)


ENCOUNTER, DRAFT, UNLABELLED = labels.FORMAT, drafts.FORMAT, unlabelled_encounters.FORMAT
