"""NA109 EXPERIENCER_CHANGED: a relative's condition written as the patient's, or the patient's as theirs."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.narrating import differing
from guardrails.reading.narrative.claims import Claim
from guardrails.reading.narrative.people import KIN, RELATIVES, speaks_of_kin
from guardrails.reading.narrative.sentences import Sentence, Span
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.terms import Experiencer


def check(chart: Chart) -> Iterator[Hit]:
    yield from differing(chart, _changed)


def _changed(sentence: Sentence) -> tuple[str, ...]:
    return sentence.differences(_difference)


def _difference(claim: Claim, span: Span, sentence: Sentence) -> str:
    if _is_anothers(claim):
        named = span.words & KIN or sentence.title.lower().startswith("family")
        if not named:
            return "another person's condition as the patient's"
        here, there = _relatives(span.words), _relatives(claim.words)
        return "one relative's condition as another's" if here and there and not here & there else ""
    added = span.own & KIN and not claim.words & KIN
    return "the patient's condition as another person's" if added and claim.experiencer else ""


def _relatives(words: frozenset[str]) -> set[int]:
    return {RELATIVES[word] for word in words if word in RELATIVES}


def _is_anothers(claim: Claim) -> bool:
    """By the fact; where there is none, by the words of the quote."""
    if claim.experiencer is None:
        return speaks_of_kin(claim.text)
    return claim.experiencer is not Experiencer.PATIENT


RULE = Rule(
    id="NA109",
    name="EXPERIENCER_CHANGED",
    title="A relative's condition written as the patient's, or the reverse",
    why="A relative's disease is never the patient's; at most it is family history.",
    grade=Grade.HOLD,
    citation=guidelines("I.C.21.c.4"),
    check=check,
    message="A sentence of {where} writes {what}.",
    examples=(
        flags(
            "the mother's disease as the patient's",
            said("history", "ankylosing spondylitis", by="patient", experiencer="family", quote="my mother has it"),
            sentence="Patient reports ankylosing spondylitis.",
            section="Past medical, family and social history",
        ),
        flags(
            "the sister's disease as the mother's",
            said("history", "osteoporosis", by="patient", experiencer="family", quote="my sister has osteoporosis"),
            sentence="Mother: osteoporosis.",
            section="Family history",
        ),
        flags("the patient's as the mother's", diagnosis("scoliosis"), sentence="Mother has scoliosis."),
        passes(
            "the mother's, as said",
            said("history", "ankylosing spondylitis", by="patient", experiencer="family"),
            sentence="Patient reports that her mother has ankylosing spondylitis.",
            section="History of present illness",
        ),
        passes(
            "in the family history",
            said("history", "ankylosing spondylitis", by="patient", experiencer="family"),
            sentence="Ankylosing spondylitis.",
            section="Family history",
        ),
        passes(
            "a relative who is part of what happened",
            said("mechanism", "was moving boxes for my son", by="patient"),
            sentence="Patient was moving boxes for her son.",
            section="History of present illness",
        ),
        passes(
            "a relative who tells it",
            said("history", "tingling", by="other"),
            sentence="Her mother reports tingling.",
            section="History of present illness",
        ),
    ),
)
