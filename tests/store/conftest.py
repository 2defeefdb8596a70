"""Stores for tests: SQLite in a folder, and PostgreSQL in a database of this session's own."""

import itertools
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from scribe.schema.consent import Consent, ConsentMethod
from scribe.schema.stored import NewEncounter
from scribe.store.store import Places, Store, open_store

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
CONSENT = Consent(given_by="Robin Example", obtained_by="Dr. Sample", obtained_at=NOW, method=ConsentMethod.VERBAL)
CONSENTED = NewEncounter(consent=CONSENT)
"""A visit whose sound may be kept."""

_SERVER = "host=127.0.0.1 port=5432 user=root connect_timeout=2"
_numbers = itertools.count()


@pytest.fixture(scope="session")
def new_database() -> Iterator[Callable[[], str]]:
    """Gives addresses of empty PostgreSQL databases: schemas, quick to make, of one that is dropped at the end."""
    try:
        server = psycopg.connect(f"{_SERVER} dbname=postgres", autocommit=True)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL answers on 127.0.0.1:5432 as root")
    name = f"scribe_test_store_{os.getpid()}"
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def make() -> str:
        schema = f"s{next(_numbers)}"
        with psycopg.connect(f"{_SERVER} dbname={name}", autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        return f"postgresql://root@127.0.0.1:5432/{name}?options=-csearch_path%3D{schema}"

    yield make
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    server.close()


@pytest.fixture(scope="session")
def shared_database(new_database: Callable[[], str]) -> str:
    """One database for all tests that look at no other encounter than their own."""
    return new_database()


@pytest.fixture(scope="session")
def shared_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The key file that belongs to the shared database."""
    return tmp_path_factory.mktemp("keys") / "store-keys.json"


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Places:
    """Where a store is kept: each kind of database. The one of PostgreSQL holds other tests' encounters too."""
    if request.param == "sqlite":
        return Places(tmp_path)
    keys = request.getfixturevalue("shared_keys")
    return Places(tmp_path, request.getfixturevalue("shared_database"), key_file=keys)


@pytest.fixture(params=["sqlite", "postgresql"])
def own_places(request: pytest.FixtureRequest, tmp_path: Path) -> Places:
    """The same with an empty database of the test's own."""
    if request.param == "sqlite":
        return Places(tmp_path)
    return Places(tmp_path, request.getfixturevalue("new_database")())


@pytest.fixture
def store(places: Places) -> Iterator[Store]:
    """An open store."""
    opened = open_store(places)
    yield opened
    opened.close()


@pytest.fixture
def own_store(own_places: Places) -> Iterator[Store]:
    """An open store with nothing in it."""
    opened = open_store(own_places)
    yield opened
    opened.close()


def begun(store: Store, new: NewEncounter = CONSENTED) -> str:
    """A new encounter; gives its id."""
    return store.encounters.create(new, NOW)[0].id


def append(store: Store, encounter_id: str, *parts: bytes) -> None:
    """Adds each part to the recording as a piece."""
    start = store.recordings.received(encounter_id)
    pieces = []
    for part in parts:
        pieces.append(store.recordings.keep(encounter_id, start, part))
        start += len(part)
    store.recordings.commit(encounter_id, pieces)


def recorded(store: Store, *parts: bytes, new: NewEncounter = CONSENTED) -> str:
    """A new encounter with a finalized recording; gives its id."""
    encounter_id = begun(store, new)
    append(store, encounter_id, *parts)
    store.encounters.finalize(encounter_id, LATER)
    return encounter_id
