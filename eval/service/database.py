"""A database of its own on the PostgreSQL of this machine, made for one run and removed after it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

import psycopg
from psycopg import sql

SERVER = "postgresql://127.0.0.1:5432/postgres"


def is_there() -> bool:
    """Whether a PostgreSQL on loopback lets us in."""
    try:
        with psycopg.connect(SERVER, connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False


@contextmanager
def own_database() -> Iterator[str]:
    """The address of a new, empty database."""
    name = f"scribe_{secrets.token_hex(6)}"
    _do(sql.SQL("CREATE DATABASE {}"), name)
    try:
        yield f"postgresql://127.0.0.1:5432/{name}"
    finally:
        _do(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), name)


def away(address: str, seconds: float) -> None:
    """Throws everybody out of the database and lets nobody in for a while."""
    name = address.rpartition("/")[2]
    _do(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false"), name)
    try:
        with psycopg.connect(SERVER, autocommit=True) as connection:
            out = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
            connection.execute(out, (name,))
        sleep(seconds)
    finally:
        _do(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true"), name)


def _do(statement: sql.SQL, name: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(statement.format(sql.Identifier(name)))
