"""Excludes1 by machine: the pairs that must be found, those that must pass, and every trap of the notation."""

from datetime import date

import pytest

from guardrails.code_sets import code_set_for
from guardrails.code_sets.curated import IN_WORDS
from guardrails.code_sets.excludes1 import exclusions
from guardrails.code_sets.tables import manifest, tabular
from guardrails.code_sets.targets import Target, Wording, targets, wording

CODES = code_set_for(date(2026, 11, 20))

MUST_BE_FOUND = (
    "M54.2+M50.122 M54.50+M51.360 M54.50+M54.41 M54.50+S39.012A M54.50+M51.26 M54.31+M54.41 M54.16+M51.16 "
    "M54.16+M47.26 M54.9+F45.41 M54.9+R52 G89.29+F45.41 G89.29+G89.4 G89.29+G89.3 M54.50+M46.46 M54.6+M54.89 "
    "M54.50+M54.89 M80.08XA+M48.56XA M43.06+M43.16 M62.830+M79.18 M79.18+F45.41 Z33.1+O99.891 Z09+Z47.89"
)
MUST_PASS = (
    "G89.29+M54.9 M54.50+F45.42 M54.2+M54.50 M54.50+O99.891 M54.50+R10.A1 S33.5XXA+S39.012A M54.50+M54.50 "
    "M50.13+M48.02 G89.29+M54.50"
)


def _pair(written: str) -> tuple[str, str]:
    first, second = written.split("+")
    return first, second


@pytest.mark.parametrize("pair", MUST_BE_FOUND.split())
def test_a_pair_that_must_be_found_is_found_in_both_orders(pair: str) -> None:
    first, second = _pair(pair)

    assert exclusions(CODES, first, second)
    assert exclusions(CODES, second, first)


@pytest.mark.parametrize("pair", MUST_PASS.split())
def test_a_pair_that_may_stand_together_passes(pair: str) -> None:
    assert exclusions(CODES, *_pair(pair)) == ()


@pytest.mark.parametrize(
    ("note", "code", "covered"),
    [
        ("x (Z43-Z49, Z51)", "Z4789", True),
        ("x (Z43-Z49, Z51)", "Z51", True),
        ("x (Z43-Z49, Z51)", "Z50", False),
        ("x (O00-O9A)", "O99891", True),
        ("x (O00-O9A)", "O9A111", True),
        ("x (O00-O99)", "O9A111", False),
        ("x (M50.1)", "M50122", True),
        ("x (M54.3)", "M5431", True),
        ("x (M51.1.-)", "M5116", True),
        ("x (M51.1.-)", "M5126", False),
        ("x (M50.1.-)", "M50122", True),
        ("x (M51.- with fifth character 6)", "M51360", True),
        ("x (M51.- with fifth character 6)", "M51370", False),
        ("x (E08-E13 with .44)", "E1144", True),
        ("x (E08-E13 with .44)", "E1143", False),
        ("x (E08-E13 with .51-.52)", "E1152", True),
        ("x (S06.0X- with seventh character A)", "S060X0A", True),
        ("x (S06.0X- with seventh character A)", "S060X0D", False),
        ("x (S92.-with 7th character B)", "S92001B", True),
        ("x (S52.- with open fracture 7th character)", "S52001C", True),
        ("x (S52.- with open fracture 7th character)", "S52001E", True),
        ("x (S52.- with open fracture 7th character)", "S52001D", False),
        ("x (A37 with fifth-character 1)", "A3701", True),
        ("x (F11-F19 with fifth to sixth characters 51)", "F11151", True),
        ("x (F11-F19 with fifth to sixth characters 51)", "F11150", False),
        ("x (F10-F19 with 5th character .6)", "F1026", True),
        ("x (F10-F19 with 5th character .6)", "F1020", False),
        ("x (I69. with final characters -23)", "I69023", True),
        ("x (I69. with final characters -20)", "I69920", True),
        ("x (I69. with final characters -20)", "I6920", False),
        ("x (I70.2--I70.7-)", "I70401", True),
        ("x (P28.3- - P28.4-)", "P2840", True),
        ("x (F98.2.-F98.3)", "F9821", True),
        ("x (I01.0 -I01.9)", "I012", True),
        ("x (Q70.0- -Q70.3-)", "Q7020", True),
        ("x (J91.0))", "J910", True),
        ("x (Z89.52-", "Z89521", True),
        ("x (QA0.0-)", "QA00101", True),
        ("x (S39.012)", "S39012A", True),
    ],
)
def test_a_notation_of_the_tabular_list_covers_what_it_means(note: str, code: str, covered: bool) -> None:
    assert any(target.covers(code) for target in targets(note)) is covered


