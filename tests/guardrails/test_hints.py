"""Hints: what points to a region, to a long course or to a cause, and calls for a question, never for a code."""

import pytest

from guardrails.drafting import draft_of
from guardrails.examples import Said, complaint, diagnosis, flags, said
from guardrails.reviewer import check
from scribe.schema.finding import ProviderQuery, Severity


def _asked(*facts: Said) -> dict[str, ProviderQuery]:
    return {query.name: query for query in check(draft_of(flags("a visit", *facts))).queries}


def _region_is_due(*facts: Said) -> bool:
    """A warning calls for the question; without a hint it is only advice."""
    findings = check(draft_of(flags("a visit", diagnosis("back pain"), *facts))).findings
    return [f.severity for f in findings if f.name == "QUERY_REGION"] == [Severity.WARNING]


@pytest.mark.parametrize(
    "fact",
    [
        said("physical_exam", "lumbar tenderness"),
        said("physical_exam", "tenderness at T8"),
        said("physical_exam", "sacroiliac tenderness"),
        said("range_of_motion", "limited", region="lumbar"),
        said("imaging", None, region="thoracic", status="ordered"),
        said("imaging", "lumbar film unremarkable", status="reported"),
        said("treatment", "lumbar epidural injection"),
        said("region", "unspecified", quote="in the upper back", by="patient"),
        diagnosis("upper back pain"),
        complaint("mid back pain"),
        complaint("pain between the shoulder blades"),
    ],
)
def test_what_points_to_a_region_of_the_back_makes_the_question_due(fact: Said) -> None:
    assert _region_is_due(fact)


@pytest.mark.parametrize(
    "fact",
    [
        said("physical_exam", "back tenderness"),
        said("physical_exam", "neck supple"),
        said("physical_exam", "flank tenderness"),
        said("physical_exam", "knee swelling"),
        said("range_of_motion", "limited", region="unspecified"),
        said("range_of_motion", "full"),
        said("imaging", None, status="ordered"),
        said("treatment", "ibuprofen"),
        said("treatment", "heat to the back"),
        said("region", "unspecified", quote="somewhere in the back", by="patient"),
        complaint("upper respiratory infection"),
        said("history", "lumbar fusion"),
        said("physical_exam", "lumbar tenderness", assertion="denied"),
        said("physical_exam", "lumbar tenderness", assertion="uncertain"),
        said("physical_exam", "lumbar tenderness", experiencer="family"),
    ],
)
def test_what_points_to_none_leaves_it_advice(fact: Said) -> None:
    assert not _region_is_due(fact)


LONG = [
    said("onset", "three months", duration=3.0, unit="months"),
    said("onset", "thirteen weeks", duration=13.0, unit="weeks"),
    said("onset", "ninety days", duration=90.0, unit="day"),
    said("onset", "a quarter of a year", duration=0.25, unit="year"),
    said("onset", "one year", duration=1.0, unit="year"),
    said("onset", "for years"),
    said("onset", "for several months"),
    said("pain_description", "persistent ache"),
    said("pain_description", "recurrent"),
    said("chronicity", "unspecified", words="long standing"),
    said("chronicity", "chronic", words="chronic", by="patient"),
]
SHORT = [
    said("onset", "two months", duration=2.0, unit="months"),
    said("onset", "twelve weeks", duration=12.0, unit="weeks"),
    said("onset", "eighty-nine days", duration=89.0, unit="day"),
    said("onset", "two months ago", duration=2.9, unit="month"),
    said("onset", "5", duration=5.0),
    said("onset", "the year before", unit="year"),
    said("onset", "three fortnights", duration=4.0, unit="fortnight"),
    said("onset", "yesterday"),
    said("pain_description", "sharp ache"),
    said("chronicity", "unspecified"),
    said("onset", "for years", assertion="denied"),
    said("onset", "for years", temporality="past"),
    said("onset", "for years", experiencer="family"),
    said("severity", "persistent"),
]


@pytest.mark.parametrize("fact", LONG, ids=lambda fact: f"{fact.value}")
def test_a_course_of_three_months_or_a_word_of_length_asks_after_the_acuity(fact: Said) -> None:
    assert "QUERY_CHRONICITY" in _asked(diagnosis("low back pain"), fact)


