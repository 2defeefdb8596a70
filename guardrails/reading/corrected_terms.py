"""Corrected terms: where in a transcript a term stands that the speech engine had misspelt."""

from collections.abc import Iterator
from dataclasses import dataclass

from scribe.schema.evidence import Evidence
from scribe.schema.transcript import Segment, Transcript

_EDGES = " \t\n.,;:?!…\"'“”‘’()[]"


@dataclass(frozen=True, slots=True)
class CorrectedTerm:
    """A term at its offsets in a segment's text, and what the engine wrote in its place."""

    segment_id: str
    start_char: int
    end_char: int
    heard: str
    written: str

    def lies_in(self, quote: Evidence) -> bool:
        """Whether the quote holds some of the term."""
        same = quote.segment_id == self.segment_id
        return same and self.start_char < quote.end_char and quote.start_char < self.end_char


def corrected_terms(transcript: Transcript | None) -> tuple[CorrectedTerm, ...]:
    """Every corrected term in order; none in a typed transcript, whose words have no times."""
    if transcript is None:
        return ()
    return tuple(term for segment in transcript.segments for term in _in_segment(segment))


def _in_segment(segment: Segment) -> Iterator[CorrectedTerm]:
    """Words are found one after another, so that a term said twice is found at both places."""
    reached = 0
    for word in segment.words:
        start = segment.text.find(word.text, reached)
        if start < 0:
            continue
        reached = start + len(word.text)
        if word.original is not None:
            heard, written = word.original.strip(_EDGES), word.text.strip(_EDGES)
            yield CorrectedTerm(segment.id, start, reached, heard, written)
