"""The tables behind the code set: look-ups at their edges, releases by day, groups and pairs that are data."""

from datetime import date

import pytest

from guardrails.code_sets import code_set_component, code_set_for
from guardrails.code_sets.excludes1 import exclusions
from guardrails.code_sets.msdrg import drg_groups
from guardrails.code_sets.semantic import semantic_conflict
from guardrails.code_sets.tables import Span, content_digest, digest, release_on, table_bytes, tabular, validity
from guardrails.code_sets.targets import Target, Wording, targets, wording


def test_a_code_has_its_first_and_last_valid_day() -> None:
    assert validity().span("M549") == Span(20151001, 20270331)
    assert validity().span("M545") == Span(20151001, 20210930)


@pytest.mark.parametrize("code", ["", "M54", "M5499999", "M54é", "ZZZZZZZ", "0", "M549 A"])
def test_what_is_no_code_has_no_days(code: str) -> None:
    assert validity().span(code) is None


def test_the_first_and_the_last_code_of_the_table_are_found() -> None:
    rows = validity().rows()

    assert validity().span(rows[0][0]) == Span(*rows[0][1:])
    assert validity().span(rows[-1][0]) == Span(*rows[-1][1:])


def test_codes_below_a_prefix_are_those_that_begin_with_it() -> None:
    rows = validity().rows()
    last = rows[-1][0]

    assert [code for code, _ in validity().below("M545")] == ["M545", "M5450", "M5451", "M5459"]
    assert [code for code, _ in validity().below(last)] == [last]
    assert validity().below("M5X") == []
    assert validity().below("") == []


def test_each_code_below_has_its_own_days() -> None:
    assert dict(validity().below("M545"))["M5450"] == Span(20211001, 20270331)


def test_a_line_that_does_not_exist_is_none() -> None:
    table = tabular("tabular-2026-04.bin")

    assert table.node("Q9") is None
    assert table.node("M54.99") is None
    assert table.node("CH99") is None


def test_chapters_and_blocks_are_lines_too() -> None:
    table = tabular("tabular-2026-04.bin")

    assert (table.node("CH13") or {})["title"].startswith("Diseases of the musculoskeletal system")
    assert (table.node("B:M50-M54") or {})["parent"] == "B:M40-M54"


@pytest.mark.parametrize(
    ("day", "release", "status"),
    [
        (date(2015, 10, 1), "FY2016", "none"),
        (date(2023, 12, 31), "FY2024", "none"),
        (date(2024, 9, 30), "FY2024", "none"),
        (date(2024, 10, 1), "FY2025", "official"),
        (date(2025, 9, 30), "FY2025", "official"),
        (date(2025, 10, 1), "FY2026", "official"),
        (date(2026, 9, 30), "FY2026", "official"),
        (date(2026, 10, 1), "FY2027", "assumed unchanged"),
    ],
)
def test_a_release_begins_on_the_first_of_october(day: date, release: str, status: str) -> None:
    assert (release_on(day).id, release_on(day).notes_status) == (release, status)


def test_the_notes_are_those_of_the_edition_of_the_release() -> None:
    assert release_on(date(2025, 9, 30)).table == "tabular-2025-04.bin"
    assert release_on(date(2020, 1, 1)).table == "tabular-2025-04.bin"
    assert release_on(date(2025, 10, 1)).table == "tabular-2026-04.bin"
    assert release_on(date(2027, 3, 31)).table == "tabular-2026-04.bin"


DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("code", "groups"),
    [
        ("M54.9", ["551", "552"]),
        ("M54.50", ["551", "552"]),
        ("S39.012A", ["562", "563"]),
        ("G89.29", ["091", "092", "093"]),
        ("F45.41", ["882"]),
        ("M80.08XA", ["542", "543", "544"]),
    ],
)
def test_a_principal_diagnosis_leads_to_its_groups(code: str, groups: list[str]) -> None:
    found = drg_groups(code, DAY)

    assert found is not None
    assert sorted(number for number, _ in found.groups) == groups


def test_the_version_of_the_groups_is_that_of_the_day() -> None:
    versions = [
        found.version for day in (date(2026, 9, 30), date(2026, 10, 1)) if (found := drg_groups("M54.9", day))
    ]

    assert versions == ["v43.0", "v44.0"]


def test_a_code_or_a_day_without_groups_has_none() -> None:
    assert drg_groups("J20.9", DAY) is None
    assert drg_groups("M54.9", date(2016, 1, 1)) is None


@pytest.mark.parametrize(
    ("pair", "grade"),
    [
        ("M549 M542", "error"),
        ("M549 M5450", "error"),
        ("M549 M546", "error"),
        ("M5450 M5459", "error"),
        ("M5450 M51362", "error"),
        ("M5441 M51360", "error"),
        ("M5431 M51362", "error"),
        ("M5450 M51369", "hold"),
        ("M5431 M51379", "hold"),
        ("M8008XA S32010A", "hold"),
        ("M5450 M4316", "warning"),
        ("M5450 M48061", "warning"),
        ("M5126 M51360", "warning"),
        ("M5450 M5416", "warning"),
    ],
)
def test_a_pair_of_the_curated_list_conflicts_in_either_order(pair: str, grade: str) -> None:
    first, second = pair.split()
    found = [semantic_conflict(first, second), semantic_conflict(second, first)]

    assert [conflict.grade for conflict in found if conflict] == [grade, grade]


