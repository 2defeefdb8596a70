"""Phrases with a doubt, a denial, a past or a side behind what they name, and what each of these reaches."""

import pytest

from guardrails.reading.concepts import Concept
from guardrails.reading.phrases import normal, read, sides_in
from guardrails.reading.sites import Site

C = Concept


@pytest.mark.parametrize(
    "phrase",
    [
        "lumbar stenosis, suspected",
        "lumbar stenosis is likely",
        "lumbar stenosis?",
        "lumbar stenosis suspected at this time.",
        "lumbar stenosis, suspected clinically",
        "lumbar stenosis versus disc herniation",
        "lumbar stenosis vs. disc herniation",
    ],
)
def test_a_doubt_behind_a_condition_reaches_back_to_it(phrase: str) -> None:
    assert all(reading.hedged for reading in read(phrase))


def test_a_doubt_reaches_to_the_end_of_the_phrase() -> None:
    readings = read("low back pain, possible stenosis and sciatica")

    assert [(r.concept, r.hedged) for r in readings] == [(C.PAIN, False), (C.STENOSIS, True), (C.SCIATICA, True)]


@pytest.mark.parametrize(
    "phrase", ["low back pain, suspected", "low back pain?", "low back pain versus hip arthritis"]
)
def test_a_symptom_stays_certain_whatever_is_doubted_of_it(phrase: str) -> None:
    assert [r.hedged for r in read(phrase) if r.concept is C.PAIN] == [False]


@pytest.mark.parametrize(
    ("phrase", "denied"),
    [
        ("fracture was ruled out", [C.FRACTURE]),
        ("fracture ruled out by MRI", [C.FRACTURE]),
        ("fracture ruled out today", [C.FRACTURE]),
        ("low back pain, fracture ruled out", [C.FRACTURE]),
        ("lumbar stenosis, fracture ruled out", [C.FRACTURE]),
        ("ruled out fracture", [C.FRACTURE]),
        ("lumbar stenosis, ruled out fracture", [C.FRACTURE]),
        ("no fracture and no stenosis", [C.FRACTURE, C.STENOSIS]),
        ("no fracture or stenosis", [C.FRACTURE, C.STENOSIS]),
        ("no fracture, stenosis or scoliosis", [C.FRACTURE, C.STENOSIS, C.SCOLIOSIS]),
        ("no fracture, stenosis seen", [C.FRACTURE]),
        ("no fracture but stenosis", [C.FRACTURE]),
        ("no fracture. stenosis or scoliosis", [C.FRACTURE]),
        ("no fracture, stenosis. sciatica or scoliosis", [C.FRACTURE]),
        ("denies sciatica; has stenosis", [C.SCIATICA]),
        ("without myelopathy", [C.MYELOPATHY]),
        ("stenosis without claudication", [C.CLAUDICATION]),
    ],
)
def test_a_denial_reaches_what_it_is_said_of_and_no_further(phrase: str, denied: list[Concept]) -> None:
    assert [r.concept for r in read(phrase) if r.negated] == denied


def test_what_is_to_be_ruled_out_is_uncertain_and_not_denied() -> None:
    assert [(r.hedged, r.negated) for r in read("rule out fracture")] == [(True, False)]


@pytest.mark.parametrize(
    ("phrase", "over"),
    [
        ("lumbar radiculopathy, now resolved", [C.RADICULOPATHY]),
        ("lumbar radiculopathy has resolved.", [C.RADICULOPATHY]),
        ("lumbar strain, fully healed", [C.STRAIN]),
        ("low back pain with sciatica, resolved", [C.SCIATICA]),
        ("lumbar radiculopathy", []),
        ("resolved by rest, lumbar radiculopathy persists", []),
    ],
)
def test_words_that_end_a_phrase_put_the_last_condition_into_the_past(phrase: str, over: list[Concept]) -> None:
    assert [r.concept for r in read(phrase) if r.past] == over


@pytest.mark.parametrize(
    ("phrase", "acuities"),
    [
        ("chronic low back pain with acute sciatica", [{"chronic"}, {"acute"}]),
        ("acute on chronic low back pain", [{"acute", "chronic"}]),
        ("subacute low back pain", [{"subacute"}]),
        ("low back pain", [set()]),
        ("chronic pain due to lung cancer", [{"chronic"}, {"chronic"}, set()]),
    ],
)
def test_acuity_belongs_to_the_clause_that_says_it(phrase: str, acuities: list[set[str]]) -> None:
    assert [{a.value for a in r.acuity} for r in read(phrase)] == acuities


