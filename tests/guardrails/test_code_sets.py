"""The code set of a day: totals of the official releases, validity, titles, notes, and what a look-up costs."""

import hashlib
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from guardrails.code_sets import CodeStatus, code_set_component, code_set_for
from guardrails.code_sets.code_set import NoteKind, dotted
from guardrails.code_sets.tables import manifest, tabular, validity
from scribe.schema.coding import CODE_PATTERN
from scribe.schema.errors import DateOfServiceOutOfRange

ROOT = Path(__file__).parents[2]
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


ENDED = (
    (date(2016, 9, 30), "M50.02", "M50.020 M50.021 M50.022 M50.023"),
    (date(2016, 9, 30), "M50.12", "M50.120 M50.121 M50.122 M50.123"),
    (date(2016, 9, 30), "M50.22", "M50.220 M50.221 M50.222 M50.223"),
    (date(2016, 9, 30), "M50.32", "M50.320 M50.321 M50.322 M50.323"),
    (date(2016, 9, 30), "M50.82", "M50.820 M50.821 M50.822 M50.823"),
    (date(2016, 9, 30), "M50.92", "M50.920 M50.921 M50.922 M50.923"),
    (date(2016, 9, 30), "R39.19", "R39.191 R39.192 R39.198"),
    (date(2017, 9, 30), "M48.06", "M48.061 M48.062"),
    (date(2018, 9, 30), "M79.1", "M79.10 M79.11 M79.12 M79.18"),
    (date(2020, 9, 30), "O99.89", "O99.891 O99.892 O99.893"),
    (date(2021, 9, 30), "M54.5", "M54.50 M54.51 M54.59"),
    (date(2024, 9, 30), "M51.36", "M51.360 M51.361 M51.362 M51.369"),
    (date(2024, 9, 30), "M51.37", "M51.370 M51.371 M51.372 M51.379"),
    (date(2025, 9, 30), "R10.2", "R10.20 R10.21 R10.22 R10.23 R10.24"),
    (date(2026, 9, 30), "S23.420A", ""),
    (date(2026, 9, 30), "S23.420D", ""),
    (date(2026, 9, 30), "S23.420S", ""),
)
"""Last valid day, code, successors: every code of the spine scope that ended."""


@pytest.mark.parametrize(("last", "code", "_"), ENDED)
def test_a_code_that_ended_is_billable_on_its_last_day(last: date, code: str, _: str) -> None:
    assert code_set_for(last).billable(code)
    assert code_set_for(last).children(code) == ()
    assert code_set_for(last).ended_on(code) is None


@pytest.mark.parametrize(("last", "code", "successors"), ENDED)
def test_the_day_after_only_its_successors_are(last: date, code: str, successors: str) -> None:
    after = code_set_for(last + timedelta(days=1))

    assert after.status(code) is (CodeStatus.HEADER if successors else CodeStatus.ENDED)
    assert after.children(code) == tuple(successors.split())
    assert after.ended_on(code) == last


RELEASES = [date(year, month, day) for year in range(2016, 2027) for month, day in ((9, 30), (10, 1))]


@pytest.mark.parametrize("day", [date(2015, 10, 1), *RELEASES, date(2027, 3, 31)])
def test_dorsalgia_never_changed(day: date) -> None:
    codes = code_set_for(day)

    assert codes.billable("M54.9")
    assert codes.title("M54.9") == "Dorsalgia, unspecified"
    assert codes.children("M54.9") == ()


def test_dorsalgia_has_the_same_line_in_both_editions() -> None:
    lines = [code_set_for(day).node("M54.9") for day in (date(2025, 9, 30), date(2025, 10, 1))]

    assert lines[0] == lines[1]


@pytest.mark.parametrize("day", [date(2015, 10, 1), date(2027, 3, 31)])
def test_the_first_and_the_last_day_of_the_tables_are_answered(day: date) -> None:
    assert code_set_for(day).day == day


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


