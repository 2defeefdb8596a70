"""Answers of the provider to queries: each becomes facts of the clinician and changes what follows from them."""

import json

import pytest

from guardrails.answering import with_answers
from guardrails.asking import OTHER, UNABLE
from guardrails.drafting import draft_of
from guardrails.examples import Said, complaint, diagnosis, flags, said
from guardrails.reviewer import check, questions
from scribe.schema.answer import QueryAnswer
from scribe.schema.draft import Draft
from scribe.schema.errors import AnswerIncomplete, UnknownQuery
from scribe.schema.finding import Disposition
from scribe.schema.transcript import Segment, SpeakerRole, Transcript

SCIATICA = (complaint("low back pain"), diagnosis("low back pain with sciatica"))


def _draft(*facts: Said) -> Draft:
    return draft_of(flags("a visit", *facts))


def _codes(draft: Draft) -> list[str]:
    return [a.code for a in draft.coding.assignments]


@pytest.mark.parametrize(
    ("answer", "codes"),
    [("Left", ["M54.42"]), ("Right", ["M54.41"]), ("Both sides", ["M54.41", "M54.42"]), (UNABLE, ["M54.40"])],
)
def test_the_answer_to_a_side_becomes_the_side_of_the_code(answer: str, codes: list[str]) -> None:
    draft = _draft(*SCIATICA)

    after = with_answers(draft, [QueryAnswer(query="GG105-low-back", answer=answer)])

    assert _codes(after) == codes


def test_an_answer_in_own_words_is_read_by_the_lexicon() -> None:
    after = with_answers(_draft(*SCIATICA), [QueryAnswer(query="GG105-low-back", answer="it is the left leg")])

    assert _codes(after) == ["M54.42"]


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ("Low back", ["M54.50"]),
        ("Neck", ["M54.2"]),
        ("Mid back, thoracic spine", ["M54.6"]),
        ("Tailbone", ["M53.3"]),
        ("Flank", ["R10.A0"]),
        ("Whole back, no single region", ["M54.9"]),
    ],
)
def test_the_answer_to_a_region_leaves_the_unspecified_code(answer: str, codes: list[str]) -> None:
    after = with_answers(_draft(diagnosis("back pain")), [QueryAnswer(query="GG106-back", answer=answer)])

    assert _codes(after) == codes


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ("Current, under active treatment", ["S39.012A"]),
        ("Current, healing or in recovery", ["S39.012D"]),
        ("Old, with lasting effects", ["M54.50", "S39.012S"]),
        ("Old, fully healed", ["M54.50"]),
        ("No injury", ["M54.50"]),
    ],
)
def test_the_answer_to_an_injury_decides_chapter_and_phase(answer: str, codes: list[str]) -> None:
    draft = _draft(
        complaint("low back pain"), diagnosis("lumbar strain"), said("mechanism", "lifting", injury="unclear")
    )

    after = with_answers(draft, [QueryAnswer(query="CH116-low-back", answer=answer)])

    assert _codes(after) == codes


def test_the_answer_chronic_adds_the_code_of_chronic_pain() -> None:
    draft = _draft(diagnosis("low back pain"), said("onset", "two years", duration=2.0, unit="year"))

    after = with_answers(draft, [QueryAnswer(query="CH103-low-back", answer="Chronic")])

    assert _codes(after) == ["M54.50", "G89.29"]


def test_a_diagnosis_given_in_answer_is_coded_as_the_providers() -> None:
    draft = _draft(diagnosis("low back pain"), said("imaging", "Modic type 2 changes", status="reported"))

    after = with_answers(
        draft,
        [
            QueryAnswer(
                query="GG107-low-back-film",
                answer="Clinically significant for today's pain (please state the diagnosis)",
                text="vertebrogenic low back pain",
            )
        ],
    )

    assert _codes(after) == ["M54.51"]


def test_an_answered_conflict_holds_the_draft_no_longer() -> None:
    draft = _draft(
        diagnosis("low back pain with left sciatica"), said("radiation", "leg", by="patient", side="right")
    )

    after = with_answers(draft, [QueryAnswer(query="DC111-low-back", answer="Right")])

    assert check(draft).disposition is Disposition.HOLD_FOR_QUERY
    assert check(after).disposition is Disposition.READY_FOR_REVIEW
    assert _codes(after) == ["M54.41"]


LEG_IN_DISPUTE = (
    diagnosis("low back pain"),
    said("radiation", "leg", by="patient", assertion="denied", quote="it doesn't go down the leg"),
    said("radiation", "leg", by="patient", quote="it shoots down my leg at night"),
)


