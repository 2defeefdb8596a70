"""Queries against the thirteen requirements of the practice brief (coding reference, section 5), one by one."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from guardrails.answering import with_answers
from guardrails.asking import OTHER, UNABLE, claim, option
from guardrails.compliance import CODE_NUMBER, FORBIDDEN, faults
from guardrails.drafting import draft_of
from guardrails.examples import complaint, diagnosis, flags
from guardrails.reading.picture import picture_of
from guardrails.registry import LAST_RULES, RULES
from guardrails.reviewer import Question, check, questions
from scribe.schema.answer import QueryAnswer
from scribe.schema.draft import Draft
from scribe.schema.finding import Disposition
from scribe.schema.terms import FactKind

EXAMPLES = [example for rule in RULES if rule not in LAST_RULES for example in rule.examples]


def _asked() -> Iterator[object]:
    """Every query of every example, once a rule and question and set of facts."""
    for example in EXAMPLES:
        draft = draft_of(example)
        for key, question in questions(draft).items():
            yield pytest.param(draft, question, id=f"{key}: {example.title}")


ASKED = list(_asked())
SCIATICA = (complaint("low back pain"), diagnosis("low back pain with sciatica"))


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


NEUTRAL_LISTS = {
    FactKind.LATERALITY: {"left", "right", "bilateral"},
    FactKind.REGION: {"cervical", "thoracic", "lumbar"},
    FactKind.CHRONICITY: {"acute", "chronic", "subacute"},
}
"""Kinds of answers that name no condition: neutral where the whole list is offered, so that none is favoured."""
NEUTRAL_WORDS = frozenset({"pain", "back", "leg", "injury", "pregnant", "pregnancy", "postpartum", "delivery"}) | {
    *(
        "related",
        "incidental",
        "expected",
        "beyond",
        "postoperative",
        "the",
        "is",
        "what",
        "to",
        "of",
        "or",
        "not",
        "due",
    )
}
COURSE_KINDS = {FactKind.ONSET, FactKind.CHRONICITY, FactKind.PAIN_DESCRIPTION}


def _unsupported(question: Question) -> list[str]:
    """Answers that would state what no indicator says and that belong to no whole neutral list."""
    claims = [(o.text, c) for o in question.ask.options for c in o.claims if not c.denied]
    quotes = " ".join(evidence.quote.lower() for evidence in question.query.indicators)
    of_time = COURSE_KINDS & {fact.kind for fact in question.ask.indicators}
    found = []
    for text, stated in claims:
        offered = {other.value for _, other in claims if other.kind is stated.kind}
        if NEUTRAL_LISTS.get(stated.kind, {None}) <= offered or text.lower().removeprefix("the ") in quotes:
            continue
        words = set(re.findall(r"[a-z]+", str(stated.value).lower())) - NEUTRAL_WORDS
        found += [word for word in words if word not in quotes and not (word == "chronic" and of_time)]
    return found


@pytest.mark.parametrize(("draft", "question"), ASKED)
def test_q5_every_answer_is_supported_by_an_indicator_or_is_neutral(draft: Draft, question: Question) -> None:
    assert _unsupported(question) == []


def test_an_answer_that_nothing_points_to_is_noticed() -> None:
    [question] = [q for q in questions(draft_of(flags("x", *SCIATICA))).values() if q.query.rule == "GG105"]
    padded = (*question.ask.options, option("Stenosis", claim("diagnosis", "lumbar stenosis")))

    noticed = _unsupported(replace(question, ask=replace(question.ask, options=padded)))
    assert sorted(noticed) == ["lumbar", "stenosis"]
    one_side = replace(question.ask, options=question.ask.options[1:2])
    assert _unsupported(replace(question, ask=one_side)) == ["left"]


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
    assert faults(question.query, picture_of(draft.encounter, draft.documentation).mentions) == ()
