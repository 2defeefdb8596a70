"""What a report shows of a result beside its labels: every place where they differ."""

from collections.abc import Iterator

from eval.metrics.matching import matches
from eval.results import Difference, Shown, ShownSegment, Span
from eval.samples.labels import Expected, FactLabel, Importance
from eval.suites.spans import spans_of
from scribe.schema.facts import Fact
from scribe.schema.result import Result
from scribe.schema.terms import Assertion


def shown(title: str, expected: Expected, result: Result, audio: str | None = None) -> Shown:
    """Words, sound, note and differences of one sample."""
    return Shown(
        title=title,
        segments=tuple(
            ShownSegment(id=s.id, speaker_role=s.speaker_role, text=s.text, start=s.start, end=s.end)
            for s in result.transcript.segments
        ),
        audio=audio,
        differences=(*codes(expected, result), *reviews(expected, result), *facts(expected, result)),
        note=result.note.markdown,
    )


def codes(expected: Expected, result: Result) -> Iterator[Difference]:
    """Another sequence than any that is accepted, and each code that must not be."""
    given = tuple(code.code for code in result.codes)
    if given not in (expected.codes, *expected.also_acceptable):
        yield Difference(what="codes", expected=_listed(expected.codes), got=_listed(given))
    for code in result.codes:
        if code.code in expected.never_codes:
            spans = spans_of(code.evidence)
            yield Difference(what="forbidden code", expected=None, got=code.code, dangerous=True, spans=spans)


def reviews(expected: Expected, result: Result) -> Iterator[Difference]:
    """Disposition, queries and findings."""
    if result.disposition is not expected.disposition:
        yield Difference(what="disposition", expected=expected.disposition, got=result.disposition)
    asked, wanted = {query.name for query in result.queries}, set(expected.queries)
    for name in sorted(asked ^ wanted):
        yield Difference(what="query", expected=_if(name, name in wanted), got=_if(name, name in asked))
    raised = {finding.name for finding in result.findings}
    for name in sorted(set(expected.findings) - raised):
        yield Difference(what="finding", expected=name, got=None)
    for name in sorted(set(expected.never_findings) & raised):
        yield Difference(what="finding", expected=None, got=name)


def facts(expected: Expected, result: Result) -> Iterator[Difference]:
    """Labels that no fact matches, and facts that no label bears out."""
    for label in _missed(expected, result):
        yield Difference(
            what=f"fact {label.kind}",
            expected=f"{label.value} ({label.assertion})",
            got=None,
            dangerous=label.assertion is Assertion.DENIED and label.importance is Importance.MAJOR,
            spans=_label_span(label, result),
        )
    for fact in _unlabelled(expected, result):
        told = f"{fact.value} ({fact.assertion})"
        yield Difference(what=f"fact {fact.kind}", expected=None, got=told, spans=spans_of(fact.evidence))


def _missed(expected: Expected, result: Result) -> Iterator[FactLabel]:
    for label in expected.facts:
        if label.required and not any(matches(label, fact) for fact in result.documentation.facts):
            yield label


def _unlabelled(expected: Expected, result: Result) -> Iterator[Fact]:
    for fact in result.documentation.facts:
        if fact.kind in expected.complete_for and not any(matches(label, fact) for label in expected.facts):
            yield fact


def _label_span(label: FactLabel, result: Result) -> tuple[Span, ...]:
    texts = {segment.id: segment.text for segment in result.transcript.segments}
    at = texts.get(label.segments[0], "").find(label.quote)
    if at < 0:
        return ()
    return (Span(segment_id=label.segments[0], start_char=at, end_char=at + len(label.quote)),)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "none"


def _if(name: str, there: bool) -> str | None:
    return name if there else None
