"""The triggers of migration 0003, for SQLite and PostgreSQL: append only, and signed is signed.

Never edited: a later change is a later migration. Two tables are append only, each entry with the next number
(which also refuses SQLite's INSERT OR REPLACE, by which a row would go without a DELETE). A row of a history goes
only with its encounter, by the cascade, when the encounter's row is gone already; and the encounter of a signed
note does not go. Of the drafts of a signed note the transcript alone may be emptied.
"""

from collections.abc import Iterator
from typing import NamedTuple

_AFTER_SIGNING = "('addendum', 'late_entry', 'amendment')"


class _Trigger(NamedTuple):
    """``event`` on ``table`` is refused where ``when`` is true, with the words of ``says``."""

    name: str
    event: str
    table: str
    when: str
    says: str


def _signed(column: str) -> str:
    return f"EXISTS (SELECT 1 FROM note_entries e WHERE e.encounter_id = {column} AND e.kind = 'attestation')"  # noqa: S608


_NEXT_ENTRY = (
    "NEW.number <> (SELECT COALESCE(MAX(e.number), 0) + 1 FROM note_entries e "
    "WHERE e.encounter_id = NEW.encounter_id)"
)
_NEXT_RECORD = "NEW.number <> (SELECT COALESCE(MAX(l.number), 0) + 1 FROM audit_log l WHERE l.tenant = NEW.tenant)"
_KEPT = f"EXISTS (SELECT 1 FROM encounters e WHERE e.id = OLD.encounter_id) OR {_signed('OLD.encounter_id')}"  # noqa: S608
"""A REPLACE of SQLite takes an encounter's row away without a DELETE of it: so signed entries hold themselves."""
_SAME_BUT_WORDS = (
    "NEW.transcript_sealed IS NULL AND NEW.encounter_id = OLD.encounter_id AND NEW.revision = OLD.revision "
    "AND NEW.made_at = OLD.made_at AND NEW.result_sha256 = OLD.result_sha256 "
    "AND NEW.result_sealed = OLD.result_sealed"
)
_KIND_FITS = (
    f"(NEW.kind IN {_AFTER_SIGNING} AND NOT {_signed('NEW.encounter_id')}) "
    f"OR (NEW.kind NOT IN {_AFTER_SIGNING} AND {_signed('NEW.encounter_id')})"
)

_TRIGGERS = (
    _Trigger("note_entries_next", "INSERT", "note_entries", _NEXT_ENTRY, "entries are appended"),
    _Trigger("note_entries_kind", "INSERT", "note_entries", _KIND_FITS, "of a signed note, or not of one"),
    _Trigger("note_entries_same", "UPDATE", "note_entries", "1 = 1", "entries are append only"),
    _Trigger("note_entries_stay", "DELETE", "note_entries", _KEPT, "entries are append only"),
    _Trigger("audit_log_next", "INSERT", "audit_log", _NEXT_RECORD, "records are appended"),
    _Trigger("audit_log_same", "UPDATE", "audit_log", "1 = 1", "the log is append only"),
    _Trigger("audit_log_stay", "DELETE", "audit_log", "1 = 1", "the log is append only"),
    _Trigger("encounters_signed_stay", "DELETE", "encounters", _signed("OLD.id"), "the note is signed"),
    _Trigger(
        "encounters_signed_same",
        "UPDATE",
        "encounters",
        f"(NEW.id <> OLD.id OR NEW.tenant <> OLD.tenant OR NEW.number <> OLD.number) AND {_signed('OLD.id')}",
        "the note is signed",
    ),
    _Trigger("drafts_signed_none", "INSERT", "drafts", _signed("NEW.encounter_id"), "the note is signed"),
    _Trigger("drafts_signed_stay", "DELETE", "drafts", _signed("OLD.encounter_id"), "the note is signed"),
    _Trigger(
        "drafts_signed_same",
        "UPDATE",
        "drafts",
        f"NOT ({_SAME_BUT_WORDS}) AND ({_signed('OLD.encounter_id')} OR {_signed('NEW.encounter_id')})",
        "the note is signed",
    ),
)


def triggers(dialect: str) -> Iterator[str]:
    """The statements that make them."""
    for each in _TRIGGERS:
        yield from _of_postgresql(each) if dialect == "postgresql" else _of_sqlite(each)
    if dialect == "postgresql":
        yield from _no_truncate()


def _of_sqlite(each: _Trigger) -> Iterator[str]:
    yield (
        f"CREATE TRIGGER {each.name} BEFORE {each.event} ON {each.table} WHEN {each.when} "
        f"BEGIN SELECT RAISE(ABORT, '{each.says}'); END"
    )


def _of_postgresql(each: _Trigger) -> Iterator[str]:
    kept = "OLD" if each.event == "DELETE" else "NEW"
    yield (
        f"CREATE FUNCTION {each.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {each.when} THEN "
        f"RAISE EXCEPTION '{each.says}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {kept}; END $$"
    )
    yield (
        f"CREATE TRIGGER {each.name} BEFORE {each.event} ON {each.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {each.name}()"
    )


def _no_truncate() -> Iterator[str]:
    yield (
        "CREATE FUNCTION never_truncated() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'append only' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in ("note_entries", "audit_log"):
        yield (
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION never_truncated()"
        )