@pytest.mark.parametrize(
    ("phrase", "sides"),
    [
        ("low back pain with sciatica on the left", [set(), {"left"}]),
        ("low back pain with sciatica, both sides", [{"left", "right"}, {"left", "right"}]),
        ("left sciatica, right side", [{"left"}]),
        ("sciatica, left-sided", [{"left"}]),
        ("sciatica, left knee normal", [set()]),
        ("bilaterally radiating sciatica", [set()]),
        ("sciatica bilaterally", [{"left", "right"}]),
    ],
)
def test_a_side_alone_in_its_clause_belongs_to_what_stands_before_it(phrase: str, sides: list[set[str]]) -> None:
    assert [{s.value for s in r.sides} for r in read(phrase)] == sides


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("left", {"left"}),
        ("right", {"right"}),
        ("both", {"left", "right"}),
        ("left and right", {"left", "right"}),
        ("leftover", set()),
        ("", set()),
    ],
)
def test_sides_are_read_as_words(text: str, sides: set[str]) -> None:
    assert {side.value for side in sides_in(text)} == sides


@pytest.mark.parametrize(
    ("phrase", "sites"),
    [
        ("lumbar spondylosis with radiculopathy", [Site.LUMBAR, Site.LUMBAR]),
        ("cervical stenosis and low back pain", [Site.CERVICAL, Site.LUMBAR]),
        ("sciatica", [Site.LUMBAR]),
        ("disc herniation", [Site.BACK]),
        ("occipital neuralgia", [Site.CERVICAL]),
        ("stenosis", [None]),
        ("low back pain and leg pain", [Site.LUMBAR, None]),
        ("low back pain and breast cancer", [Site.LUMBAR, None]),
        ("low back pain and metastasis to the lung", [Site.LUMBAR, None]),
        ("low back pain with depression", [Site.LUMBAR, None]),
    ],
)
def test_a_condition_without_a_site_takes_that_of_its_phrase_unless_it_is_of_no_spine(
    phrase: str, sites: list[Site | None]
) -> None:
    assert [r.site for r in read(phrase)] == sites


@pytest.mark.parametrize(
    "phrase", ["hip arthritis", "ankle sprain", "aortic stenosis", "pelvic fracture", "knee pain"]
)
def test_a_condition_of_another_part_of_the_body_is_not_read(phrase: str) -> None:
    assert read(phrase) == ()


def test_a_limb_pain_or_a_cancer_is_read_with_its_own_part_of_the_body() -> None:
    assert [r.concept for r in read("calf pain")] == [C.LIMB_PAIN]
    assert [r.concept for r in read("lung cancer")] == [C.CANCER]


def test_the_words_of_each_clause_are_kept() -> None:
    assert [r.text for r in read("Lumbar stenosis, with neurogenic claudication")] == [
        "lumbar stenosis",
        "neurogenic claudication",
    ]


@pytest.mark.parametrize(
    ("phrase", "hint"), [("upper back pain", True), ("mid back pain", True), ("back pain", False)]
)
def test_a_word_that_points_to_a_region_is_a_hint(phrase: str, hint: bool) -> None:
    assert [r.hint for r in read(phrase)] == [hint]


@pytest.mark.parametrize(
    ("phrase", "plain"),
    [
        ("LBP", "low back pain"),
        ("Lower Back", "low back"),
        ("low  back", "low back"),
        ("DDD", "degenerative disc disease"),
        ("it’s", "it's"),
    ],
)
def test_spellings_and_abbreviations_are_evened_out(phrase: str, plain: str) -> None:
    assert normal(phrase) == plain


def test_a_longer_name_outranks_the_shorter_one_inside_it() -> None:
    assert [r.concept for r in read("mechanical low back pain")] == [C.PAIN_OF_TYPE]
    assert [r.concept for r in read("lumbar disc degeneration")] == [C.DISC_DEGENERATION]
    assert [r.concept for r in read("chronic pain syndrome")] == [C.CHRONIC_PAIN_SYNDROME]


def test_the_time_after_a_delivery_is_read_beside_any_part_of_the_body() -> None:
    assert C.POSTPARTUM in [r.concept for r in read("postpartum pelvic girdle")]
