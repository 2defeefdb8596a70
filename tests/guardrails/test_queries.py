"""Queries against the thirteen requirements of the practice brief (coding reference, section 5), one by one."""

import json
import re
from collections.abc import Iterator

import pytest

from guardrails.answering import with_answers
from guardrails.asking import OTHER, UNABLE
from guardrails.compliance import CODE_NUMBER, FORBIDDEN, faults
from guardrails.drafting import draft_of
from guardrails.examples import complaint, diagnosis, flags, said
from guardrails.registry import LAST_RULES, RULES
from guardrails.reviewer import Question, check, questions
from scribe.schema.answer import QueryAnswer
from scribe.schema.draft import Draft
from scribe.schema.errors import AnswerIncomplete, UnknownQuery
from scribe.schema.finding import Disposition, GivenQuery
from scribe.schema.transcript import Segment, SpeakerRole, Transcript

EXAMPLES = [example for rule in RULES if rule not in LAST_RULES for example in rule.examples]


def _asked() -> Iterator[object]:
    """Every query of every example, once a rule and question and set of facts."""
    for example in EXAMPLES:
        draft = draft_of(example)
        for key, question in questions(draft).items():
            yield pytest.param(draft, question, id=f"{key}: {example.title}")


ASKED = list(_asked())


def _answered(draft: Draft, question: Question, answer: str, text: str | None = None) -> Draft:
    return with_answers(draft, [QueryAnswer(query=question.query.id, answer=answer, text=text)])


def _outcome(draft: Draft) -> tuple[tuple[str, ...], Disposition, frozenset[str]]:
    review = check(draft)
    holds = frozenset(finding.name for finding in review.findings if finding.severity == "error")
    return tuple(a.code for a in draft.coding.assignments), review.disposition, holds


@pytest.mark.parametrize(("draft", "question"), ASKED)
def test_q1_some_answer_changes_the_codes_or_settles_a_conflict(draft: Draft, question: Question) -> None:
    listed = [o for o in question.ask.options if not o.needs_text]
    outcomes = {_outcome(_answered(draft, question, option.text)) for option in listed}

    in_own_words = any(option.needs_text for option in question.ask.options)
    assert len(outcomes | {_outcome(draft)}) > 1 or in_own_words


@pytest.mark.parametrize(("draft", "question"), ASKED)
def test_q2_every_indicator_is_a_quote_of_the_record_with_its_speaker(draft: Draft, question: Question) -> None:
    quotes = {evidence for fact in draft.documentation.facts for evidence in fact.evidence}

    assert set(question.query.indicators) <= quotes
    assert question.query.indicators


@pytest.mark.parametrize(("draft", "question"), ASKED)
def test_q3_a_query_holds_one_question_and_one_set_of_answers(draft: Draft, question: Question) -> None:
    assert question.query.question.count("?") == 1
    assert len(set(question.query.options)) == len(question.query.options)


CONDITIONS = re.compile(
    r"sciatica|radiculopath|herniat|stenosis|spondyl|strain|sprain|fracture|depress|somatoform|vertebrogenic|"
    r"degenerat|discitis|syndrome|myelopath|arthr|neuralgia|severe|mild|moderate",
    re.IGNORECASE,
)


@pytest.mark.parametrize(("draft", "question"), ASKED)
def test_q4_a_query_names_no_condition_and_no_severity_that_is_not_documented(
    draft: Draft, question: Question
) -> None:
    record = " ".join(str(fact.value).lower() for fact in draft.documentation.facts)
    named = CONDITIONS.findall(" ".join([question.query.question, *question.query.options]).lower())

    assert [word for word in named if word not in record] == []


@pytest.mark.parametrize(("draft", "question"), ASKED)
def test_q6_other_and_unable_to_determine_close_every_list(draft: Draft, question: Question) -> None:
    assert question.query.options[-2:] == (OTHER, UNABLE)


@pytest.mark.parametrize(("draft", "question"), ASKED)
def test_q7_the_listed_answers_stand_in_alphabetical_order(draft: Draft, question: Question) -> None:
    listed = list(question.query.options[:-2])

    assert listed == sorted(listed, key=str.casefold)


