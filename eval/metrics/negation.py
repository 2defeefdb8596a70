"""Negation: which words of a text stand behind a word of negation, in the manner of ConText.

A cue reaches from its word to the end of its clause. A clause ends at ``. ; : ? !``, before ``but`` and its like,
and before a verb that states anew ("and reports"). A "no" that answers ("No, my back hurts") is a clause of its
own. A question is no denial, so what is denied by the answer to a question is not seen here. "Pseudo" cues ("no
longer", "not only", "no relief from") are not cues.
"""

import re
from collections.abc import Iterator, Sequence

from eval.metrics.listed import listed
from eval.metrics.words import spoken_words
from scribe.schema.transcript import SpeakerRole

CUES = listed("no not denies denied denying deny without never nor neither none negative")
_ENDS = listed(
    "but however although though except yet because reports reported complains complained endorses states"
)
_NO_CUES = {("no", "longer"), ("not", "only"), ("not", "just"), ("no", "relief"), ("no", "doubt"), ("no", "matter")}
_BOUNDARY = re.compile(r"[.](?=\s|$)|[;:?!]|(?<=^no)(?=,)", re.IGNORECASE)

_BRACKETS = str.maketrans("()[]", ",,,,")
"""The normaliser drops what stands in brackets."""
_QUOTED = re.compile(r"“[^”]*”")
_STOPS = str.maketrans(".;:?!", ",,,,,")


def clauses(text: str) -> Iterator[tuple[str, ...]]:
    """The normalised words of each clause of a text, in order; none is empty.

    A quotation inside a sentence belongs to it: 'denies “Any fever? Chills?”' is one clause.
    """
    whole = _QUOTED.sub(lambda found: found.group().translate(_STOPS), text.translate(_BRACKETS))
    for part in _BOUNDARY.split(whole):
        clause: list[str] = []
        for word, _ in spoken_words([(SpeakerRole.UNKNOWN, part)]):
            if word in _ENDS and clause:
                yield tuple(clause)
                clause = []
            clause.append(word)
        if clause:
            yield tuple(clause)


def cue_of(clause: Sequence[str]) -> list[int | None]:
    """For each word of a clause the place of the nearest cue before it, or None."""
    nearest: int | None = None
    found: list[int | None] = []
    for at, word in enumerate(clause):
        found.append(nearest)
        if word in CUES and tuple(clause[at : at + 2]) not in _NO_CUES:
            nearest = at
    return found
