"""The deterministic reader: a transcript's facts by rule, without a model. Pure: equal words, equal facts."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from pydantic import TypeAdapter

from scribe.extraction.reader.about import problems
from scribe.extraction.reader.assertion import with_cue
from scribe.extraction.reader.claim import Claim, Span
from scribe.extraction.reader.clauses import Clause, clauses_of
from scribe.extraction.reader.exchanges import exchanges_of
from scribe.extraction.reader.kinds import (
    background,
    complaint,
    course,
    diagnosis,
    exam,
    function,
    laterality,
    mechanism,
    motion,
    plan,
    radiation,
    treatment,
)
from scribe.extraction.reader.kinds.common import supposed
from scribe.extraction.reader.kinds.imaging import Pictures
from scribe.extraction.reader.lexicon import pattern
from scribe.extraction.reader.reconcile import reconciled
from scribe.extraction.reader.repeats import with_quotes, without_repeats
from scribe.extraction.reader.resolution import with_resolutions
from scribe.extraction.reader.responses import with_responses
from scribe.extraction.reader.scenes import set_scenes
from scribe.extraction.reader.settle import settled, with_questions
from scribe.extraction.reader.software import is_told_all_the_same, spoken_to_software
from scribe.extraction.reader.turns import turns_of
from scribe.extraction.reader.vocabulary import digest
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter
from scribe.schema.evidence import Evidence, distinct
from scribe.schema.facts import Fact
from scribe.schema.result import Component
from scribe.schema.terms import Assertion, FactKind
from scribe.schema.transcript import SpeakerRole, Transcript

VERSION = "1"
_KINDS = (
    complaint,
    laterality,
    radiation,
    course,
    mechanism,
    function,
    motion,
    treatment,
    exam,
    background,
    plan,
    diagnosis,
)
_MAY_BE_SUPPOSED = frozenset({FactKind.TREATMENT, FactKind.PLAN, FactKind.ENCOUNTER_REASON})
"""Kinds that say themselves what an "if" makes of them."""
_OF_THE_BODY = frozenset(
    {FactKind.REGION, FactKind.CHIEF_COMPLAINT, FactKind.LATERALITY, FactKind.RADIATION, FactKind.MECHANISM}
)
"""Kinds that read parts of the body, which idioms only borrow: "up to my neck in bills"."""


class Reader:
    """The embedded extractor: the default when no model is named, the second reader when one is."""

    @property
    def component(self) -> Component:
        """Name, version, and the hash of the vocabulary."""
        return Component(name="deterministic-reader", version=VERSION, sha256=digest())

    def extract(self, encounter: Encounter, transcript: Transcript) -> Documentation:
        """The facts of the transcript in reading order, each with quotes."""
        claims = tuple(_ordered(_claims(transcript)))
        return Documentation(facts=tuple(_facts(claims)))


def _claims(transcript: Transcript) -> Iterator[Claim]:
    turns = [list(clauses_of(turn)) for turn in turns_of(transcript.segments)]
    answers = exchanges_of(turns)
    set_scenes(turns)
    pictures = Pictures()
    every = list(chain.from_iterable(turns))
    orders = set(spoken_to_software(every))
    said = {clause: tuple(_heard(clause, pictures, clause in orders)) for clause in every}
    standing = (
        made for clause, claims in said.items() for made in settled(clause, claims, answers.get(clause), said)
    )
    return reconciled(with_resolutions(with_responses(with_questions(standing, said), turns), turns))


def _heard(clause: Clause, pictures: Pictures, ordered: bool) -> Iterator[Claim]:
    """What a clause says; of one that orders a program about, a warning sign alone."""
    for each in (*_said(clause), *pictures.read(clause)):
        if not ordered or is_told_all_the_same(each):
            yield each


def _said(clause: Clause) -> Iterator[Claim]:
    claims = [each for kind in _KINDS for each in kind.read(clause) if _is_said(each)]
    named = [
        each.spans[0] for each in claims if each.kind is FactKind.DIAGNOSIS and each.role is not SpeakerRole.PATIENT
    ]
    found = [each.spans[0] for each in claims if each.kind is FactKind.PHYSICAL_EXAM]
    idioms = list(_idioms(clause)) if any(each.kind in _OF_THE_BODY for each in claims) else []
    for each in claims:
        covered = {FactKind.CHIEF_COMPLAINT: (*named, *found), FactKind.REGION: found}.get(each.kind, ())
        covered = (*covered, *idioms) if each.kind in _OF_THE_BODY else covered
        if not any(_touches(each.spans[0], span) for span in covered):
            yield each


def _idioms(clause: Clause) -> Iterator[Span]:
    for match in pattern("context", "idiom", "phrases").finditer(clause.text):
        yield Span(clause, clause.start + match.start(), clause.start + match.end())


def _is_said(each: Claim) -> bool:
    return each.kind in _MAY_BE_SUPPOSED or not supposed(each.clause, each.spans[0].start - each.clause.start)


def _touches(span: Span, other: Span) -> bool:
    """Whether a complaint is only the name of the diagnosis, or the site of the finding, given there."""
    return span.start < other.end and other.start < span.end


def _ordered(claims: Iterable[Claim]) -> list[Claim]:
    """Reading order, each claim once: what one person says again of the same thing adds its quote."""
    merged: dict[tuple[object, ...], Claim] = {}
    for each in sorted(claims, key=lambda each: (each.clause.turn.index, each.spans[-1].start, each.kind.value)):
        key = _key(each)
        first = merged.get(key)
        merged[key] = each if first is None else with_quotes(first, each.spans)
    return without_repeats(merged.values())


def _key(each: Claim) -> tuple[object, ...]:
    attributes = tuple(sorted((name, str(value)) for name, value in each.attributes.items() if value is not None))
    return (
        each.kind,
        str(each.value).lower(),
        each.assertion,
        each.experiencer,
        each.temporality,
        each.role,
        attributes,
    )


@cache
def _adapter() -> TypeAdapter[Fact]:
    return TypeAdapter(Fact)


def _facts(claims: Sequence[Claim]) -> Iterator[Fact]:
    adapter = _adapter()
    for at, (each, problem) in enumerate(zip(claims, problems(claims), strict=True)):
        yield adapter.validate_python(_fields(each, at, problem), strict=False)


def _fields(each: Claim, at: int, problem: int | None) -> dict[str, object]:
    value = each.value[:500] if isinstance(each.value, str) else each.value
    return {
        "id": f"f{at + 1}",
        "kind": each.kind,
        "value": value,
        "assertion": each.assertion,
        "experiencer": each.experiencer,
        "temporality": each.temporality,
        "speaker_role": each.role,
        "about": None if problem is None else f"f{problem + 1}",
        "evidence": tuple(_evidence(each)),
        "attributes": each.attributes,
    }


def _evidence(each: Claim) -> tuple[Evidence, ...]:
    return distinct(quote for span in each.spans for quote in span.clause.turn.evidence(*_shown(each, span)))


def _shown(each: Claim, span: Span) -> tuple[int, int]:
    """What is quoted of a span: a denial is quoted with the word that denies."""
    clause = span.clause
    if each.assertion is not Assertion.DENIED or clause.asked:
        return span.start, span.end
    start, end = with_cue(clause.text, span.start - clause.start, span.end - clause.start)
    return clause.start + start, clause.start + end