@pytest.mark.parametrize(
    ("answer", "left"),
    [("Pain travels into the leg today", ["QUERY_ETIOLOGY"]), ("No pain in the leg today", [])],
)
def test_whether_there_is_leg_pain_is_asked_before_what_it_is(answer: str, left: list[str]) -> None:
    draft = _draft(*LEG_IN_DISPUTE)

    review = check(with_answers(draft, [QueryAnswer(query="DC113-low-back", answer=answer)]))

    assert [query.name for query in check(draft).queries] == ["CONTRADICTION_RADIATION"]
    assert check(draft).disposition is Disposition.HOLD_FOR_QUERY
    assert [query.name for query in review.queries] == left
    assert review.disposition is Disposition.READY_FOR_REVIEW


@pytest.mark.parametrize(("answer", "codes"), [("Left", ["M54.42"]), ("Right", ["M54.41"])])
def test_the_side_of_the_leg_told_in_words_is_settled_by_the_answer(answer: str, codes: list[str]) -> None:
    told = said("radiation", "leg", by="patient", quote="it zings down my right leg")
    draft = _draft(diagnosis("low back pain with left sciatica"), told)

    after = with_answers(draft, [QueryAnswer(query="DC111-low-back", answer=answer)])

    assert check(draft).disposition is Disposition.HOLD_FOR_QUERY
    assert (_codes(after), check(after).disposition) == (codes, Disposition.READY_FOR_REVIEW)


def test_unable_to_determine_keeps_the_hold_and_asks_no_more() -> None:
    draft = _draft(
        diagnosis("low back pain with left sciatica"), said("radiation", "leg", by="patient", side="right")
    )

    review = check(with_answers(draft, [QueryAnswer(query="DC111-low-back", answer=UNABLE)]))

    assert review.disposition is Disposition.HOLD_FOR_QUERY
    assert "DC111-low-back" not in [query.id for query in review.queries]


def test_an_answer_becomes_a_segment_by_the_clinician_and_is_quoted() -> None:
    spoken = Segment(id="s1", speaker_role=SpeakerRole.CLINICIAN, text="low back pain with sciatica")
    draft = _draft(diagnosis("low back pain with sciatica")).model_copy(
        update={"transcript": Transcript(segments=(spoken,))}
    )

    after = with_answers(
        draft, [QueryAnswer(query="GG105-low-back", answer="Left", by="dr-a", at="2026-11-20T09:00Z")]
    )

    assert after.transcript is not None
    assert after.transcript.segments[-1].text == "Which side is affected? Left"
    assert after.documentation.facts[-1].evidence[0].segment_id == after.transcript.segments[-1].id
    assert "QUOTE_NOT_IN_SOURCE" not in [finding.name for finding in check(after).findings]


def test_an_answer_to_a_query_that_is_not_open_is_refused() -> None:
    with pytest.raises(UnknownQuery):
        with_answers(_draft(diagnosis("low back pain")), [QueryAnswer(query="GG105-low-back", answer="Left")])


def test_an_option_that_asks_for_words_is_refused_without_them() -> None:
    with pytest.raises(AnswerIncomplete):
        with_answers(_draft(*SCIATICA), [QueryAnswer(query="GG105-low-back", answer=OTHER)])


def test_an_answer_is_the_same_value_after_a_round_trip_as_json() -> None:
    after = with_answers(_draft(*SCIATICA), [QueryAnswer(query="GG105-low-back", answer="Left")])

    assert Draft.model_validate_json(after.model_dump_json()) == after
    assert json.loads(after.model_dump_json())["answers"][0]["query"]["options"][0] == "Both sides"


@pytest.mark.parametrize("words", ["it is not chronic", "perhaps chronic", "I never called it chronic"])
def test_an_answer_that_denies_or_doubts_supports_no_code(words: str) -> None:
    draft = _draft(diagnosis("low back pain"), said("onset", "two years", duration=2.0, unit="year"))
    after = with_answers(draft, [QueryAnswer(query="CH103-low-back", answer=OTHER, text=words)])

    assert _codes(after) == ["M54.50"]


_VAGUE = (diagnosis("back pain"), said("onset", "two years", duration=2.0, unit="year"))


def test_queries_shown_together_are_answered_together_in_any_order() -> None:
    region, course = (
        QueryAnswer(query="GG106-back", answer="Low back"),
        QueryAnswer(query="CH103-back", answer="Chronic"),
    )
    draft = _draft(*_VAGUE)

    assert {question.query.id for question in questions(draft).values()} >= {"GG106-back", "CH103-back"}
    assert _codes(with_answers(draft, [region, course])) == ["M54.50", "G89.29"]
    assert _codes(with_answers(draft, [course, region])) == ["M54.50", "G89.29"]


