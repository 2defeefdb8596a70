"""DC123 TERM_CORRECTED: a fact or code rests on a term that was corrected after the engine had misspelt it."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes
from guardrails.reading.corrected_terms import CorrectedTerm, corrected_terms
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.facts import Fact


def check(chart: Chart) -> Iterator[Hit]:
    terms = corrected_terms(chart.draft.transcript)
    facts = tuple(fact for fact in chart.draft.documentation.facts if _resting_on(fact, terms))
    if not facts:
        return
    ids = {fact.id for fact in facts}
    codes = tuple(a.code for a in chart.draft.coding.assignments if not ids.isdisjoint(a.fact_ids))
    told = dict.fromkeys(
        f'heard "{term.heard}", written "{term.written}"' for f in facts for term in _under(f, terms)
    )
    yield Hit(codes=codes, facts=facts, words={"terms": "; ".join(told)}, grade=Grade.WARNING if codes else None)


def _resting_on(fact: Fact, terms: tuple[CorrectedTerm, ...]) -> bool:
    return bool(_under(fact, terms))


def _under(fact: Fact, terms: tuple[CorrectedTerm, ...]) -> tuple[CorrectedTerm, ...]:
    """The corrected terms within the fact's quotes."""
    return tuple(term for term in terms if any(term.lies_in(quote) for quote in fact.evidence))


_HEARD = {"transcript": "Lumbar spondylolisthesis.", "heard": {"spondylolisthesis.": "spondy low list thesis."}}

RULE = Rule(
    id="DC123",
    name="TERM_CORRECTED",
    title="A fact on a corrected term",
    why=(
        "A term is corrected where the speech engine wrote no word, or words it doubted, that sound as the term "
        "does. That is a reading of what was heard, and whoever signs should be able to see it and to listen again."
    ),
    grade=Grade.INFO,
    citation=Citation("Rule of this software", "a correction keeps the original", "2026"),
    check=check,
    message="The speech engine misspelt what facts of this note rest on: {terms}.",
    examples=(
        flags("a diagnosis put together", diagnosis("Lumbar spondylolisthesis"), draft=_HEARD),
        passes(
            "the same diagnosis, heard as written",
            diagnosis("Lumbar spondylolisthesis"),
            draft={"transcript": "Lumbar spondylolisthesis."},
        ),
        passes(
            "a corrected term on which no fact rests",
            diagnosis("Low back pain"),
            draft={
                "transcript": "Low back pain. My dog has spondylosis.",
                "heard": {"spondylosis.": "spondulosis."},
            },
        ),
    ),
)
