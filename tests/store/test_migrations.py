"""Migrations: from nothing and from the version before, to the schema that the tables describe; never back."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, insert, inspect, text

from scribe.schema.errors import StoreError
from scribe.schema.stored import EncounterState
from scribe.store.crypto import new_data_key
from scribe.store.database import database_url, open_database, writing
from scribe.store.keyring import make_keyring
from scribe.store.migrations import migrate, version
from scribe.store.store import Places, open_store
from scribe.store.tables import encounters, metadata
from tests.store.conftest import CONSENTED, NOW


def _engine(places: Places) -> Engine:
    return open_database(database_url(places.database_url, places.data_dir))


def test_from_nothing_the_schema_is_that_of_the_tables(own_places: Places) -> None:
    engine = _engine(own_places)

    migrate(engine)

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_from_the_version_before_the_schema_is_that_of_the_tables(own_places: Places) -> None:
    engine = _engine(own_places)
    migrate(engine, "0002")

    migrate(engine)

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_an_encounter_of_the_version_before_is_as_it_was(own_places: Places) -> None:
    engine = _engine(own_places)
    migrate(engine, "0001")
    ring, key = make_keyring(own_places.keys), new_data_key("e" * 32)
    old = {
        "id": key.encounter_id,
        "tenant": "local",
        "state": "open",
        "request_mac": "0" * 64,
        "created_at": NOW,
        "key_id": ring.current,
        "data_key_wrapped": key.wrapped(ring),
        "told_sealed": key.seal(CONSENTED.model_dump_json(exclude={"consent"}).encode(), "encounters/told"),
    }
    with writing(engine) as connection:
        connection.execute(insert(encounters).values(old))
    engine.dispose()

    store = open_store(own_places)
    found = store.encounters.get(key.encounter_id)
    store.close()

    assert (found.state, found.created_at, found.told.consent) == (EncounterState.OPEN, NOW, None)
    assert (found.audio_expired, found.transcript_expired, found.legal_hold) == (False, False, False)


def test_migrating_again_changes_nothing(own_places: Places) -> None:
    engine = _engine(own_places)
    migrate(engine)
    before = version(engine)

    migrate(engine)

    assert version(engine) == before == "0006"
    engine.dispose()


def test_migrations_at_once_take_turns(own_places: Places) -> None:
    engines = [_engine(own_places) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate, engines))

    assert {version(engine) for engine in engines} == {"0006"}
    assert [engine.dispose() for engine in engines] == [None] * 4


def test_the_schema_of_a_newer_version_is_refused_and_left_alone(own_places: Places) -> None:
    open_store(own_places).close()
    engine = _engine(own_places)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreError, match="9999"):
        open_store(own_places)

    assert version(engine) == "9999"
    engine.dispose()


def test_a_migration_that_breaks_off_leaves_the_version_before(
    own_places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = _engine(own_places)
    migrate(engine, "0001")
    monkeypatch.setattr("alembic.op.create_table", lambda *_: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        migrate(engine)

    assert version(engine) == "0001"
    assert "legal_hold" not in {column["name"] for column in inspect(engine).get_columns("encounters")}
    engine.dispose()


def test_the_sqlite_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    open_store(Places(tmp_path / "data")).close()

    assert oct((tmp_path / "data").stat().st_mode & 0o777) == "0o700"
    assert oct((tmp_path / "data" / "scribe.db").stat().st_mode & 0o777) == "0o600"
