"""NA110 CERTAINTY_CHANGED: a sentence states what its own evidence leaves open, or leaves open what it states."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.narrating import differing
from guardrails.reading.narrative.claims import Claim
from guardrails.reading.narrative.polarity import HEDGES, SOFT_HEDGES, WEAK
from guardrails.reading.narrative.sentences import Sentence, Span
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.terms import Assertion, FactKind


def check(chart: Chart) -> Iterator[Hit]:
    yield from differing(chart, _changed)


def _changed(sentence: Sentence) -> tuple[str, ...]:
    return sentence.differences(_difference)


def _difference(claim: Claim, span: Span, sentence: Sentence) -> str:
    if _is_open(claim, span):
        return "" if span.all_words & SOFT_HEDGES else "something uncertain as certain"
    if claim.kind in _ORDERS and "to" in span.words:
        return ""  # "MRI to rule out metastasis": the purpose is open, the order is not
    if claim.kind is None or not span.words & HEDGES or _hedged_somewhere(span, sentence):
        return ""
    return "something certain as uncertain"


_ORDERS = (FactKind.IMAGING, FactKind.PLAN, FactKind.TREATMENT)


def _hedged_somewhere(span: Span, sentence: Sentence) -> bool:
    """Some of the evidence that shares a word of content holds a hedge."""
    keys = span.keys - WEAK
    return any(
        c.words & SOFT_HEDGES or c.hedged for c in (*sentence.facts, *sentence.spoken) if c.signs.keys() & keys
    )


def _is_open(claim: Claim, span: Span) -> bool:
    return claim.assertion is Assertion.UNCERTAIN or bool(span.keys & claim.hedged - WEAK)


RULE = Rule(
    id="NA110",
    name="CERTAINTY_CHANGED",
    title="A hedge that was dropped or added",
    why='An outpatient diagnosis that is probable or suspected is not coded; a dropped "suspect" makes it a fact.',
    grade=Grade.HOLD,
    citation=guidelines("IV.H"),
    check=check,
    message="A sentence of {where} writes {what}.",
    examples=(
        flags(
            "a dropped hedge",
            diagnosis("disc herniation", assertion="uncertain", certainty_words="suspect"),
            sentence="Disc herniation.",
        ),
        passes(
            "the purpose of a study",
            said("imaging", None, temporality="planned", modality="MRI", status="ordered", quote="get an MRI"),
            diagnosis("metastasis", assertion="uncertain", certainty_words="exclude"),
            sentence="MRI to rule out metastasis.",
            section="Plan",
        ),
        flags(
            "a hedge dropped from the middle",
            diagnosis("low back pain, possible lumbar stenosis"),
            sentence="Low back pain and lumbar stenosis.",
        ),
        flags("an added hedge", diagnosis("lumbar strain"), sentence="Possible lumbar strain."),
        passes(
            "another hedge",
            diagnosis("disc herniation", assertion="uncertain", certainty_words="suspect"),
            sentence="Possible disc herniation.",
        ),
        passes(
            "ruling out is uncertain",
            diagnosis("metastasis", assertion="uncertain", certainty_words="rule out"),
            sentence="A metastasis cannot be excluded.",
        ),
        passes(
            "the certain part alone",
            diagnosis("low back pain, possible lumbar stenosis"),
            sentence="Low back pain.",
        ),
        passes(
            "a hedge in the words",
            diagnosis("muscular pain", certainty_words="i think", quote="I think this is muscular pain"),
            sentence="Likely muscular pain.",
        ),
    ),
)