@pytest.mark.parametrize("pair", ["M542 M5450", "M549 G8929", "M5431 M51361", "M5441 M51362", "M5450 M51360"])
def test_a_pair_outside_the_curated_list_does_not(pair: str) -> None:
    assert semantic_conflict(*pair.split()) is None


@pytest.mark.parametrize(
    ("target", "code", "covered"),
    [
        (Target("M50", "M54"), "M50", True),
        (Target("M50", "M54"), "M549", True),
        (Target("M50", "M54"), "M499", False),
        (Target("M50", "M54"), "M55", False),
        (Target("M545", "M545"), "M5450", True),
        (Target("M545", "M545"), "M546", False),
        (Target("M545", "M545"), "M54", False),
        (Target("O00", "O9A"), "O9A", True),
        (Target("O00", "O99"), "O9A", False),
    ],
)
def test_a_target_covers_both_its_ends_and_what_lies_below(target: Target, code: str, covered: bool) -> None:
    assert target.covers(code) is covered


@pytest.mark.parametrize(
    ("note", "named"),
    [
        ("a (M54.5-, M54.6)", [("M545", "M545"), ("M546", "M546")]),
        ("a (M54.5-; M54.6)", [("M545", "M545"), ("M546", "M546")]),
        ("a (M54.5 and M54.6)", [("M545", "M545"), ("M546", "M546")]),
        ("a (M50-M54)", [("M50", "M54")]),
        ("a (M54.5) b (R52)", [("M545", "M545"), ("R52", "R52")]),
        ("a (see also M54.5)", []),
        ("a M54.5", []),
        ("a", []),
    ],
)
def test_a_note_names_the_codes_in_its_parentheses(note: str, named: list[tuple[str, str]]) -> None:
    assert [(target.low, target.high) for target in targets(note)] == named


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("pain attributed to disc (M51.-)", Wording.AETIOLOGY),
        ("pain associated with disc (M51.-)", Wording.AETIOLOGY),
        ("pain due to disc NOS (M51.-)", Wording.NOS),
        ("pain (NOS)", Wording.FLAT),
        ("pain at the site (M54.5)", Wording.FLAT),
        ("pain in the lumbar region (M54.5)", Wording.FLAT),
        ("pain in neoplastic disease (M54.5)", Wording.AETIOLOGY),
    ],
)
def test_a_place_is_no_cause_and_nos_outranks_a_cause(note: str, expected: Wording) -> None:
    assert wording(note) is expected


@pytest.mark.parametrize(
    ("note", "code", "covered"),
    [
        ("x (S06.0X- with fourth character 0)", "S060X1A", True),
        ("x (S06.0X- with sixth character 1)", "S060X1A", True),
        ("x (S06.0X- with sixth character 1)", "S060X2A", False),
        ("x (S06.0X- with 6th character 1)", "S060X1A", True),
        ("x (E08-E13 with .51-.52)", "E1151", True),
        ("x (E08-E13 with .51-.52)", "E1152", True),
        ("x (E08-E13 with .51-.52)", "E1150", False),
        ("x (E08-E13 with .51-.52)", "E1153", False),
        ("x (E08-E13 with .09-.11)", "E1110", True),
        ("x (E08-E13 with .09-.11)", "E1109", True),
    ],
)
def test_a_condition_on_a_character_looks_at_its_place(note: str, code: str, covered: bool) -> None:
    assert any(target.covers(code) for target in targets(note)) is covered


TODAY = code_set_for(DAY)


def test_a_code_of_no_line_is_its_own_title() -> None:
    assert TODAY.title("zzz9") == "ZZZ.9"


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2020, 1, 1), "FY2020 (no notes of its time)"),
        (date(2025, 10, 1), "FY2026 (notes April 2026)"),
        (DAY, "FY2027 (notes April 2026, assumed unchanged)"),
    ],
)
def test_the_component_says_of_when_its_notes_are(day: date, version: str) -> None:
    assert code_set_component(day).version == version


@pytest.mark.parametrize(
    ("first", "second"), [("S33.5XXS", "M51.26"), ("M51.26", "S33.5XXS"), ("M54.50", "S39.012S")]
)
def test_a_note_on_a_sequela_is_in_doubt_whichever_code_holds_it(first: str, second: str) -> None:
    found = exclusions(TODAY, first, second)

    assert found
    assert {e.doubt for e in found} == {"One code is a sequela: the note speaks of the current condition."}


@pytest.mark.parametrize("code", ["M27.8", "D72.824"])
def test_a_code_never_excludes_itself_though_a_note_above_it_names_it(code: str) -> None:
    assert exclusions(TODAY, code, code) == ()
    assert exclusions(TODAY, code, code.replace(".", "").lower()) == ()


def test_the_content_of_the_table_of_dates_is_the_recorded_one() -> None:
    assert content_digest("validity.bin", table_bytes("validity.bin")) == digest("validity.bin")
