"""Live joins: where, in words heard together with sound that was heard before, the new words begin.

Sound beside a cut in the middle of speech is heard twice, so that no word is cut in two. Times alone do not tell
which words were given before (the engine errs by some tenths of a second), and words alone do not ("No. No."):
both are weighed. Nor is a word new that belongs to a loop which the engine began before.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from audio.answers import bare
from audio.doubts import REPETITION, without_loops
from audio.heard import Dropped, HeardWord
from audio.hearing import HeardBlock
from audio.spans import Span
from audio.utterances import Utterance

_WRONG_SIDE = 0.5
"""What a word on the wrong side of the cut, by its time, weighs against one edit of the words."""


def new_words(given: Sequence[HeardWord], heard: Sequence[HeardWord], cut: float) -> tuple[HeardWord, ...]:
    """The heard words that were not given before.

    given: the words of the sound before the cut, from its part that was heard again, in order. heard: the words of
    all of it. cut: the second at which the new sound begins.
    """
    edits = _edits([bare(word.text) for word in given], [bare(word.text) for word in heard])
    late = [(word.start + word.end) / 2 >= cut for word in heard]
    costs = [edits[k] + _WRONG_SIDE * (sum(late[:k]) + late[k:].count(False)) for k in range(len(heard) + 1)]
    return tuple(heard[costs.index(min(costs)) :])


def without_loops_running_on(before: Sequence[HeardWord], said: Sequence[Utterance]) -> HeardBlock:
    """The utterances without further rounds of a loop that began in the words before, which stay as they are.

    As audio.hearing.without_loops_across for a whole recording, but for what is final already.
    """
    kept, loops = without_loops([*before, *(word for one in said for word in one.words)])
    if not loops:
        return HeardBlock(tuple(said), ())
    staying = set(kept)
    cut = (replace(one, words=tuple(word for word in one.words if word in staying)) for one in said)
    runs = (list(run) for one in said for stays, run in groupby(one.words, staying.__contains__) if not stays)
    dropped = tuple(Dropped(Span(run[0].start, run[-1].end), REPETITION) for run in runs)
    return HeardBlock(tuple(one for one in cut if one.words), dropped)


def _edits(given: Sequence[str], heard: Sequence[str]) -> list[int]:
    """For each k the fewest edits between the given words, of which the first may be missing, and k heard ones."""
    row = list(range(len(heard) + 1))
    for index, word in enumerate(given):
        before, row = row, [index]
        for k, other in enumerate(heard, start=1):
            row.append(min(before[k - 1] + (word != other), before[k] + 1, row[k - 1] + 1))
    return row
