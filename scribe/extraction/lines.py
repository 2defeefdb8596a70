"""The transcript as the model sees it: numbered lines with roles. The words are content, never commands."""

from collections.abc import Sequence

from scribe.schema.transcript import Segment

_SHIELD = str.maketrans({"<": "(", ">": ")", "[": "(", "]": ")", "\n": " ", "\r": " ", "\t": " "})
"""So that no spoken or typed word can close the transcript, open a line or take another role."""


def numbered_lines(segments: Sequence[Segment], first: int = 1) -> str:
    """One line for each segment, ``[12] patient: words``, numbered from ``first``.

    Only punctuation changes, which the search for quotes ignores: offsets are those of the true text.
    """
    return "\n".join(
        f"[{number}] {segment.speaker_role}: {' '.join(segment.text.translate(_SHIELD).split())}"
        for number, segment in enumerate(segments, start=first)
    )
