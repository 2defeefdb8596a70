"""Where quotes stand, as a report takes it."""

from collections.abc import Iterable

from eval.results import Span
from scribe.schema.evidence import Evidence


def spans_of(evidence: Iterable[Evidence]) -> tuple[Span, ...]:
    """One a quote."""
    return tuple(Span(segment_id=e.segment_id, start_char=e.start_char, end_char=e.end_char) for e in evidence)
