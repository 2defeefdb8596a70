"""Mentions: whose word a finding is, and whether it may be coded in this setting (coding reference, section 3)."""

from datetime import date

import pytest

from guardrails.examples import Said, complaint, diagnosis, documentation, encounter, said
from guardrails.reading.concepts import Concept
from guardrails.reading.mentions import Mention, Standing, mentions_of
from guardrails.reading.sites import Site
from scribe.schema.encounter import Setting

S = Standing


def _mentions(fact: Said, setting: Setting = Setting.OUTPATIENT) -> tuple[Mention, ...]:
    return mentions_of(encounter(date(2026, 11, 20), setting), documentation([fact]).facts[0])


def _standings(fact: Said, setting: Setting = Setting.OUTPATIENT) -> list[Standing]:
    return [mention.standing for mention in _mentions(fact, setting)]


@pytest.mark.parametrize(
    ("fact", "standing"),
    [
        (diagnosis("low back pain"), S.ESTABLISHED),
        (diagnosis("low back pain", by="patient"), S.REPORTED),
        (diagnosis("low back pain", by="unknown"), S.REPORTED),
        (diagnosis("low back pain", by="unknown", stated_by="clinician"), S.ESTABLISHED),
        (diagnosis("low back pain", stated_by="patient"), S.REPORTED),
        (diagnosis("low back pain", assertion="uncertain"), S.UNCERTAIN),
        (diagnosis("low back pain", certainty_words="possible"), S.UNCERTAIN),
        (diagnosis("low back pain", certainty_words="definite"), S.ESTABLISHED),
        (diagnosis("low back pain", assertion="denied"), S.DENIED),
        (diagnosis("low back pain", temporality="past"), S.PAST),
        (diagnosis("low back pain", temporality="planned"), S.NOT_NOW),
        (diagnosis("low back pain", experiencer="family"), S.FAMILY),
        (diagnosis("low back pain", quote="problem list: low back pain"), S.LISTED),
        (complaint("low back pain"), S.SYMPTOM),
        (complaint("low back pain", assertion="uncertain"), S.UNCERTAIN),
        (complaint("sciatica"), S.REPORTED),
        (complaint("stiff lower back"), S.SYMPTOM),
        (complaint("leg pain"), S.SYMPTOM),
        (said("history", "lumbar stenosis"), S.HISTORY),
        (said("imaging", "lumbar stenosis", status="reported"), S.IMAGING),
        (said("region", "lumbar", by="patient"), S.SYMPTOM),
        (said("psychogenic", "exclusive"), S.ESTABLISHED),
        (said("psychogenic", "exclusive", by="patient"), S.REPORTED),
    ],
)
def test_a_fact_gives_its_mention_a_standing(fact: Said, standing: Standing) -> None:
    assert _standings(fact) == [standing]


@pytest.mark.parametrize(
    ("change", "standing"),
    [
        ({"experiencer": "family", "assertion": "denied"}, S.FAMILY),
        ({"assertion": "denied", "temporality": "past"}, S.DENIED),
    ],
)
def test_another_persons_condition_is_first_of_all_anothers_and_a_denied_one_denied(
    change: dict[str, str], standing: Standing
) -> None:
    assert _standings(diagnosis("low back pain", **change)) == [standing]


@pytest.mark.parametrize(
    ("phrase", "standings"),
    [
        ("low back pain, no radiculopathy", [S.ESTABLISHED, S.DENIED]),
        ("low back pain, possible stenosis", [S.ESTABLISHED, S.UNCERTAIN]),
        ("low back pain, history of lumbar fracture", [S.ESTABLISHED, S.PAST]),
        ("lumbar radiculopathy, resolved", [S.PAST]),
        ("history of low back pain", [S.ESTABLISHED]),
    ],
)
def test_the_words_of_a_phrase_outrank_the_fact(phrase: str, standings: list[Standing]) -> None:
    assert _standings(diagnosis(phrase)) == standings


@pytest.mark.parametrize(
    ("setting", "standing"),
    [(Setting.OUTPATIENT, S.UNCERTAIN), (Setting.EMERGENCY, S.UNCERTAIN), (Setting.INPATIENT, S.ESTABLISHED)],
)
def test_an_uncertain_diagnosis_counts_as_established_only_in_an_inpatient_stay(
    setting: Setting, standing: Standing
) -> None:
    assert _standings(diagnosis("possible lumbar stenosis"), setting) == [standing]
    assert _standings(diagnosis("lumbar stenosis", certainty_words="probable"), setting) == [standing]
    assert _standings(diagnosis("lumbar stenosis", assertion="uncertain"), setting) == [standing]


@pytest.mark.parametrize(
    "words", ["unlikely", "is unlikely", "less likely", "not very likely", "doubtful", "rather than"]
)
def test_what_is_called_unlikely_is_established_in_no_setting(words: str) -> None:
    stenosis = diagnosis("lumbar stenosis", assertion="uncertain", certainty_words=words)

    assert _standings(stenosis, Setting.INPATIENT) == [S.UNCERTAIN]


