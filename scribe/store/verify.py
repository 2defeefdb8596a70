"""Verify: whether each history and the audit log are what was written. Finds what changed, and names the place.

Whether the triggers stand that keep them so is looked at too.

Every column of an entry is under its hash, every payload under its seal, and every entry's hash in the audit log,
so that no end is cut off unseen. Each record is signed under the key file, so that who has the database alone makes
no other log. Of the log itself only an end that is kept elsewhere (``heads``) tells that it was
cut.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import Connection, Row, Select, select

from scribe.schema.errors import ScribeError, UnknownEncounter
from scribe.schema.note_entry import EntryKind
from scribe.store.audit_log import key_of
from scribe.store.chain import FIRST, entry_hash, payload_hash, record_hash, record_mac
from scribe.store.crypto import DataKey
from scribe.store.database import reading
from scribe.store.guards import unguarded
from scribe.store.notes import place
from scribe.store.store import Store
from scribe.store.tables import audit_log, deletions, drafts, encounters, note_entries

_LOG = "audit log"
_ENCOUNTERS: Select[Any] = select(
    encounters.c.number, encounters.c.id, encounters.c.tenant, encounters.c.key_id, encounters.c.data_key_wrapped
)
_DRAFTS: Select[Any] = select(
    drafts.c.revision, drafts.c.result_sha256, drafts.c.result_sealed, drafts.c.transcript_sealed
)
_AT_ONCE = 500
"""Encounters whose entries are in memory together."""


@dataclass(frozen=True, slots=True)
class Break:
    """One thing that is not as it was written. ``where``: an encounter, or the log of a tenant."""

    where: str
    number: int | None
    what: str

    def __str__(self) -> str:
        entry = "" if self.number is None else f"entry {self.number} "
        return f"{self.where} {entry}{self.what}".encode("ascii", "backslashreplace").decode("ascii")


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at and what was found."""

    encounters: int
    entries: int
    signed: int
    records: int
    breaks: tuple[Break, ...]
    heads: tuple[str, ...] = ()
    """The end of each tenant's log: tenant, number, hash."""
    unguarded: tuple[str, ...] = ()
    """Triggers that should guard these tables and do not."""
    unsigned: int = 0
    """Records of the log without a signature, from before it was signed; of a forged log perhaps all."""


def verify(store: Store, encounter_id: str | None = None) -> Verified:
    """Of one encounter (its entries, and its records in the log), or of everything.

    Raises UnknownEncounter, StoreUnavailable.
    """
    with reading(store.engine) as connection, _whatever_text(connection):
        look = (
            _One(store, connection).verified(encounter_id) if encounter_id else _Whole(store, connection).verified()
        )
        return replace(look, unguarded=unguarded(connection))


@contextmanager
def _whatever_text(connection: Connection) -> Iterator[None]:
    """Lets SQLite give text that is no UTF-8 any more: it is to be named, not to end the search."""
    raw = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or raw is None:
        yield
        return
    raw.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = str


