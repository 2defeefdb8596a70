"""Guards: the triggers by which the database itself keeps what is signed, looked for as they were made.

A trigger of the right name that does something else guards nothing: what it does is compared too.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from scribe.store.migrations.note_triggers import NEVER_TRUNCATED, WHOLE
from scribe.store.migrations.note_triggers import TRIGGERS as OF_NOTES
from scribe.store.migrations.visit_triggers import TRIGGERS as OF_VISITS

_ROW, _BEFORE = 1, 2
_EVENT = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
"""Bits of ``pg_trigger.tgtype``."""
_ON_SQLITE = text("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
_ON_POSTGRESQL = text(
    "SELECT t.tgname, c.relname, t.tgtype, trim(p.prosrc) FROM pg_trigger t "
    "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE t.tgrelid IN (to_regclass('encounters'), to_regclass('drafts'), to_regclass('note_entries'), "
    "to_regclass('audit_log')) "
    "AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgattr = ''"
)
"""Of the tables that a session sees: those that are switched on, for every row and every column."""


def unguarded(connection: Connection) -> tuple[str, ...]:
    """The name and table of each guard that is missing, switched off, or another than it was made."""
    on_postgresql = connection.dialect.name == "postgresql"
    wanted = _of_postgresql() if on_postgresql else _of_sqlite()
    rows = connection.execute(_ON_POSTGRESQL if on_postgresql else _ON_SQLITE)
    stand = {tuple(row) for row in rows}
    return tuple(f"{one[0]} of {one[1]}" for one in wanted if one not in stand)


def _of_sqlite() -> Iterator[tuple[str, ...]]:
    for each in (*OF_NOTES, *OF_VISITS):
        yield each.name, each.table, each.on_sqlite()


def _of_postgresql() -> Iterator[tuple[str, str, int, str]]:
    for each in (*OF_NOTES, *OF_VISITS):
        yield each.name, each.table, _ROW | _BEFORE | _EVENT[each.event], each.body_on_postgresql()
    for name, table in WHOLE.items():
        yield name, table, _BEFORE | _EVENT["TRUNCATE"], NEVER_TRUNCATED
