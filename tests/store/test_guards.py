"""Guards: a trigger that is missing, switched off or another than it was made is named, on both databases."""

import pytest
from sqlalchemy import text

from scribe.store.migrations.note_triggers import TRIGGERS as OF_NOTES
from scribe.store.migrations.visit_triggers import TRIGGERS as OF_VISITS
from scribe.store.store import Store
from scribe.store.verify import verify
from tests.store.noted import signed

GUARDS = {each.name: each.table for each in (*OF_NOTES, *OF_VISITS)}


def run(store: Store, *statements: str) -> None:
    with store.engine.execution_options(writes=True).begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def is_sqlite(store: Store) -> bool:
    return store.engine.dialect.name == "sqlite"


def test_of_a_new_database_every_guard_stands(own_store: Store) -> None:
    assert verify(own_store).unguarded == ()


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_that_was_dropped_is_named(own_store: Store, name: str) -> None:
    table = GUARDS[name]
    run(own_store, f"DROP TRIGGER {name}" if is_sqlite(own_store) else f"DROP TRIGGER {name} ON {table}")

    assert verify(own_store).unguarded == (f"{name} of {table}",)


def test_of_one_encounter_the_guards_are_looked_at_too(own_store: Store) -> None:
    encounter_id = signed(own_store)
    on = "" if is_sqlite(own_store) else " ON audit_log"
    run(own_store, f"DROP TRIGGER audit_log_same{on}")

    found = verify(own_store, encounter_id)

    assert (found.breaks, found.unguarded) == ((), ("audit_log_same of audit_log",))


def test_a_guard_of_the_right_name_that_guards_nothing_is_named(own_store: Store) -> None:
    if is_sqlite(own_store):
        never = "BEFORE UPDATE ON audit_log WHEN 1 = 2 BEGIN SELECT RAISE(ABORT, 'x'); END"
        run(own_store, "DROP TRIGGER audit_log_same", f"CREATE TRIGGER audit_log_same {never}")
    else:
        run(
            own_store,
            "CREATE OR REPLACE FUNCTION audit_log_same() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NEW; END $$",
        )

    assert verify(own_store).unguarded == ("audit_log_same of audit_log",)


@pytest.mark.parametrize(
    "statements",
    [
        ("ALTER TABLE audit_log DISABLE TRIGGER audit_log_same",),
        ("ALTER TABLE audit_log ENABLE REPLICA TRIGGER audit_log_same",),
        (
            "DROP TRIGGER audit_log_same ON audit_log",
            "CREATE TRIGGER audit_log_same BEFORE UPDATE OF roles ON audit_log "
            "FOR EACH ROW EXECUTE FUNCTION audit_log_same()",
        ),
        (
            "DROP TRIGGER audit_log_same ON audit_log",
            "CREATE TRIGGER audit_log_same AFTER UPDATE ON audit_log "
            "FOR EACH ROW EXECUTE FUNCTION audit_log_same()",
        ),
        (
            "DROP TRIGGER audit_log_same ON audit_log",
            "CREATE TRIGGER audit_log_same BEFORE UPDATE ON audit_log "
            "FOR EACH ROW WHEN (NEW.number < 0) EXECUTE FUNCTION audit_log_same()",
        ),
    ],
    ids=["disabled", "replica", "column", "after", "when"],
)
def test_a_guard_of_postgresql_that_is_switched_off_or_blunted_is_named(
    own_store: Store, statements: tuple[str, ...]
) -> None:
    if is_sqlite(own_store):
        pytest.skip("SQLite switches no trigger off")
    run(own_store, *statements)

    assert verify(own_store).unguarded == ("audit_log_same of audit_log",)


def test_a_guard_against_truncating_is_looked_for(own_store: Store) -> None:
    if is_sqlite(own_store):
        pytest.skip("TRUNCATE is a word of PostgreSQL")
    run(own_store, "DROP TRIGGER audit_log_whole ON audit_log")

    assert verify(own_store).unguarded == ("audit_log_whole of audit_log",)
