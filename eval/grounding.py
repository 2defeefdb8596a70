"""Grounding: every quote of a result is really at its offsets. The promise behind every number we print."""

from collections.abc import Iterator

from scribe.schema.evidence import Evidence
from scribe.schema.result import Result


def all_evidence(result: Result) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """(what, its quotes) of every fact, code, statement and query."""
    for fact in result.documentation.facts:
        yield f"fact {fact.id}", fact.evidence
    for code in result.codes:
        yield f"code {code.code}", code.evidence
    for section in result.note.sections:
        for number, statement in enumerate(section.statements, start=1):
            yield f"statement {section.title} {number}", statement.evidence
    for query in result.queries:
        yield f"query {query.id}", query.indicators


def ungrounded(result: Result) -> list[str]:
    """What rests on no quote, or on one that is not at its offsets. Empty where the promise holds."""
    texts = {segment.id: segment.text for segment in result.transcript.segments}
    return [
        what
        for what, quotes in all_evidence(result)
        if not quotes or any(texts.get(q.segment_id, "")[q.start_char : q.end_char] != q.quote for q in quotes)
    ]