@pytest.mark.parametrize(
    ("code", "siblings"),
    [
        ("M54.50", "M54.51 M54.59"),
        ("M54.9", "M54.2 M54.6"),
        ("S33.5XXD", "S33.0XXD S33.2XXD S33.4XXD S33.6XXD S33.8XXD S33.9XXD"),
        ("S39.012A", "S39.011A S39.013A"),
        ("QA0.0101", "QA0.0102 QA0.0109"),
        ("R52", ""),
    ],
)
def test_siblings_are_the_billable_codes_of_the_same_parent_line(code: str, siblings: str) -> None:
    assert TODAY.siblings(code) == tuple(siblings.split())


def test_siblings_are_those_of_the_day() -> None:
    assert code_set_for(date(2021, 9, 30)).siblings("M54.5") == ("M54.2", "M54.6", "M54.9")
    assert code_set_for(date(2021, 9, 30)).siblings("M54.50") == ()


@pytest.mark.parametrize(
    ("code", "unspecified"),
    [
        ("M54.50", True),  # title
        ("M54.30", True),
        ("S22.000A", True),  # title of its line: the 7th character says nothing
        ("M51.369", True),  # inclusion term "... NOS"
        ("M54.59", False),
        ("M54.2", False),
        ("M54.2X", False),  # no line of its own
        ("banana", False),
    ],
)
def test_a_code_is_unspecified_by_its_official_words(code: str, unspecified: bool) -> None:
    assert TODAY.is_unspecified(code) is unspecified


def test_notes_come_from_every_line_nearest_first() -> None:
    notes = TODAY.notes("M54.50", "excludes1")

    assert [note.node.name for note in notes] == ["M54.5"] * 5 + ["M54", "B:M50-M54", "B:M50-M54"]
    assert notes[5].text == "psychogenic dorsalgia (F45.41)"


@pytest.mark.parametrize(
    ("code", "kind", "node", "text"),
    [
        ("S12.000A", "includes", "S12", "fracture of neck"),
        ("M54.50", "inclusion", "M54.50", "Loin pain"),
        ("M54.50", "excludes2", "CH13", "arthropathic psoriasis (L40.5-)"),
        ("S12.000A", "code_first", "S12", "any associated cervical spinal cord injury (S14.0, S14.1-)"),
        ("M80.08XA", "use_additional", "M80", "code to identify major osseous defect, if applicable (M89.7-)"),
        ("F45.42", "code_also", "F45.42", "associated acute or chronic pain (G89.-)"),
        ("S12.000A", "notes", "S12", "A fracture not indicated as open or closed should be coded to closed"),
    ],
)
def test_notes_of_every_kind_are_at_hand(code: str, kind: NoteKind, node: str, text: str) -> None:
    assert (node, text) in [(note.node.name, note.text) for note in TODAY.notes(code, kind)]


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


def test_the_component_names_the_contents_whatever_compressed_them() -> None:
    recorded = manifest()["contents"]
    both = recorded["validity.bin"] + recorded["tabular-2026-04.bin"]

    assert code_set_component(date(2026, 11, 20)).sha256 == hashlib.sha256(both.encode("ascii")).hexdigest()


def test_every_code_in_the_tables_is_well_formed() -> None:
    assert [code for code, _, _ in validity().rows() if not CODE_PATTERN.match(dotted(code))] == []


FIRST_LOOK_UP = """
import time
from datetime import date
from guardrails.code_sets import code_set_for
started = time.perf_counter()
codes = code_set_for(date(2026, 11, 20))
codes.billable("M54.50"), codes.title("M54.50"), codes.siblings("M54.50"), codes.notes("M54.50", "excludes1")
print(time.perf_counter() - started, next((s.split()[1] for s in open("/proc/self/status") if "VmRSS" in s)))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_a_fresh_process_answers_within_fifty_milliseconds_and_sixty_megabytes() -> None:
    command = [sys.executable, "-c", FIRST_LOOK_UP]
    seen = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    seconds, kilobytes = seen.split()

    assert float(seconds) < 0.05
    assert int(kilobytes) < 60 * 1024
