"""NA112 ACTION_CHANGED: a plan that starts, continues, stops, raises or lowers what its evidence does otherwise."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.narrating import differing
from guardrails.reading.narrative.actions import SWITCHES, actions_in
from guardrails.reading.narrative.claims import Claim
from guardrails.reading.narrative.sentences import Sentence, Span
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.terms import FactKind

_TREATED = (FactKind.TREATMENT, FactKind.PLAN, None)


def check(chart: Chart) -> Iterator[Hit]:
    yield from differing(chart, _changed)


def _changed(sentence: Sentence) -> tuple[str, ...]:
    return sentence.differences(_difference)


def _difference(claim: Claim, span: Span, sentence: Sentence) -> str:
    """The actions a sentence names, where its evidence names others and none of them."""
    if claim.kind not in _TREATED or SWITCHES & (span.words | claim.words):
        return ""
    there, wanted = actions_in(span.own), actions_in(claim.words)
    return f"to {' or '.join(there)}" if there and wanted and not set(there) & set(wanted) else ""


RULE = Rule(
    id="NA112",
    name="ACTION_CHANGED",
    title="A plan that does otherwise than what was said",
    why="A drug that was to be stopped and is continued by the note may hurt the patient.",
    grade=Grade.HOLD,
    citation=guidelines("I.A.19"),
    check=check,
    message="A sentence of {where} says {what}; its own evidence says another action.",
    examples=(
        flags(
            "continued, written as stopped",
            diagnosis("low back pain"),
            said("treatment", "duloxetine", quote="continue the duloxetine"),
            sentence="Discontinue duloxetine.",
            section="Plan",
        ),
        flags(
            "stopped, written as continued",
            diagnosis("low back pain"),
            said("plan", "stop the naproxen", quote="stop the naproxen"),
            sentence="Continue naproxen.",
            section="Plan",
        ),
        flags(
            "raised, written as lowered",
            diagnosis("low back pain"),
            said("plan", "go up on the gabapentin", quote="we'll go up on the gabapentin"),
            sentence="Decrease gabapentin.",
            section="Plan",
        ),
        flags(
            "started, written as continued",
            diagnosis("low back pain"),
            said("treatment", "gabapentin", temporality="planned", quote="start you on gabapentin"),
            sentence="Continue gabapentin.",
            section="Plan",
        ),
        passes(
            "as said, in another word",
            diagnosis("low back pain"),
            said("plan", "stop the naproxen", quote="stop the naproxen"),
            sentence="Discontinue naproxen.",
            section="Plan",
        ),
        passes(
            "a switch names two",
            diagnosis("low back pain"),
            said("plan", "stop naproxen and start meloxicam", quote="stop the naproxen and start meloxicam"),
            sentence="Switch from naproxen to meloxicam.",
            section="Plan",
        ),
        passes(
            "no action was said",
            diagnosis("low back pain"),
            said("treatment", "naproxen", by="patient"),
            sentence="Continue naproxen.",
            section="Plan",
        ),
    ),
)
