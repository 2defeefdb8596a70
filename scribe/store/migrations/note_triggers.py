"""The triggers of migration 0003, for SQLite and PostgreSQL: append only, and signed is signed.

Never edited: a later change is a later migration. Two tables are append only, each entry with the next number
(which also refuses SQLite's INSERT OR REPLACE, by which a row would go without a DELETE). A row of a history goes
only with its encounter, by the cascade, when the encounter's row is gone already; and the encounter of a signed
note does not go. Of the drafts of a signed note the transcript alone may be emptied.
"""

from collections.abc import Iterator
from typing import NamedTuple

_AFTER_SIGNING = "('addendum', 'late_entry', 'amendment')"


class Trigger(NamedTuple):
    """``event`` on ``table`` is refused where ``when`` is true, with the words of ``says``."""

    name: str
    event: str
    table: str
    when: str
    says: str

    def statements(self, dialect: str) -> tuple[str, ...]:
        """Those that make it."""
        if dialect != "postgresql":
            return (self.on_sqlite(),)
        function = (
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ {self.body_on_postgresql()} $$"
        )
        trigger = (
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()"
        )
        return function, trigger

    def on_sqlite(self) -> str:
        """The statement, as SQLite keeps it."""
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} WHEN {self.when} "
            f"BEGIN SELECT RAISE(ABORT, '{self.says}'); END"
        )

    def body_on_postgresql(self) -> str:
        """What its function does, as PostgreSQL keeps it but for a space at both ends."""
        kept = "OLD" if self.event == "DELETE" else "NEW"
        return (
            f"BEGIN IF {self.when} THEN "
            f"RAISE EXCEPTION '{self.says}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {kept}; END"
        )


def signed(column: str) -> str:
    """Whether the note of the encounter in this column is signed, in SQL."""
    return f"EXISTS (SELECT 1 FROM note_entries e WHERE e.encounter_id = {column} AND e.kind = 'attestation')"  # noqa: S608


_NEXT_ENTRY = (
    "NEW.number <> (SELECT COALESCE(MAX(e.number), 0) + 1 FROM note_entries e "
    "WHERE e.encounter_id = NEW.encounter_id)"
)
_NEXT_RECORD = "NEW.number <> (SELECT COALESCE(MAX(l.number), 0) + 1 FROM audit_log l WHERE l.tenant = NEW.tenant)"
_KEPT = f"EXISTS (SELECT 1 FROM encounters e WHERE e.id = OLD.encounter_id) OR {signed('OLD.encounter_id')}"  # noqa: S608
"""A REPLACE of SQLite takes an encounter's row away without a DELETE of it: so signed entries hold themselves."""
_SAME_BUT_WORDS = (
    "NEW.transcript_sealed IS NULL AND NEW.encounter_id = OLD.encounter_id AND NEW.revision = OLD.revision "
    "AND NEW.made_at = OLD.made_at AND NEW.result_sha256 = OLD.result_sha256 "
    "AND NEW.result_sealed = OLD.result_sealed"
)
_KIND_FITS = (
    f"(NEW.kind IN {_AFTER_SIGNING} AND NOT {signed('NEW.encounter_id')}) "
    f"OR (NEW.kind NOT IN {_AFTER_SIGNING} AND {signed('NEW.encounter_id')})"
)

TRIGGERS = (
    Trigger("note_entries_next", "INSERT", "note_entries", _NEXT_ENTRY, "entries are appended"),
    Trigger("note_entries_kind", "INSERT", "note_entries", _KIND_FITS, "of a signed note, or not of one"),
    Trigger("note_entries_same", "UPDATE", "note_entries", "1 = 1", "entries are append only"),
    Trigger("note_entries_stay", "DELETE", "note_entries", _KEPT, "entries are append only"),
    Trigger("audit_log_next", "INSERT", "audit_log", _NEXT_RECORD, "records are appended"),
    Trigger("audit_log_same", "UPDATE", "audit_log", "1 = 1", "the log is append only"),
    Trigger("audit_log_stay", "DELETE", "audit_log", "1 = 1", "the log is append only"),
    Trigger("encounters_signed_stay", "DELETE", "encounters", signed("OLD.id"), "the note is signed"),
    Trigger(
        "encounters_signed_same",
        "UPDATE",
        "encounters",
        f"(NEW.id <> OLD.id OR NEW.tenant <> OLD.tenant OR NEW.number <> OLD.number) AND {signed('OLD.id')}",
        "the note is signed",
    ),
    Trigger("drafts_signed_none", "INSERT", "drafts", signed("NEW.encounter_id"), "the note is signed"),
    Trigger("drafts_signed_stay", "DELETE", "drafts", signed("OLD.encounter_id"), "the note is signed"),
    Trigger(
        "drafts_signed_same",
        "UPDATE",
        "drafts",
        f"NOT ({_SAME_BUT_WORDS}) AND ({signed('OLD.encounter_id')} OR {signed('NEW.encounter_id')})",
        "the note is signed",
    ),
)


def triggers(dialect: str) -> Iterator[str]:
    """The statements that make them."""
    for each in TRIGGERS:
        yield from each.statements(dialect)
    if dialect == "postgresql":
        yield from _no_truncate()


NEVER_TRUNCATED = "BEGIN RAISE EXCEPTION 'append only' USING ERRCODE = 'integrity_constraint_violation'; END"
"""What the function of the triggers below does."""
WHOLE = {"note_entries_whole": "note_entries", "audit_log_whole": "audit_log"}
"""Triggers of PostgreSQL against TRUNCATE, and their tables."""


def _no_truncate() -> Iterator[str]:
    yield f"CREATE FUNCTION never_truncated() RETURNS trigger LANGUAGE plpgsql AS $$ {NEVER_TRUNCATED} $$"
    for name, table in WHOLE.items():
        yield (
            f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION never_truncated()"
        )
