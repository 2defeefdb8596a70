from audio.roles import RoleTurn
from scribe.schema.transcript import Segment


def as_segments(turns):
    return tuple(
        Segment(
            id=f"s{i + 1}",
            start=round(t.utterance.start, 2),
            end=round(t.utterance.end, 2),
            text=t.utterance.text,
            confidence=round(t.utterance.confidence, 3),
        )
        for i, t in enumerate(turns)
    )
