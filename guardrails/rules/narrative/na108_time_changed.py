"""NA108 TIME_CHANGED: a sentence writes what is over as current, or what is planned as done."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes, said
from guardrails.narrating import differing
from guardrails.reading.narrative import times
from guardrails.reading.narrative.claims import Claim
from guardrails.reading.narrative.sentences import Sentence, Span
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.terms import Assertion, FactKind, Temporality


def check(chart: Chart) -> Iterator[Hit]:
    yield from differing(chart, _changed)


def _changed(sentence: Sentence) -> tuple[str, ...]:
    return sentence.differences(_difference)


def _difference(claim: Claim, span: Span, sentence: Sentence) -> str:
    """The mark of its time is missing, or there is one of another time that its evidence does not hold."""
    if _is_plan(claim):
        return _of_plan(claim, span, sentence)
    if claim.temporality is Temporality.HYPOTHETICAL:
        return _of_possible(claim, span)
    if claim.temporality is Temporality.PAST or claim.old:
        over = _marked(span, times.PAST_SIGNS) or times.past_title(sentence.title)
        return "" if over else "something past as current"
    if claim.temporality is Temporality.CURRENT:
        return _of_current(claim, span)
    return ""


def _is_plan(claim: Claim) -> bool:
    denied = claim.assertion is Assertion.DENIED
    ordered = claim.kind is FactKind.IMAGING and "ordered" in claim.words and not denied
    return ordered or claim.kind is FactKind.PLAN or claim.temporality is Temporality.PLANNED


def _of_plan(claim: Claim, span: Span, sentence: Sentence) -> str:
    if claim.temporality is Temporality.HYPOTHETICAL:
        return _of_possible(claim, span)
    if _added(claim, span, times.FINISHED if claim.words & times.GOES_ON else times.DONE_CLAIMS):
        return "something planned as done"
    if claim.kind is FactKind.PLAN or times.plan_title(sentence.title) or _marked(span, times.PLAN_SIGNS):
        return ""
    return "something planned as current"


def _of_possible(claim: Claim, span: Span) -> str:
    if (span.all_words & times.URGENT and "for" in span.all_words) or "precautions" in span.all_words:
        return ""
    if _added(claim, span, times.FINISHED):
        return "something merely possible as done"
    return "" if _marked(span, times.CONDITIONS) else "something merely possible as a fact"


def _of_current(claim: Claim, span: Span) -> str:
    if _added(claim, span, times.PAST_CLAIMS):
        return "something current as past"
    return "something current as planned" if _added(claim, span, times.PLANNED) else ""


def _marked(span: Span, marks: frozenset[str]) -> bool:
    return bool(span.all_words & marks)


def _added(claim: Claim, span: Span, marks: frozenset[str]) -> bool:
    there = span.words & marks
    return bool(there) and bool(there - claim.words)


RULE = Rule(
    id="NA108",
    name="TIME_CHANGED",
    title="Something past, planned or merely possible written as current or done",
    why=(
        "A treatment that is over is not ongoing, what was ordered has not happened, and a past condition is never "
        "coded as current."
    ),
    grade=Grade.HOLD,
    citation=guidelines("I.A.19"),
    check=check,
    message="A sentence of {where} writes {what}; its own evidence has another time.",
    examples=(
        flags(
            "a past treatment as current",
            said("treatment", "naproxen", by="patient", temporality="past"),
            sentence="Patient takes naproxen.",
            section="History of present illness",
        ),
        flags(
            "a past condition as current",
            said("history", "kidney stones", by="patient", temporality="past"),
            sentence="Patient reports kidney stones.",
            section="Past medical, family and social history",
        ),
        flags(
            "an old injury as a recent one",
            said("mechanism", "car accident", by="patient", injury="old"),
            sentence="Patient reports a car accident.",
            section="History of present illness",
        ),
        flags(
            "an ordered study as done",
            said("imaging", None, temporality="planned", modality="MRI", status="ordered", quote="order an MRI"),
            sentence="MRI completed.",
            section="Diagnostic testing",
        ),
        flags(
            "a planned drug as taken",
            said("treatment", "naproxen", temporality="planned"),
            sentence="Patient has taken naproxen.",
            section="History of present illness",
        ),
        flags(
            "return advice as a fact",
            said("red_flag", "loss of bladder control", temporality="hypothetical"),
            sentence="Loss of bladder control.",
            section="Plan",
        ),
        flags("a current condition as past", diagnosis("sciatica"), sentence="Previously sciatica."),
        passes(
            "return advice in the words of a note",
            said("red_flag", "weakness", temporality="hypothetical", quote="if you get weak, go to the ER"),
            sentence="Go to the ED for new weakness.",
            section="Plan",
        ),
        passes(
            "tried before",
            said("treatment", "naproxen", by="patient", temporality="past"),
            said("treatment", "heat", by="patient", temporality="past"),
            sentence="Patient tried naproxen and heat.",
            section="History of present illness",
        ),
        passes(
            "in a section of the past",
            said("history", "kidney stones", by="patient", temporality="past"),
            sentence="Kidney stones.",
            section="Past medical history",
        ),
        passes(
            "past the knee is a place",
            said("radiation", "leg", by="patient", to_where="past the knee", quote="down past the knee"),
            sentence="Patient reports leg pain past the knee.",
            section="History of present illness",
        ),
        passes(
            "the past two weeks are now",
            complaint("low back pain"),
            said("onset", "two weeks", by="patient", duration=2.0, unit="week"),
            sentence="Patient reports low back pain over the past two weeks.",
            section="History of present illness",
        ),
        passes(
            "to be done",
            said("imaging", None, temporality="planned", modality="MRI", status="ordered", quote="order an MRI"),
            sentence="MRI will be obtained.",
            section="Assessment and plan",
        ),
        passes(
            "return advice",
            said("red_flag", "loss of bladder control", temporality="hypothetical"),
            sentence="Return if there is loss of bladder control.",
            section="Plan",
        ),
    ),
)