class _Look:
    """One look at the store, in one transaction."""

    def __init__(self, store: Store, connection: Connection) -> None:
        self._store, self._connection = store, connection
        self.breaks: list[Break] = []
        self._key, self._signs_all = key_of(store.keys.ring), store.keys.ring.signs_log
        self._signed: set[str] = set()  # tenants of whom a signed record was seen
        self.counts: Counter[str] = Counter()

    def history(self, row: Row[Any], entries: Sequence[Row[Any]], told: Sequence[Row[Any]]) -> None:
        """Of one encounter, against the records of its entries."""
        self.counts["encounters"] += 1
        self.counts["entries"] += len(entries)
        self.counts["signed"] += any(entry.kind == EntryKind.ATTESTATION.value for entry in entries)
        found = [*_chain(row.tenant, row.id, entries), *_against_log(row, entries, told)]
        try:
            key = self._store.keys.of_row(row)
        except ScribeError as error:
            self.breaks += [*found, Break(row.id, None, f"its key cannot be opened ({error.code})")]
            return
        self.breaks += [*found, *_contents(row.id, entries, key), *self._drafts(row.id, key)]

    def _drafts(self, encounter_id: str, key: DataKey) -> Iterator[Break]:
        for row in self._connection.execute(_DRAFTS.where(drafts.c.encounter_id == encounter_id)):
            try:
                bare = key.open(bytes(row.result_sealed), f"drafts/result/{row.revision}")
                if row.transcript_sealed is not None:
                    spoken = key.open(bytes(row.transcript_sealed), f"drafts/transcript/{row.revision}")
                    if _draft_hash(bare, spoken) != row.result_sha256:
                        yield Break(encounter_id, None, f"draft {row.revision} is not what its hash says")
            except ScribeError as error:
                yield Break(encounter_id, None, f"draft {row.revision} does not open ({error.code})")

    def record(self, row: Row[Any]) -> Iterator[Break]:
        """Of one record of the log by itself, in the order of its tenant's log."""
        where = f"{_LOG} of {row.tenant}"
        if record_hash(row._mapping) != row.entry_hash:
            yield Break(where, row.number, "is not what its hash says")
        if row.entry_mac is None:
            self.counts["unsigned"] += 1
            if self._signs_all or row.tenant in self._signed:
                yield Break(where, row.number, "is not signed by this installation")
            return
        self._signed.add(row.tenant)
        if record_mac(self._key, row.entry_hash) != row.entry_mac:
            yield Break(where, row.number, "is signed by another key")

    def _done(self, heads: Iterable[str] = ()) -> Verified:
        counts = self.counts
        return Verified(
            counts["encounters"],
            counts["entries"],
            counts["signed"],
            counts["records"],
            tuple(self.breaks),
            tuple(heads),
            unsigned=counts["unsigned"],
        )


class _One(_Look):
    def verified(self, encounter_id: str) -> Verified:
        row = self._connection.execute(_ENCOUNTERS.where(encounters.c.id == encounter_id)).one_or_none()
        entries = self._entries(encounter_id)
        if row is None and not entries:
            raise UnknownEncounter("There is no such encounter.", "It may have been deleted.")
        told = self._connection.execute(
            select(audit_log).where(audit_log.c.encounter_id == encounter_id).order_by(audit_log.c.number)
        ).all()
        self.counts["records"] += len(told)
        self.breaks += [found for one in told for found in self.record(one)]
        if row is None:
            self.breaks.append(Break(encounter_id, None, "has entries and is no encounter"))
        else:
            self.history(row, entries, told)
        return self._done()

    def _entries(self, encounter_id: str) -> Sequence[Row[Any]]:
        wanted = select(note_entries).where(note_entries.c.encounter_id == encounter_id)
        return self._connection.execute(wanted.order_by(note_entries.c.number)).all()


class _Whole(_Look):
    def verified(self) -> Verified:
        told, heads = self._log()
        after = 0
        known = set()
        while rows := self._page(after):
            after = rows[-1].number
            known |= {row.id for row in rows}
            entries = self._entries([row.id for row in rows])
            for row in rows:
                if entries.get(row.id) or told.get(row.id):
                    self.history(row, entries.get(row.id, []), told.get(row.id, []))
        self._strays(known, told)
        return self._done(heads)

    def _page(self, after: int) -> Sequence[Row[Any]]:
        wanted = _ENCOUNTERS.where(encounters.c.number > after).order_by(encounters.c.number)
        return self._connection.execute(wanted.limit(_AT_ONCE)).all()

    def _entries(self, ids: Sequence[str]) -> dict[str, list[Row[Any]]]:
        wanted = select(note_entries).where(note_entries.c.encounter_id.in_(ids))
        grouped: dict[str, list[Row[Any]]] = {}
        for entry in self._connection.execute(wanted.order_by(note_entries.c.encounter_id, note_entries.c.number)):
            grouped.setdefault(entry.encounter_id, []).append(entry)
        return grouped

    def _log(self) -> tuple[dict[str, list[Row[Any]]], list[str]]:
        """The records that tell of entries, by encounter; the chains are checked on the way."""
        told: dict[str, list[Row[Any]]] = {}
        ends: dict[str, tuple[int, str]] = {}
        for row in self._connection.execute(select(audit_log).order_by(audit_log.c.tenant, audit_log.c.number)):
            self.counts["records"] += 1
            number, before = ends.get(row.tenant, (0, FIRST))
            self.breaks += [*_out_of_chain(row, number + 1, before), *self.record(row)]
            ends[row.tenant] = (row.number, row.entry_hash)
            if row.note_hash is not None and row.encounter_id is not None:
                told.setdefault(row.encounter_id, []).append(row)
        return told, [f"{tenant} {number} {end}" for tenant, (number, end) in ends.items()]

    def _strays(self, known: set[str], told: dict[str, list[Row[Any]]]) -> None:
        """Entries and records of encounters that are not there, and were not deleted either."""
        held = set(self._connection.execute(select(note_entries.c.encounter_id).distinct()).scalars())
        self.breaks += [Break(one, None, "has entries and is no encounter") for one in sorted(held - known)]
        gone = set(self._connection.execute(select(deletions.c.encounter_id)).scalars())
        for one in sorted(told.keys() - known - gone):
            self.breaks.append(Break(one, None, "is in the log, and neither there nor deleted"))