def test_an_uncertain_complaint_stays_uncertain_in_an_inpatient_stay() -> None:
    assert _standings(complaint("low back pain", assertion="uncertain"), Setting.INPATIENT) == [S.UNCERTAIN]


@pytest.mark.parametrize(
    "words",
    [
        "carried forward: lumbar stenosis",
        "the chart lists lumbar stenosis",
        "lumbar stenosis, not addressed today",
        "lumbar stenosis per the chart",
    ],
)
def test_what_stands_on_a_list_is_not_dealt_with_today(words: str) -> None:
    assert set(_standings(diagnosis("lumbar stenosis", quote=words))) == {S.LISTED}


@pytest.mark.parametrize(
    ("value", "site"),
    [("my back", Site.BACK), ("neck trouble", Site.CERVICAL), ("trouble with my lower back", Site.LUMBAR)],
)
def test_a_complaint_that_only_names_the_part_is_one_of_pain_there(value: str, site: Site) -> None:
    assert [(m.concept, m.reading.site) for m in _mentions(complaint(value))] == [(Concept.PAIN, site)]


@pytest.mark.parametrize("value", ["a rash on my back", "swollen glands in the neck", "fatigue", "knee trouble"])
def test_a_complaint_of_something_else_is_none(value: str) -> None:
    assert _mentions(complaint(value)) == ()


def test_a_diagnosis_that_only_names_the_part_is_none() -> None:
    assert _mentions(diagnosis("the back")) == ()


def test_a_bare_complaint_keeps_its_side_and_its_hint() -> None:
    (mention,) = _mentions(complaint("my left upper back"))

    assert [side.value for side in mention.reading.sides] == ["left"]
    assert mention.reading.hint


@pytest.mark.parametrize(
    ("value", "quote", "hint"),
    [("unspecified", "the upper back", True), ("unspecified", "the back", False), ("lumbar", "mid back", False)],
)
def test_a_region_of_no_name_may_hint_at_one(value: str, quote: str, hint: bool) -> None:
    assert [m.reading.hint for m in _mentions(said("region", value, quote=quote, by="patient"))] == [hint]


@pytest.mark.parametrize(
    ("link", "quote", "concepts"),
    [
        ("exclusive", "psychogenic pain", [Concept.SOMATOFORM_PAIN]),
        ("related_factors", "pain disorder with psychological factors", [Concept.PAIN_PSYCH_FACTORS]),
        ("related_factors", "stress makes it worse", []),
        ("unspecified", "a pain disorder, perhaps", []),
    ],
)
def test_a_psychological_origin_is_a_diagnosis_only_where_it_is_called_one(
    link: str, quote: str, concepts: list[Concept]
) -> None:
    assert [m.concept for m in _mentions(said("psychogenic", link, quote=quote))] == concepts


@pytest.mark.parametrize(
    ("phrase", "of_spine"),
    [
        ("low back pain", True),
        ("sciatica", True),
        ("disc herniation", True),
        ("stenosis", False),
        ("right leg pain", False),
        ("depression", False),
    ],
)
def test_a_condition_is_of_the_spine_by_its_site_or_by_its_nature(phrase: str, of_spine: bool) -> None:
    assert [m.of_spine for m in _mentions(diagnosis(phrase))] == [of_spine]


@pytest.mark.parametrize("fact", [said("plan", "lumbar MRI"), said("treatment", "lumbar injection")])
def test_a_plan_or_a_treatment_mentions_no_condition(fact: Said) -> None:
    assert _mentions(fact) == ()


@pytest.mark.parametrize(
    "fact",
    [
        diagnosis("history of lumbar stenosis", by="patient"),
        diagnosis("history of lumbar stenosis", assertion="uncertain"),
        said("history", "status post lumbar fracture"),
        diagnosis("lumbar stenosis in the past"),
    ],
)
def test_words_of_the_past_put_a_condition_there_whoever_says_them(fact: Said) -> None:
    assert set(_standings(fact)) == {S.PAST}


def test_a_reason_for_the_visit_mentions_an_operation_of_the_spine_and_nothing_else() -> None:
    assert _mentions(said("encounter_reason", "low back pain")) == ()
    assert [m.concept for m in _mentions(said("encounter_reason", "follow-up after lumbar fusion"))] == [
        Concept.SPINE_SURGERY
    ]


def test_a_bare_complaint_keeps_its_words() -> None:
    assert [m.reading.text for m in _mentions(complaint("My Lower Back"))] == ["my low back"]


def test_a_mention_says_whether_a_clinician_said_it() -> None:
    assert [m.by_clinician for m in _mentions(diagnosis("low back pain"))] == [True]
    assert [m.by_clinician for m in _mentions(diagnosis("low back pain", by="patient"))] == [False]
