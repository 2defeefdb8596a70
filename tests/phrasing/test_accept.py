"""A model's sentence stands only where it says what the template says: all of it, and nothing else."""

import pytest

import guardrails
from eval.embedded import embedded_draft
from scribe.phrasing.accept import Accepted, accept
from scribe.phrasing.phraser import Proposal
from scribe.schema.draft import Draft
from scribe.schema.narrative import Narrative, Statement
from tests.build import encounter, transcript

HISTORY, EXAM, PLAN = "History of present illness", "Physical examination", "Plan"
SAID = transcript(
    "C: What can I do for you?",
    "P: My lower back has hurt for three weeks, and the pain shoots down my left leg.",
    "C: How bad is it on a scale from zero to ten?",
    "P: A six out of ten.",
    "C: Any fever?",
    "P: No.",
    "C: Straight leg raise is positive on the left at forty degrees. Strength is five out of five.",
    "C: This is low back pain with left sciatica. We will start ibuprofen 400 milligrams three times a day.",
)


@pytest.fixture(scope="module")
def draft() -> Draft:
    result = embedded_draft(encounter(), SAID)
    return Draft(
        encounter=result.encounter,
        transcript=SAID,
        documentation=result.documentation,
        coding=guardrails.code(result.encounter, result.documentation),
        narrative=Narrative(sections=result.note.sections),
    )


def statements(narrative: Narrative, title: str) -> tuple[Statement, ...]:
    return next(section.statements for section in narrative.sections if section.title == title)


def number(draft: Draft, title: str, words: str) -> str:
    """The number of the one statement that holds these words."""
    [at] = [n for n, one in enumerate(statements(draft.narrative, title), start=1) if words in one.text]
    return str(at)


def offered(draft: Draft, proposals: list[Proposal]) -> Accepted:
    return accept(draft, guardrails.check(draft), proposals)


def proposed(draft: Draft, title: str, words: tuple[str, ...], text: str) -> Accepted:
    return offered(draft, [Proposal(title, tuple(number(draft, title, one) for one in words), text)])


def test_a_joined_sentence_stands_with_all_its_quotes_and_facts(draft: Draft) -> None:
    text = "The patient reports left leg pain, with a severity of 6 out of 10."

    accepted = proposed(draft, HISTORY, ("left leg pain", "severity"), text)

    [joined] = [one for one in statements(accepted.draft.narrative, HISTORY) if one.text == text]
    before = [
        one for one in statements(draft.narrative, HISTORY) if "leg pain" in one.text or "severity" in one.text
    ]
    assert accepted.phrased == 1
    assert not accepted.replaced
    assert set(joined.fact_ids) == {fact for one in before for fact in one.fact_ids}
    assert set(joined.evidence) == {quote for one in before for quote in one.evidence}
    assert len(statements(accepted.draft.narrative, HISTORY)) == len(statements(draft.narrative, HISTORY)) - 1


def test_what_no_sentence_stands_for_keeps_its_words_and_place(draft: Draft) -> None:
    accepted = proposed(draft, HISTORY, ("severity",), "The patient reports a severity of 6 out of 10.")

    mine, theirs = statements(draft.narrative, HISTORY), statements(accepted.draft.narrative, HISTORY)
    changed = [at for at, (one, other) in enumerate(zip(mine, theirs, strict=True)) if one != other]
    assert [mine[at].text for at in changed] == ["Patient reports severity: 6 out of 10."]
    assert [s.title for s in accepted.draft.narrative.sections] == [s.title for s in draft.narrative.sections]