def _chain(tenant: str, encounter_id: str, entries: Sequence[Row[Any]]) -> Iterator[Break]:
    before = FIRST
    for number, entry in enumerate(entries, start=1):
        if entry.number != number:
            yield Break(encounter_id, number, "is missing or out of order")
            return
        if entry.previous_hash != before:
            yield Break(encounter_id, number, "does not follow the one before it")
        if entry_hash(tenant, entry._mapping) != entry.entry_hash:
            yield Break(encounter_id, number, "is not what its hash says")
        if payload_hash(bytes(entry.payload_sealed)) != entry.payload_sha256:
            yield Break(encounter_id, number, "has another payload than its hash says")
        before = entry.entry_hash


def _against_log(row: Row[Any], entries: Sequence[Row[Any]], told: Sequence[Row[Any]]) -> Iterator[Break]:
    """Each entry is told of in the log of its tenant, and each that is told of is there."""
    there = {(entry.number, entry.entry_hash) for entry in entries}
    logged = {(one.revision, one.note_hash) for one in told if one.note_hash and one.tenant == row.tenant}
    for number, _ in sorted(there - logged):
        yield Break(row.id, number, "is not in the audit log")
    for number, _ in sorted(logged - there, key=str):
        yield Break(row.id, number, "is in the audit log and not in the history")


def _contents(encounter_id: str, entries: Sequence[Row[Any]], key: DataKey) -> Iterator[Break]:
    """Each payload opens and is of its kind; what was signed is the note as it stood."""
    note = None
    for entry in entries:
        try:
            payload = json.loads(key.open(bytes(entry.payload_sealed), place(entry.number)))
        except (ScribeError, ValueError):
            yield Break(encounter_id, entry.number, "does not open")
            continue
        if payload["kind"] != entry.kind:
            yield Break(encounter_id, entry.number, "is of another kind than its payload")
        note = payload.get("result_json", note)
        if payload["kind"] != EntryKind.ATTESTATION.value:
            continue
        if payload["result_sha256"] != _sha256(note or ""):
            yield Break(encounter_id, entry.number, "signs another note than the one before it")
        if payload["by"] != entry.by:
            yield Break(encounter_id, entry.number, "is by another than who signed")


def _out_of_chain(row: Row[Any], number: int, before: str) -> Iterator[Break]:
    where = f"{_LOG} of {row.tenant}"
    if row.number != number:
        yield Break(where, number, "is missing or out of order")
    if row.previous_hash != before:
        yield Break(where, row.number, "does not follow the one before it")


def _draft_hash(bare: bytes, spoken: bytes) -> str:
    """Of a draft with its transcript, from the two as they are kept."""
    whole = {**from_json(bare), "transcript": from_json(spoken)}
    return hashlib.sha256(to_json(whole)).hexdigest()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
