"""The decision table row by row, and the days on which its codes change."""

import csv
from datetime import date
from pathlib import Path

import pytest

import guardrails
from guardrails import code
from guardrails.examples import Said, diagnosis, documentation, encounter
from guardrails.registry import CODING_RULES, RULES
from scribe.schema.encounter import Setting
from tests.guardrails.table_cases import CASES, LBP

TABLE = Path(guardrails.__file__).parent / "decision_table.csv"
DAY = date(2026, 11, 20)


def _codes(facts: tuple[Said, ...], day: date = DAY, setting: Setting = Setting.OUTPATIENT) -> str:
    return " ".join(a.code for a in code(encounter(day, setting), documentation(facts)).assignments)


@pytest.mark.parametrize(
    ("facts", "codes"), [pytest.param(f, c, id=f"{row}: {f[-1].value}") for row, f, c in CASES]
)
def test_a_row_of_the_table_gives_its_codes_in_order(facts: tuple[Said, ...], codes: str) -> None:
    assert _codes(facts) == codes


def _rows() -> list[str]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [row["id"] for row in csv.DictReader(lines)]


def test_every_row_has_a_case_here() -> None:
    assert [row for row in _rows() if row not in {case[0] for case in CASES}] == []


def test_every_row_is_served_by_a_rule_and_every_named_row_exists() -> None:
    served = {row for rule in (*CODING_RULES, *RULES) for row in rule.rows}

    assert served == set(_rows())


def test_the_committed_table_is_that_of_the_coding_reference(shared_data: Path) -> None:
    reference = shared_data.parent / "domain" / "data" / "decision_table.csv"

    assert TABLE.read_bytes() == reference.read_bytes()


@pytest.mark.parametrize(
    ("phrase", "before", "last_day", "after"),
    [
        ("low back pain", "M54.5", date(2021, 9, 30), "M54.50"),
        ("lumbar disc degeneration", "M51.36", date(2024, 9, 30), "M51.369"),
        ("lumbosacral disc degeneration", "M51.37", date(2024, 9, 30), "M51.379"),
        ("lumbar stenosis", "M48.06", date(2017, 9, 30), "M48.061"),
        ("myofascial low back pain", "M79.1", date(2018, 9, 30), "M79.18"),
        ("C5-6 disc herniation", "M50.22", date(2016, 9, 30), "M50.222"),
        ("right flank pain", "R10.9", date(2025, 9, 30), "R10.A1"),
    ],
)
def test_a_split_code_changes_on_its_day(phrase: str, before: str, last_day: date, after: str) -> None:
    next_day = date.fromordinal(last_day.toordinal() + 1)

    assert (_codes((diagnosis(phrase),), last_day), _codes((diagnosis(phrase),), next_day)) == (before, after)


@pytest.mark.parametrize("setting", [Setting.OUTPATIENT, Setting.EMERGENCY])
def test_an_uncertain_diagnosis_is_no_code_outside_an_inpatient_stay(setting: Setting) -> None:
    assert _codes((LBP, diagnosis("probable lumbar stenosis")), setting=setting) == "M54.50"


def test_an_uncertain_diagnosis_is_coded_as_established_at_discharge() -> None:
    assert _codes((LBP, diagnosis("probable lumbar stenosis")), setting=Setting.INPATIENT) == "M48.061"
