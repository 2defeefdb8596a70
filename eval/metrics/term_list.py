"""Term lists: the words of this field and the drugs used in it, written for this project, one term a line.

``terms/spine.txt`` and ``terms/drugs.txt`` are what the normaliser of ``words`` leaves as it is; a line of a drug
holds its generic name and then its other names. Terms are found greedily, the longest first, and a term of several
words counts as one: ``back pain`` inside ``low back pain`` is not found again.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from eval.metrics.metric import Score
from eval.metrics.spoken import Spoken, words

FOLDER = Path(__file__).parent / "terms"


def _lines(name: str) -> list[str]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@cache
def spine_terms() -> frozenset[str]:
    """Terms of anatomy, complaints, signs, conditions, tests and treatments."""
    return frozenset(_lines("spine.txt"))


@cache
def drug_names() -> dict[str, str]:
    """Each name of a drug with the generic name it stands for."""
    rows = [line.replace(":", " ").split() for line in _lines("drugs.txt")]
    return {name: row[0] for row in rows for name in row}


@cache
def all_terms() -> frozenset[str]:
    """Spine terms and the names of drugs."""
    return spine_terms() | drug_names().keys()


def places(spoken: Sequence[str], terms: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each term among words, in order, without overlap."""
    longest, at = _longest(terms), 0
    while at < len(spoken):
        ends = range(min(at + longest, len(spoken)), at, -1)
        end = next((end for end in ends if " ".join(spoken[at:end]) in terms), None)
        if end is not None:
            yield at, end
        at = end or at + 1


@cache
def _longest(terms: frozenset[str]) -> int:
    return max((term.count(" ") + 1 for term in terms), default=0)


def counted(turns: Spoken, terms: frozenset[str]) -> Counter[str]:
    """How often each term stands in the turns."""
    spoken = [word for word, _ in words(turns)]
    return Counter(" ".join(spoken[start:end]) for start, end in places(spoken, terms))


def recall(said: Counter[str], heard: Counter[str]) -> Score:
    """Terms heard as often as they were said, by terms said."""
    return Score(points=(said & heard).total(), weight=said.total())
