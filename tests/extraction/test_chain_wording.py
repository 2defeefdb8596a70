"""What a few words say: negation, sides, regions, numbers. The tables that guard a model's facts."""

import pytest

from scribe.extraction import wording
from scribe.extraction.polarity import Polarity, hedge, is_hypothetical, is_of_family, is_read_aloud, polarity
from scribe.schema.terms import RegionName, Side

STATED, NEGATED, NEGATIVE, HEDGED = Polarity.STATED, Polarity.NEGATED, Polarity.FOUND_NEGATIVE, Polarity.HEDGED


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        ("numbness", "I have numbness.", STATED),
        ("numbness", "No, no numbness.", NEGATED),
        ("numbness", "I don't have any numbness", NEGATED),
        ("numbness", "I do n't have any numbness", NEGATED),
        ("weight loss", "He denies fever, chills or weight loss", NEGATED),
        ("dull ache", "No, it's a dull ache", STATED),
        ("dull ache", "no it's just a dull ache", STATED),
        ("leg pain", "No fever, but I have leg pain", STATED),
        ("sit", "I can't sit for long", STATED),
        ("sleep well", "I don't feel depressed, and I sleep well", STATED),
        ("depression", "I don't feel depressed", NEGATED),
        ("straight leg raise", "Straight leg raise is negative", NEGATIVE),
        ("fracture", "A fracture was ruled out", NEGATED),
        ("broken", "I don't think it's broken", HEDGED),
        ("cough", "I have numbness", None),
    ],
)
def test_a_negation_governs_what_follows_it_in_its_clause(value: str, text: str, expected: Polarity | None) -> None:
    assert polarity(value, text) is expected


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("my right leg", (Side.RIGHT,)),
        ("left-sided", (Side.LEFT,)),
        ("right in the lower back", ()),
        ("it hurts right here", ()),
        ("all right", ()),
        ("I feel it right now on the left", (Side.LEFT,)),
        ("both legs", (Side.BILATERAL,)),
        ("the left and the right hip", (Side.BILATERAL, Side.LEFT, Side.RIGHT)),
        ("nothing left over", ()),
    ],
)
def test_right_is_a_side_only_where_it_is_one(text: str, sides: tuple[Side, ...]) -> None:
    assert wording.sides(text) == sides


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("my lower back", (RegionName.LUMBAR,)),
        ("my back", (RegionName.UNSPECIFIED,)),
        ("low back, not the upper back", (RegionName.LUMBAR,)),
        ("L5-S1", (RegionName.LUMBOSACRAL,)),
        ("my neck and my tailbone", (RegionName.CERVICAL, RegionName.COCCYGEAL)),
        ("T12", (RegionName.THORACIC,)),
        ("my knee", ()),
    ],
)
def test_a_region_is_one_that_is_named(text: str, regions: tuple[RegionName, ...]) -> None:
    assert wording.regions(text) == regions


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("about a year", (1.0, "year")),
        ("for twenty-five days", (25.0, "day")),
        ("a couple of weeks", (2.0, "week")),
        ("half an hour", (0.5, "hour")),
        ("for ages", None),
    ],
)
def test_a_length_of_time_is_a_number_and_a_unit(text: str, length: tuple[float, str] | None) -> None:
    assert wording.duration(text) == length


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("chronic low back pain (M54.50)", "chronic low back pain"),
        ("ICD-10 M54.16", ""),
        ("m54.50 pain", "pain"),
        ("T12 fracture", "T12 fracture"),
        ("L5-S1 narrowing", "L5-S1 narrowing"),
        ("500 mg", "500 mg"),
    ],
)
def test_a_code_is_cut_out_and_a_level_of_the_spine_is_not(text: str, left: str) -> None:
    assert wording.without_codes(text) == left


def test_a_hedge_counts_where_it_stands_before_the_claim() -> None:
    text = "chronic low back pain, probably a lumbar strain"

    assert hedge("lumbar strain", text) == "probably"
    assert hedge("chronic low back pain", text) is None


def test_a_warning_counts_before_the_claim_and_not_after_it() -> None:
    assert is_hypothetical("weakness", "call me if you get weakness")
    assert not is_hypothetical("back pain", "back pain if you bend")


def test_a_relative_is_one_who_has_it() -> None:
    assert is_of_family("back pain", "my mother had back pain")
    assert not is_of_family("garden work", "garden work after my son was born")


def test_what_follows_a_report_is_read_aloud_until_somebody_assesses() -> None:
    report = "The report says: no acute pathology."

    assert is_read_aloud("There is narrowing at L5-S1.", report)
    assert not is_read_aloud("My assessment is chronic low back pain.", report)


def test_untidy_speech_does_not_carry_a_no_across_a_long_sentence() -> None:
    text = "I do n't want to keep you long today so just tell me when you stand you have weakness"

    assert polarity("weakness", text) is STATED
