"""Ten of the kills of ``make chaos``, and drills that take seconds, in every run of the tests."""

from pathlib import Path

import pytest

from eval.service import database
from eval.service.processes import Installation
from tests.chaos import drills
from tests.chaos.killing import trial

SEED = 20261120


def test_on_sqlite_five_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    outcome = trial(Installation(tmp_path / "data"), workers=1, kills=5, seed=SEED)

    assert outcome.faults == [], outcome.lines()
    assert outcome.visits > 0


@pytest.mark.skipif(not database.is_there(), reason="no PostgreSQL on loopback")
def test_on_postgresql_five_kills_among_two_workers_lose_and_double_nothing(tmp_path: Path) -> None:
    with database.own_database() as address:
        outcome = trial(Installation(tmp_path / "data", address), workers=2, kills=5, seed=SEED)

    assert outcome.faults == [], outcome.lines()
    assert outcome.visits > 0


@pytest.mark.parametrize("name", ["disk-full", "clock-jumps"])
def test_a_fault_costs_nothing_that_was_acknowledged(name: str, tmp_path: Path) -> None:
    told = drills.DRILLS[name](tmp_path)

    assert told.faults == [], told.lines