def test_a_question_stays_answered_when_its_problem_gets_a_region() -> None:
    first = with_answers(_draft(*_VAGUE), [QueryAnswer(query="CH103-back", answer=UNABLE)])
    after = with_answers(first, [QueryAnswer(query="GG106-back", answer="Low back")])

    assert [query.id for query in check(after).queries if query.rule == "CH103"] == []


def test_the_same_question_about_another_problem_is_still_asked() -> None:
    both = diagnosis("low back pain with sciatica and flank pain")
    after = with_answers(_draft(both), [QueryAnswer(query="GG105-low-back", answer="Left")])

    assert "GG105-flank" in {query.id for query in check(after).queries}


def test_a_query_is_answered_once() -> None:
    twice = [QueryAnswer(query="GG106-back", answer="Low back")] * 2

    with pytest.raises(UnknownQuery):
        with_answers(_draft(*_VAGUE), twice)


def test_the_next_question_of_a_problem_comes_when_the_first_is_answered() -> None:
    draft = _draft(
        diagnosis("low back pain"),
        said("imaging", "disc-space narrowing at L5-S1", status="reported"),
        said("radiation", "leg", by="patient"),
    )
    after = with_answers(draft, [QueryAnswer(query="GG107-low-back-film", answer=UNABLE)])

    assert [query.id for query in check(draft).queries if query.rule == "GG107"] == ["GG107-low-back-film"]
    assert [query.id for query in check(after).queries if query.rule == "GG107"] == ["GG107-low-back-limb"]


_EXCLUDING = (diagnosis("cervical radiculopathy"), diagnosis("lumbar spondylosis with radiculopathy"))


def _conflict(answer: str, text: str | None = None) -> tuple[Disposition, list[str]]:
    draft = _draft(*_EXCLUDING)
    [query] = [question.query for question in questions(draft).values() if question.query.rule == "CV101"]
    review = check(with_answers(draft, [QueryAnswer(query=query.id, answer=answer, text=text)]))
    return review.disposition, [f.severity.value for f in review.findings if f.rule == "CV101"]


def test_two_unrelated_conditions_may_stand_together_and_the_note_says_so() -> None:
    assert _conflict("They are unrelated conditions") == (Disposition.READY_FOR_REVIEW, ["info"])


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("They are one condition", None),
        ("I do not know", None),
        ("unable to determine", None),
        (OTHER, "not sure, lunch first"),
    ],
)
def test_nothing_but_the_word_of_the_provider_settles_a_conflict_of_codes(answer: str, text: str | None) -> None:
    assert _conflict(answer, text) == (Disposition.HOLD_FOR_QUERY, ["error"])


def test_one_condition_of_two_codes_says_what_is_left_to_do() -> None:
    draft = _draft(*_EXCLUDING)
    [query] = [question.query for question in questions(draft).values() if question.query.rule == "CV101"]
    after = check(with_answers(draft, [QueryAnswer(query=query.id, answer="They are one condition")]))
    [message] = [finding.message for finding in after.findings if finding.rule == "CV101"]

    assert message.endswith("one condition: a certified coder must choose one of the codes.")
    assert query.id not in [open_query.id for open_query in after.queries]


def test_an_injury_named_in_answer_takes_the_place_of_the_pain_after_trauma() -> None:
    draft = _draft(diagnosis("acute low back pain due to a fall"))
    listed, none = "An injury is diagnosed (please state the diagnosis)", "No injury is diagnosed"

    named = with_answers(draft, [QueryAnswer(query="GG107-low-back-injury", answer=listed, text="lumbar strain")])
    unnamed = with_answers(draft, [QueryAnswer(query="GG107-low-back-injury", answer=none)])

    assert _codes(draft) == _codes(unnamed) == ["M54.50", "G89.11"]
    assert _codes(named) == ["S39.012A"]
    assert [query.id for query in check(unnamed).queries] == []


@pytest.mark.parametrize(
    ("facts", "offered"),
    [
        ((), False),
        ((said("onset", "two years", duration=2.0, unit="year"),), True),
        ((said("onset", "two weeks", duration=2.0, unit="week"),), False),
        ((said("chronicity", "chronic", by="patient", words="chronic"),), True),
    ],
)
def test_chronic_is_offered_for_postoperative_pain_only_where_something_points_to_it(
    facts: tuple[Said, ...], offered: bool
) -> None:
    draft = _draft(diagnosis("postoperative pain after lumbar fusion"), *facts)
    [query] = [query for query in check(draft).queries if query.rule == "CH121"]

    assert ("Chronic" in query.options) is offered
