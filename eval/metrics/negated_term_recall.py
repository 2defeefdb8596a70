"""Negated term recall: spine terms said to be absent whose term and whose "no" were both heard, by those said.

Dangerous error: the "no" is lost, and "no weakness" becomes a weakness. A term counts where it stands in the scope
of a cue of ``eval/metrics/negation.py`` (no, denies, without, never, ...) in what was said. It is kept where each
of its words was heard as it is and its cue was heard as a cue, by the alignment of the word error rate: the points
and commas of a speech engine do not decide. A denial by an answer ("Any weakness? No.") holds no cue before its
term and is not counted. Normaliser: ``eval/metrics/words.py``.
"""

from collections.abc import Iterator

from eval.metrics.alignment import align
from eval.metrics.metric import Metric, Score
from eval.metrics.negation import CUES, clauses, cue_of
from eval.metrics.spoken import Spoken, words
from eval.metrics.term_list import places, spine_terms
from scribe.schema.transcript import SpeakerRole


def score(reference: Spoken, heard: Spoken) -> Score:
    """Negated terms heard with their negation, by negated terms said."""
    spoken = [(clause, role) for role, text in reference for clause in clauses(text)]
    said, found = [(word, role) for clause, role in spoken for word in clause], words(heard)
    standing = {at: found[h][0] for at, h in align(said, found).pairs}
    negated = list(_negated([clause for clause, _ in spoken]))
    kept = sum(
        standing.get(cue) in CUES and all(standing.get(at) == said[at][0] for at in range(start, end))
        for cue, start, end in negated
    )
    return Score(points=kept, weight=len(negated))


def _negated(spoken: list[tuple[str, ...]]) -> Iterator[tuple[int, int, int]]:
    """Places among all words: the cue, and start and end of the term in its scope."""
    before = 0
    for clause in spoken:
        cues = cue_of(clause)
        for start, end in places(clause, spine_terms()):
            if (cue := cues[start]) is not None:
                yield before + cue, before + start, before + end
        before += len(clause)


P, U = SpeakerRole.PATIENT, SpeakerRole.UNKNOWN
_DENIAL = "She denies numbness or weakness, but reports leg pain."

METRIC: Metric[Spoken, Spoken] = Metric(
    id="negated-term-recall",
    title="Denied terms heard as denied",
    unit="terms heard with their negation / terms said to be absent",
    better="higher",
    version=1,
    score=score,
    examples=(
        ("another word of negation is one", ((P, "No numbness."),), ((U, "not numbness"),), 1.0),
        ("a lost no", ((P, "I have no numbness."),), ((P, "I have numbness."),), 0.0),
        ("a lost term", ((P, _DENIAL),), ((P, "she denies numbers or weakness but reports leg pain"),), 0.5),
        (
            "a no that moved to another term",
            ((P, "No numbness. Weakness."),),
            ((P, "Numbness. No weakness."),),
            0.0,
        ),
        ("an answer is no negation", ((P, "No, it is sciatica."),), ((P, "It is sciatica."),), None),
        ("a term that is affirmed", ((P, "leg pain but no fear"),), ((P, "leg pain"),), None),
    ),
)
