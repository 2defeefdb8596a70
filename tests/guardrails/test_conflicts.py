"""Conflicts of history and assessment: what cannot both be meant holds the draft, and what can does not."""

import pytest

from guardrails.answering import with_answers
from guardrails.drafting import draft_of
from guardrails.examples import Said, complaint, diagnosis, flags, said
from guardrails.reviewer import check
from scribe.schema.answer import QueryAnswer
from scribe.schema.draft import Draft
from scribe.schema.finding import Disposition, Finding

NAME = "QUERY_CONFLICT_HISTORY_ASSESSMENT"


def _draft(*facts: Said) -> Draft:
    return draft_of(flags("a visit", *facts))


def _conflicts(*facts: Said) -> list[Finding]:
    return [finding for finding in check(_draft(*facts)).findings if finding.name == NAME]


# Region


@pytest.mark.parametrize(
    ("told", "stated"),
    [
        ("neck pain", "low back pain"),
        ("low back pain", "cervicalgia"),
        ("thoracic spine pain", "low back pain"),
        ("neck pain", "coccydynia"),
    ],
)
def test_a_complaint_of_one_part_and_a_diagnosis_of_another_conflict(told: str, stated: str) -> None:
    (finding,) = _conflicts(complaint(told), diagnosis(stated))

    assert [e.quote for e in finding.evidence] == [told, stated]
    assert check(_draft(complaint(told), diagnosis(stated))).disposition is Disposition.HOLD_FOR_QUERY


@pytest.mark.parametrize(
    ("told", "stated"),
    [
        ("low back pain", "lumbago"),
        ("back pain", "low back pain"),
        ("neck pain", "back pain"),
        ("upper back pain", "low back pain"),
        ("low back pain", "sacroiliac joint pain"),
        ("flank pain", "low back pain"),
        ("tailbone pain", "low back pain"),
        ("flank pain", "coccydynia"),
        ("leg pain", "cervicalgia"),
        ("neck and low back pain", "low back pain"),
        ("low back pain", "cervical stenosis"),
    ],
)
def test_parts_that_overlap_that_neighbour_or_that_name_none_do_not(told: str, stated: str) -> None:
    assert _conflicts(complaint(told), diagnosis(stated)) == []


@pytest.mark.parametrize(
    "told",
    [
        complaint("neck pain", by="clinician"),
        complaint("neck pain", assertion="denied"),
        complaint("neck pain", temporality="past"),
        complaint("neck pain", experiencer="family"),
        diagnosis("cervical stenosis", by="patient"),
    ],
)
def test_only_the_patients_own_present_complaint_is_a_party(told: Said) -> None:
    assert _conflicts(told, diagnosis("low back pain")) == []


def test_the_question_offers_the_parts_that_were_named_in_alphabetical_order() -> None:
    (query,) = check(_draft(complaint("thoracic spine pain"), diagnosis("low back pain"))).queries

    assert query.options[:2] == ("The low back", "The thorax")


def test_an_answer_on_the_region_settles_it() -> None:
    draft = _draft(complaint("neck pain"), diagnosis("low back pain"))
    (query,) = check(draft).queries

    after = with_answers(draft, [QueryAnswer(query=query.id, answer="The low back")])

    assert [finding for finding in check(after).findings if finding.name == NAME] == []


# Injury

NO_INJURY = said("mechanism", "injury", by="patient", assertion="denied", injury="none")


def test_a_denied_injury_and_a_diagnosed_one_conflict() -> None:
    (finding,) = _conflicts(NO_INJURY, diagnosis("acute lumbar strain due to a fall"))

    assert [e.quote for e in finding.evidence] == ["injury", "acute lumbar strain due to a fall"]


@pytest.mark.parametrize(
    "facts",
    [
        (said("mechanism", "fall", by="patient", injury="current"), diagnosis("acute lumbar strain due to a fall")),
        (NO_INJURY, diagnosis("lumbar strain")),
        (NO_INJURY, diagnosis("low back pain")),
        (NO_INJURY, diagnosis("old lumbar strain due to a fall")),
        (NO_INJURY, diagnosis("acute lumbar strain due to a fall", by="patient")),
        (diagnosis("acute lumbar strain due to a fall"),),
    ],
)
def test_without_a_denial_or_without_a_trauma_of_now_there_is_none(facts: tuple[Said, ...]) -> None:
    assert _conflicts(*facts) == []


# Course


def test_acute_in_one_place_and_chronic_in_another_conflict() -> None:
    chronic = said("chronicity", "chronic", words="chronic")

    (finding,) = _conflicts(diagnosis("acute low back pain"), chronic)

    assert [e.quote for e in finding.evidence] == ["acute low back pain", "chronic"]


@pytest.mark.parametrize(
    "facts",
    [
        (diagnosis("acute on chronic low back pain"),),
        (diagnosis("acute on chronic low back pain", quote="a flare of the old back pain"),),
        (
            diagnosis("acute low back pain"),
            said("chronicity", "chronic", words="chronic", quote="an acute flare of his chronic pain"),
        ),
        (diagnosis("acute low back pain"), said("chronicity", "chronic", words="chronic", by="patient")),
        (diagnosis("acute low back pain"), said("chronicity", "chronic", words="chronic", assertion="denied")),
        (diagnosis("acute low back pain"), diagnosis("chronic neck pain")),
        (diagnosis("chronic low back pain"), said("chronicity", "chronic", words="chronic")),
        (diagnosis("acute low back pain"),),
    ],
)
def test_acute_on_chronic_or_of_two_pains_or_of_the_patient_is_no_conflict(facts: tuple[Said, ...]) -> None:
    assert _conflicts(*facts) == []


# Origin

EXCLUDED = said("psychogenic", "unspecified", assertion="denied", quote="not psychological")
SOMATOFORM = diagnosis("somatoform pain disorder of the back")


def test_an_origin_that_is_excluded_and_diagnosed_conflicts() -> None:
    (finding,) = _conflicts(EXCLUDED, SOMATOFORM)

    assert [e.quote for e in finding.evidence] == ["not psychological", "somatoform pain disorder of the back"]


@pytest.mark.parametrize(
    "facts",
    [
        (EXCLUDED, diagnosis("low back pain")),
        (SOMATOFORM,),
        (said("psychogenic", "unspecified", assertion="denied", by="patient"), SOMATOFORM),
        (EXCLUDED, diagnosis("somatoform pain disorder of the back", by="patient")),
        (
            EXCLUDED,
            diagnosis("somatoform pain disorder of the back", assertion="uncertain"),
            complaint("back pain"),
        ),
    ],
)
def test_an_origin_that_only_one_side_speaks_of_does_not(facts: tuple[Said, ...]) -> None:
    assert _conflicts(*facts) == []


def test_each_point_of_conflict_has_its_own_finding() -> None:
    facts = (
        complaint("neck pain"),
        diagnosis("acute low back pain"),
        said("chronicity", "chronic", words="chronic"),
    )

    assert len(_conflicts(*facts)) == 2
