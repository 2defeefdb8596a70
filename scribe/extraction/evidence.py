"""From a span of a segment to evidence with the times of its words."""

from scribe.schema.evidence import Evidence
from scribe.schema.heard import words_at
from scribe.schema.transcript import Segment


def span_evidence(segment: Segment, start_char: int, end_char: int) -> Evidence:
    """Evidence for ``segment.text[start_char:end_char]``, trimmed of outer white space.

    Times are those of the first and last word the span touches, else of the segment. Raises ValueError on an
    empty span: evidence is never empty.
    """
    text = segment.text[start_char:end_char]
    start_char += len(text) - len(text.lstrip())
    quote = text.strip()
    end_char = start_char + len(quote)
    if not quote:
        raise ValueError("an empty span is no evidence")
    start, end = _times(segment, start_char, end_char)
    return Evidence(
        segment_id=segment.id,
        quote=quote,
        start_char=start_char,
        end_char=end_char,
        start=start,
        end=end,
        speaker_role=segment.speaker_role,
    )


def _times(segment: Segment, start_char: int, end_char: int) -> tuple[float | None, float | None]:
    touched = words_at(segment, start_char, end_char)
    if touched:
        return touched[0].start, touched[-1].end
    return segment.start, segment.end