@pytest.mark.parametrize(("draft", "question"), ASKED)
def test_q8_and_q9_a_query_speaks_of_no_money_and_shows_no_code(draft: Draft, question: Question) -> None:
    texts = [question.query.id, question.query.question, *question.query.options]

    assert [text for text in texts[1:] if FORBIDDEN.search(text)] == []
    assert [text for text in texts if CODE_NUMBER.search(text.replace(question.query.rule, ""))] == []


@pytest.mark.parametrize(("draft", "question"), ASKED)
def test_q10_no_query_is_answered_by_yes_or_no(draft: Draft, question: Question) -> None:
    assert not {option.casefold() for option in question.query.options} & {"yes", "no"}


@pytest.mark.parametrize(("draft", "question"), ASKED)
def test_q11_an_answer_leaves_the_note_as_it_was(draft: Draft, question: Question) -> None:
    after = _answered(draft, question, UNABLE)

    assert after.narrative == draft.narrative
    assert after.documentation.facts == draft.documentation.facts


@pytest.mark.parametrize(("draft", "question"), ASKED)
def test_q12_the_question_its_options_answer_rule_and_release_are_kept(draft: Draft, question: Question) -> None:
    record = _answered(draft, question, UNABLE).answers[-1]

    assert record.query == question.query
    assert record.answer.answer == UNABLE
    assert record.code_set == draft.coding.code_set
    assert re.fullmatch(r"[0-9a-f]{64}", record.draft_sha256)


@pytest.mark.parametrize(("draft", "question"), ASKED)
def test_q13_no_query_is_raised_again_after_an_answer(draft: Draft, question: Question) -> None:
    again = check(_answered(draft, question, UNABLE)).queries

    assert question.query.id not in [query.id for query in again]


@pytest.mark.parametrize(("draft", "question"), ASKED)
def test_a_query_is_compliant_as_a_whole(draft: Draft, question: Question) -> None:
    assert faults(question.query) == ()


SCIATICA = (complaint("low back pain"), diagnosis("low back pain with sciatica"))


def _draft(*facts: object, **rest: object) -> Draft:
    return draft_of(flags("a visit", *facts, **rest))  # type: ignore[arg-type]


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


def test_a_vertebra_is_no_code_and_a_denied_event_no_denial_of_payment() -> None:
    quote = _draft(diagnosis("low back pain")).documentation.facts[0].evidence
    open_list = ("Left", "Right", OTHER, UNABLE)
    plain = GivenQuery(
        question="Which side hurts at T12, where he denied a fall?", options=open_list, indicators=quote
    )
    coded = GivenQuery(question="Which side of M54.5 hurts?", options=open_list, indicators=quote)

    assert faults(plain) == ()
    assert faults(coded) == ("it shows a code number",)


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


def test_the_open_answers_may_be_written_as_another_practice_writes_them() -> None:
    quote = _draft(diagnosis("low back pain")).documentation.facts[0].evidence
    options = ("Both", "Left", "Right", "other: ____", "unable to determine")

    assert faults(GivenQuery(question="Which side is affected?", options=options, indicators=quote)) == ()
    for closed in (options[:-1], ("Left", "Other side", "unable to determine")):
        assert faults(GivenQuery(question="Which side is affected?", options=closed, indicators=quote)) == (
            "an open answer is missing",
        )


def test_a_foreign_query_that_quotes_what_nobody_said_is_found() -> None:
    draft = _draft(diagnosis("low back pain"))
    said_there = draft.documentation.facts[0].evidence
    transcript = Transcript(segments=(Segment(id="s1", speaker_role=SpeakerRole.CLINICIAN, text="low back pain"),))
    made_up = said_there[0].model_copy(update={"quote": "foot drop now"})
    counts = []
    for quotes in (said_there, (made_up,)):
        query = GivenQuery(question="Which side?", options=("Left", "Right", OTHER, UNABLE), indicators=quotes)
        asked = draft.model_copy(update={"transcript": transcript, "given_queries": (query,)})
        counts.append([f.message for f in check(asked).findings if f.name == "QUOTE_NOT_IN_SOURCE"])

    assert counts[0] == []
    assert "of queries" in counts[1][0]
