"""Labels of a spoken encounter against what was heard: the same labels, at the segments that hold their moments.

A speech engine cuts the talk otherwise than its script. A label's segment becomes every heard segment that overlaps
its turn in time; the quote stays that of the script, for what was misheard is part of what is measured.
"""

from eval.samples.labels import FactLabel, LabelledEncounter
from scribe.schema.transcript import Transcript

_SLACK_S = 0.2
"""Of the edges that a speech engine gives a word."""
NOWHERE = "not-heard"
"""The segment of a label in whose turn nothing was heard: no fact can stand there."""


def relocated(labelled: LabelledEncounter, heard: Transcript) -> LabelledEncounter:
    """The encounter with its labels moved; unchanged where it was not spoken."""
    how = labelled.recording
    if how is None or not how.turns:
        return labelled
    ids = [segment.id or "" for segment in labelled.request.transcript.segments]
    spans = dict(zip(ids, how.turns, strict=True))
    there = {name: _overlapping(span, heard) for name, span in spans.items()}
    facts = tuple(_moved(label, there) for label in labelled.expected.facts)
    # Not validated again: the quotes are those of the script, and it is not the script's words that were heard.
    expected = labelled.expected.model_copy(update={"facts": facts})
    return labelled.model_copy(update={"expected": expected})


def _moved(label: FactLabel, there: dict[str, tuple[str, ...]]) -> FactLabel:
    segments = tuple(dict.fromkeys(new for old in label.segments for new in there[old]))
    return label.model_copy(update={"segments": segments or (NOWHERE,)})


def _overlapping(span: tuple[float, float], heard: Transcript) -> tuple[str, ...]:
    start, end = span
    return tuple(
        segment.id
        for segment in heard.segments
        if segment.start is not None
        and segment.end is not None
        and segment.start < end - _SLACK_S
        and start + _SLACK_S < segment.end
    )