def test_a_header_line_names_no_code() -> None:
    assert targets("localized pain, unspecified type - code to pain by site, such as:") == ()


def test_the_lines_below_a_header_name_the_codes() -> None:
    assert [e.note for e in exclusions(CODES, "R52", "M54.9")] == ["back pain (M54.9)", "spine pain (M54.-)"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("R29.891", "M43.6"),
        ("R29.891", "Q68.0"),
        ("H47.611", "S04.041A"),
        ("E87.20", "E11.10"),
        ("M65.20", "M75.31"),
        ("Z85.6", "C91.01"),
        ("S06.9X0A", "S06.0X0A"),
        ("Y93.79", "Y93.64"),
    ],
)
def test_codes_in_the_running_text_of_a_note_are_named(first: str, second: str) -> None:
    assert exclusions(CODES, first, second)


@pytest.mark.parametrize(
    ("first", "second"), [("E87.20", "E11.65"), ("S51.011A", "S52.001D"), ("H92.21", "S09.21XA")]
)
def test_words_without_a_code_and_unmet_conditions_name_none(first: str, second: str) -> None:
    assert exclusions(CODES, first, second) == ()


def test_every_note_in_words_is_written_so_in_an_edition() -> None:
    texts = {
        text
        for edition in manifest()["tabular"]
        for _, node in tabular(edition["table"]).nodes()
        for text in node.get("excludes1", ())
    }

    assert set(IN_WORDS) - texts == set()
    assert [text for text in IN_WORDS if targets(text)] == []


def test_a_note_on_a_heading_over_several_blocks_is_inherited() -> None:
    assert [e.node for e in exclusions(CODES, "V43.52XA", "Y03.8XXA")] == ["B:V00-V99"]


def test_a_name_that_looks_like_a_code_is_none() -> None:
    assert targets("glucose-6-phosphate dehydrogenase (G6PD) deficiency anemia (D55.0)") == (
        Target("D550", "D550"),
    )


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("sciatica with lumbago (M54.4-)", Wording.FLAT),
        ("dorsalgia in thoracic region (M54.6)", Wording.FLAT),
        ("lumbago due to intervertebral disc displacement (M51.2-)", Wording.AETIOLOGY),
        ("spinal curvature in osteoporosis (M80.-)", Wording.AETIOLOGY),
        ("discitis NOS (M46.4-)", Wording.NOS),
    ],
)
def test_the_wording_of_a_note_has_a_class(note: str, expected: Wording) -> None:
    assert wording(note) is expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("M54.13", "M50.13"),
        ("M54.50", "S39.012S"),
        ("M54.2", "S30.0XXA"),
        ("M54.6", "S20.221A"),
        ("M51.360", "S33.5XXA"),
        ("M43.6", "S13.4XXA"),
    ],
)
def test_a_note_that_may_not_be_pressed_says_why(first: str, second: str) -> None:
    found = exclusions(CODES, first, second)

    assert found
    assert all(e.doubt or e.wording is Wording.NOS for e in found)


def test_before_the_first_official_text_every_note_is_in_doubt() -> None:
    found = exclusions(code_set_for(date(2022, 1, 1)), "M54.50", "M54.41")

    assert found
    assert all("FY2022" in e.doubt for e in found)


def test_the_block_forbids_a_current_injury_but_not_its_sequela() -> None:
    current = exclusions(CODES, "M54.6", "S23.3XXA")
    later = exclusions(CODES, "M54.6", "S23.3XXS")

    assert [e.node for e in current] == ["B:M50-M54"]
    assert later == ()


SPINE_INJURIES = (
    "S12.9XXA S13.4XXA S14.2XXA S15.001A S16.1XXA S22.000A S23.3XXA S24.2XXA S29.012A S32.010A S33.5XXA S34.21XA "
    "S39.012A S20.221A S30.0XXA"
)


@pytest.mark.parametrize("holder", ["M54.9", "M50.20", "M48.50XA", "M43.16", "M43.6", "G54.1", "G57.00"])
@pytest.mark.parametrize("injury", SPINE_INJURIES.split())
def test_current_injury_in_words_means_the_injuries_of_the_spine(holder: str, injury: str) -> None:
    assert exclusions(CODES, holder, injury)


def test_an_over_wide_code_in_a_narrow_phrase_is_of_the_class_nos() -> None:
    found = exclusions(CODES, "S33.5XXA", "M51.360")

    assert [(e.node, e.wording) for e in found if e.holder == "S33.5XXA"] == [("S33", Wording.NOS)]
