"""The record of survivors: written and read back, with the reasons kept."""

from pathlib import Path

from tests.mutants.mutant import Mutant, mutants_of
from tests.mutants.survivors import recorded, written

SOURCE = r"""
def f(a):
    return a == "–\\d" or a == '"'
"""


def _mutants() -> list[Mutant]:
    return list(mutants_of("example.py", SOURCE))


def test_what_is_written_is_read_back_with_its_reasons(tmp_path: Path) -> None:
    record, mutants = tmp_path / "survivors.toml", _mutants()
    reasons = {mutant.key: f"equal: {number}" for number, mutant in enumerate(mutants)}

    record.write_text(written(mutants, reasons), "utf-8")

    assert recorded(record) == reasons


def test_a_new_survivor_has_no_reason_yet_and_a_killed_one_is_dropped(tmp_path: Path) -> None:
    record, (first, second, *_) = tmp_path / "survivors.toml", _mutants()

    record.write_text(written([second], {first.key: "equal"}), "utf-8")

    assert recorded(record) == {second.key: ""}


def test_nothing_recorded_is_no_reason(tmp_path: Path) -> None:
    assert recorded(tmp_path / "absent.toml") == {}