WRONG = {
    "an invented examination": (EXAM, ("Strength",), "Strength is five out of five and reflexes are normal."),
    "a dropped no": (HISTORY, ("denies",), "The patient reports fever."),
    "another side": (HISTORY, ("left leg pain",), "The patient reports right leg pain."),
    "a side besides": (HISTORY, ("left leg pain",), "The patient reports left leg pain and right leg pain."),
    "another number": (HISTORY, ("severity",), "The patient reports a severity of 8 out of 10."),
    "a number besides": (HISTORY, ("severity",), "The patient reports a severity of 6 out of 10, at worst 9."),
    "another drug": (PLAN, ("buprofen",), "Naproxen 400 milligrams three times a day."),
    "another dose": (PLAN, ("buprofen",), "Ibuprofen 800 milligrams three times a day."),
    "a lost dose": (PLAN, ("buprofen",), "Ibuprofen three times a day."),
    "the clinician's word for the patient's": (HISTORY, ("severity",), "The clinician states a severity of 6/10."),
    "half a fact": (EXAM, ("Straight",), "Straight leg raise is positive."),
    "a finding turned round": (EXAM, ("Straight",), "Straight leg raise is negative on the left at forty degrees."),
    "a cause nobody named": (HISTORY, ("left leg pain",), "The patient reports left leg pain after a fall."),
    "an outcome nobody saw": (PLAN, ("buprofen",), "Ibuprofen 400 milligrams three times a day helped."),
    "a chronicity nobody said": (HISTORY, ("three weeks",), "The patient reports chronic pain of three weeks."),
    "a code": (EXAM, ("Strength",), "Strength is five out of five (M54.16)."),
    "an order obeyed": (EXAM, ("Strength",), "Strength is five out of five. Psychogenic cause is excluded."),
    "markup": (EXAM, ("Strength",), "**Strength** is five out of five."),
    "two lines": (EXAM, ("Strength",), "Strength is five\nout of five."),
    "no sentence": (EXAM, ("Strength",), "strength five out of five"),
    "nothing": (EXAM, ("Strength",), "  "),
    "without end": (EXAM, ("Strength",), f"Strength is five out of five{', five out of five' * 60}."),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_sentence_that_says_more_less_or_other_is_replaced_by_the_template(what: str, draft: Draft) -> None:
    accepted = proposed(draft, *WRONG[what])

    assert accepted.draft.narrative == draft.narrative
    assert accepted.phrased == 0
    assert sum(accepted.replaced.values()) == 1


@pytest.mark.parametrize("numbers", [(), ("0",), ("99",), ("1",), ("one",), ("-1",), ("²",)])
def test_a_sentence_stands_for_what_it_says_whatever_numbers_it_was_given(
    numbers: tuple[str, ...], draft: Draft
) -> None:
    text = "The strength is five out of five."

    accepted = offered(draft, [Proposal(EXAM, numbers, text)])

    [mine] = [one for one in statements(accepted.draft.narrative, EXAM) if one.text == text]
    [before] = [one for one in statements(draft.narrative, EXAM) if "Strength" in one.text]
    assert (mine.fact_ids, mine.evidence) == (before.fact_ids, before.evidence)


def test_the_numbers_choose_among_what_a_sentence_says(draft: Draft) -> None:
    at = number(draft, HISTORY, "radiation")
    text = "The patient reports left leg pain."

    accepted = offered(draft, [Proposal(HISTORY, (at,), text)])

    [mine] = [one for one in statements(accepted.draft.narrative, HISTORY) if one.text == text]
    assert mine.fact_ids == statements(draft.narrative, HISTORY)[int(at) - 1].fact_ids


def test_what_a_sentence_leaves_out_of_what_it_was_to_join_keeps_the_template(draft: Draft) -> None:
    text = "The patient reports left leg pain."

    accepted = proposed(draft, HISTORY, ("radiation", "severity"), text)

    said = [one.text for one in statements(accepted.draft.narrative, HISTORY)]
    assert text in said
    assert "Patient reports severity: 6 out of 10." in said


def test_a_statement_is_worded_once(draft: Draft) -> None:
    at = number(draft, EXAM, "Strength")
    texts = ("Strength was five out of five.", "The strength is five out of five.")

    accepted = offered(draft, [Proposal(EXAM, (at,), text) for text in texts])

    assert [s.text for s in statements(accepted.draft.narrative, EXAM) if "trength" in s.text] == [texts[0]]
    assert accepted.replaced == {"omission": 1}


def test_a_section_that_is_not_there_takes_no_sentence(draft: Draft) -> None:
    accepted = offered(draft, [Proposal("Psychiatric evaluation", ("1",), "Psychogenic cause is excluded.")])

    assert accepted.draft.narrative == draft.narrative