@pytest.mark.parametrize("fact", SHORT, ids=lambda fact: f"{fact.value}")
def test_a_shorter_or_an_unsaid_course_asks_nothing(fact: Said) -> None:
    assert "QUERY_CHRONICITY" not in _asked(diagnosis("low back pain"), fact)


@pytest.mark.parametrize("acuity", ["acute", "subacute", "chronic"])
def test_the_clinicians_own_word_answers_the_question(acuity: str) -> None:
    long = said("onset", "for years")

    assert "QUERY_CHRONICITY" not in _asked(diagnosis(f"{acuity} low back pain"), long)


def test_the_question_after_the_acuity_quotes_the_pain_and_what_points_to_it() -> None:
    query = _asked(diagnosis("low back pain"), said("onset", "for years"))["QUERY_CHRONICITY"]

    assert [e.quote for e in query.indicators] == ["low back pain", "for years"]


def _film_is_asked_after(*facts: Said) -> bool:
    return "QUERY_ETIOLOGY" in _asked(*facts)


@pytest.mark.parametrize(
    "film",
    [
        said("imaging", "disc-space narrowing at L5-S1", status="reported"),
        said("imaging", "lumbar spondylosis", status="reviewed"),
        said("imaging", "degenerative changes", region="lumbar", status="reported"),
        said("imaging", "degenerative changes", status="reported"),
        said("imaging", "Modic type 2 endplate changes", status="reported"),
        said("imaging", "lytic lesion of L3", status="reported"),
        said("imaging", "compression deformity of L1", status="reported"),
        said("imaging", "metastasis in L2", status="reported"),
    ],
)
def test_a_finding_near_the_pain_that_nobody_explains_is_asked_after(film: Said) -> None:
    assert _film_is_asked_after(diagnosis("low back pain"), film)


@pytest.mark.parametrize(
    "film",
    [
        said("imaging", "no disc herniation", status="reported"),
        said("imaging", "lumbar spondylosis", status="reported", assertion="denied"),
        said("imaging", "lumbar spondylosis", status="reported", temporality="past"),
        said("imaging", "lumbar spondylosis", status="reported", experiencer="family"),
        said("imaging", "disc height preserved", status="reported"),
        said("imaging", "C5-6 spondylosis", status="reported"),
        said("imaging", "degenerative changes", region="cervical", status="reported"),
        said("imaging", "knee osteoarthritis", status="reported"),
        said("imaging", None, status="ordered", region="lumbar"),
    ],
)
def test_a_normal_denied_or_distant_finding_is_not(film: Said) -> None:
    assert not _film_is_asked_after(diagnosis("low back pain"), film)


@pytest.mark.parametrize("pain", ["back pain", "thoracolumbar pain"])
def test_a_film_of_any_region_is_near_a_pain_of_no_region(pain: str) -> None:
    assert _film_is_asked_after(diagnosis(pain), said("imaging", "lumbar spondylosis", status="reported"))


@pytest.mark.parametrize(
    ("stated", "film"),
    [
        ("lumbar degenerative disc disease with low back pain", "disc-space narrowing at L4-5"),
        ("lumbar degenerative disc disease with low back pain", "endplate changes at L4-5"),
        ("lumbar spondylosis", "osteophytes at L4-5"),
        ("vertebrogenic low back pain", "Modic type 2 endplate changes"),
        ("lumbar disc herniation with low back pain", "L4-5 disc bulge"),
        ("fragility fracture of L1 with low back pain", "compression deformity of L1"),
        ("L1 fracture with low back pain", "osteoporotic fracture of L1"),
    ],
)
def test_a_finding_that_the_provider_restates_is_not_asked_after(stated: str, film: str) -> None:
    facts = [diagnosis(stated), said("imaging", film, status="reported")]
    query = _asked(*facts).get("QUERY_ETIOLOGY")

    assert query is None or film not in [e.quote for e in query.indicators]


def test_a_finding_that_the_provider_only_suspects_is_still_asked_after() -> None:
    suspected = diagnosis("lumbar spondylosis", assertion="uncertain", certainty_words="possible")
    film = said("imaging", "lumbar spondylosis", status="reported")

    assert _film_is_asked_after(diagnosis("low back pain"), suspected, film)
