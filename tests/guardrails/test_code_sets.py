"""The code tables: totals of the official releases, validity by day, titles, and digests of the files."""

import hashlib
import time
from datetime import date

import pytest

from guardrails.code_sets import CodeStatus, code_set_component, code_set_for
from guardrails.code_sets.tables import manifest, tabular, validity
from scribe.schema.errors import DateOfServiceOutOfRange

TODAY = code_set_for(date(2026, 11, 20))


@pytest.mark.parametrize(
    ("day", "total"),
    [
        (20250930, 74260),
        (20251001, 74719),
        (20260401, 74719),
        (20260930, 74719),
        (20261001, 74879),
        (20270331, 74879),
    ],
)
def test_the_codes_in_force_on_a_day_are_as_many_as_the_official_files_hold(day: int, total: int) -> None:
    assert validity().count_on(day) == total


def test_the_table_holds_every_code_ever_valid() -> None:
    assert len(validity()) == 75909


@pytest.mark.parametrize(
    ("code", "day", "status"),
    [
        ("M54.9", date(2015, 10, 1), CodeStatus.BILLABLE),
        ("M54.9", date(2027, 3, 31), CodeStatus.BILLABLE),
        ("M54.5", date(2021, 9, 30), CodeStatus.BILLABLE),
        ("M54.5", date(2021, 10, 1), CodeStatus.HEADER),
        ("M54.50", date(2021, 9, 30), CodeStatus.NOT_YET),
        ("M54.50", date(2021, 10, 1), CodeStatus.BILLABLE),
        ("M51.36", date(2024, 9, 30), CodeStatus.BILLABLE),
        ("M51.36", date(2024, 10, 1), CodeStatus.HEADER),
        ("R10.A1", date(2025, 9, 30), CodeStatus.NOT_YET),
        ("S23.420A", date(2026, 10, 1), CodeStatus.ENDED),
        ("QA0.0101", date(2025, 9, 30), CodeStatus.NOT_YET),
        ("QA0.0101", date(2025, 10, 1), CodeStatus.BILLABLE),
        ("QA0.010", date(2025, 10, 1), CodeStatus.HEADER),
        ("S39.012", date(2026, 11, 20), CodeStatus.NEEDS_SEVENTH),
        ("S33.5XX", date(2026, 11, 20), CodeStatus.NEEDS_SEVENTH),
        ("S33.5A", date(2026, 11, 20), CodeStatus.UNKNOWN),
        ("M54", date(2026, 11, 20), CodeStatus.HEADER),
        ("M54.9A", date(2026, 11, 20), CodeStatus.UNKNOWN),
        ("banana", date(2026, 11, 20), CodeStatus.MALFORMED),
        ("54.9", date(2026, 11, 20), CodeStatus.MALFORMED),
    ],
)
def test_a_code_has_the_status_of_its_day(code: str, day: date, status: CodeStatus) -> None:
    assert code_set_for(day).status(code) is status


def test_a_code_without_its_dot_is_understood() -> None:
    assert TODAY.billable("M5450")


@pytest.mark.parametrize("day", [date(2015, 9, 30), date(2027, 4, 1)])
def test_a_day_outside_the_tables_is_refused(day: date) -> None:
    with pytest.raises(DateOfServiceOutOfRange):
        code_set_for(day)


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("M54.50", "Low back pain, unspecified"),
        ("G89.29", "Other chronic pain"),
        ("S39.012A", "Strain of muscle, fascia and tendon of lower back, initial encounter"),
        ("S33.5XXD", "Sprain of ligaments of lumbar spine, subsequent encounter"),
    ],
)
def test_a_title_is_the_official_one_with_the_meaning_of_the_seventh_character(code: str, title: str) -> None:
    assert TODAY.title(code) == title


def test_a_shorter_code_answers_for_a_day_before_a_split() -> None:
    assert code_set_for(date(2021, 9, 30)).in_force("M54.50") == "M54.5"


def test_the_ancestors_of_a_code_end_with_its_block_and_chapter() -> None:
    names = [node.name for node in TODAY.lineage("S39.012A")]

    assert names == ["S39.012", "S39.01", "S39.0", "S39", "B:S30-S39", "CH19"]


def test_the_tabular_list_of_each_edition_holds_every_category() -> None:
    assert tabular("tabular-2025-04.bin").node("M54") is not None
    assert tabular("tabular-2026-04.bin").node("R10.A1") is not None
    assert tabular("tabular-2025-04.bin").node("R10.A1") is None


def test_notes_of_a_year_without_an_official_text_say_so() -> None:
    assert "assumed unchanged" in (code_set_component(date(2026, 11, 20)).version or "")
    assert "no notes" in (code_set_component(date(2020, 1, 1)).version or "")


def test_a_first_look_up_takes_less_than_fifty_milliseconds() -> None:
    validity.cache_clear()
    tabular.cache_clear()

    started = time.perf_counter()
    TODAY.billable("M54.50")
    TODAY.title("M54.50")

    assert time.perf_counter() - started < 0.05


def test_the_component_names_the_contents_whatever_compressed_them() -> None:
    recorded = manifest()["contents"]
    both = recorded["validity.bin"] + recorded["tabular-2026-04.bin"]

    assert code_set_component(date(2026, 11, 20)).sha256 == hashlib.sha256(both.encode("ascii")).hexdigest()
