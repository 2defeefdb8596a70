"""NA101 UNSUPPORTED_DETAIL: a place, number, drug, finding, condition or denial that nobody stated."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes, said
from guardrails.reading.basis import family_of
from guardrails.reading.narrative.claims import claim_of
from guardrails.reading.narrative.details import Detail, families_named, not_in, unheld
from guardrails.reading.narrative.sentences import Sentence
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    if not chart.picture.in_scope:
        return
    yield from _sentences(chart)
    if chart.extra:
        yield from _codes(chart)


def _sentences(chart: Chart) -> Iterator[Hit]:
    for number, details in _doubtful(chart.sentences):
        title = chart.sentences[number].title
        where, quotes = f"A sentence of {title}", chart.statements[number].evidence
        if invented := _unsaid(chart, details):
            grave = any(detail.grave for detail in invented) or any(word in title.lower() for word in _EXAMINED)
            words = {"where": where, "what": _listed(invented), "support": _NO_FACT}
            yield Hit(words=words, evidence=quotes, grade=Grade.HOLD if grave else Grade.WARNING)
        elif elsewhere := [detail for detail in details if detail.kind == "finding"]:
            words = {"where": where, "what": _listed(elsewhere), "support": "its own evidence does not hold"}
            yield Hit(words=words, evidence=quotes, grade=Grade.WARNING)


_NO_FACT = "no fact of the visit supports"


def _listed(details: Iterable[Detail]) -> str:
    return ", ".join(detail.words for detail in details)


@lru_cache(maxsize=1024)
def _doubtful(sentences: tuple[Sentence, ...]) -> tuple[tuple[int, tuple[Detail, ...]], ...]:
    """Sentences with details that their own evidence does not hold."""
    return tuple((n, details) for n, sentence in enumerate(sentences) if (details := unheld(sentence)))


def _unsaid(chart: Chart, details: Iterable[Detail]) -> tuple[Detail, ...]:
    """The details that nobody said in the visit, by the facts and by all quotes of the note."""
    claims = [claim_of(fact) for fact in chart.picture.facts]
    spoken = (claim for sentence in chart.sentences if not sentence.facts for claim in sentence.spoken)
    quotes = (evidence.quote for statement in chart.statements for evidence in statement.evidence)
    return not_in(chain((text for claim in claims for text in claim.texts), quotes), chain(claims, spoken), details)


def _codes(chart: Chart) -> Iterator[Hit]:
    """Proposed codes of a region, where no fact names any region."""
    if families_named(tuple(map(claim_of, chart.picture.facts))):
        return
    derived = {family_of(code) for code in chart.derived}
    for code in chart.extra:
        if code.startswith(_ALSO_OF_NO_REGION):
            continue
        family = family_of(code)
        if family and chart.codes.billable(code) and family not in derived:
            yield Hit(codes=(code,), words={"where": code, "what": f"the {family.value}", "support": _NO_FACT})


_EXAMINED = ("exam", "objective", "vital", "review of systems")
"""Sections in which nothing may stand that was not found or asked."""
_ALSO_OF_NO_REGION = ("S39.0", "S39.9")
"""Strain and injury of the back of no stated region have these codes as well."""


RULE = Rule(
    id="NA101",
    name="UNSUPPORTED_DETAIL",
    title="A detail, a condition or a denial that nobody stated",
    why=(
        "What no fact and no quote of the visit supports was invented, and silence is no denial. Words of no "
        "medical meaning may be another way to tell what was said, so they only warn."
    ),
    grade=Grade.HOLD,
    citation=guidelines("I.A.19"),
    check=check,
    message="{where} says {what}, which {support}.",
    examples=(
        flags(
            "an invented leg",
            complaint("my back is killing me"),
            sentence="Lumbar pain radiating to the right leg.",
        ),
        flags(
            "a denial of what nobody spoke of", diagnosis("low back pain"), sentence="Low back pain, no weakness."
        ),
        flags(
            "an examination nobody made",
            diagnosis("low back pain"),
            sentence="Lungs clear to auscultation.",
            section="Physical examination",
        ),
        flags("a condition nobody named", diagnosis("low back pain"), sentence="Lumbar stenosis."),
        flags(
            "a story nobody told",
            diagnosis("low back pain"),
            sentence="The patient is a retired carpenter.",
            section="History of present illness",
        ),
        flags(
            "a code of a region nobody named", complaint("my back is killing me"), proposed="M54.41", at="M54.41"
        ),
        passes(
            "every detail was said",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", side="right"),
            sentence="Low back pain radiating to the right leg.",
        ),
        passes(
            "a denial",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", assertion="denied"),
            sentence="Low back pain without radiation to the leg.",
        ),
        passes(
            "right as an adverb",
            diagnosis("low back pain"),
            said("pain_description", "worse when sitting", by="patient"),
            sentence="Low back pain, worse right after sitting.",
        ),
    ),
)
