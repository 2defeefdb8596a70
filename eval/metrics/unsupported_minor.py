"""Unsupported statements, minor: sentences of the note most of whose words nobody said there, by notes.

Fewer than half of the words of content stand in the cited segments or in the one before, and nothing of it is a
major fault: ``eval/metrics/support.py`` defines both. It is a sign and no proof, for a summary may use words of its
own. Dangerous error: a story that reads well ("works as a carpenter"). A note without a statement has no weight.
"""

from eval.metrics.examples import drafted, expected, wrote
from eval.metrics.metric import NOTHING, Metric, Score
from eval.metrics.support import is_minor, major_fault, statements
from eval.samples.labels import Expected
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Statements in other words than their evidence, of one note."""
    written = list(statements(heard))
    minor = sum(is_minor(one, heard) and major_fault(one, reference, heard) is None for one in written)
    return Score(points=minor, weight=1) if written else NOTHING


_TURN = "P: My lower back has been stiff since I fell off the ladder."

METRIC: Metric[Expected, Result] = Metric(
    id="unsupported-minor",
    title="Statements without support, minor",
    unit="statements / notes",
    better="lower",
    version=1,
    score=score,
    examples=(
        (
            "a note's own words for what was said",
            expected(),
            drafted(
                _TURN, note=[wrote("Patient reports site of the pain: low back (lumbar), stiffness.", "stiff")]
            ),
            0.0,
        ),
        (
            "a story nobody told",
            expected(),
            drafted(_TURN, note=[wrote("Works as a carpenter and enjoys gardening.", "ladder")]),
            1.0,
        ),
        (
            "half of the words are enough",
            expected(),
            drafted(_TURN, note=[wrote("Tumbled from a ladder.", "fell off the ladder")]),
            0.0,
        ),
        (
            "what has a major fault is counted there",
            expected(),
            drafted(_TURN, note=[wrote("Works as a carpenter, right handed.", "ladder")]),
            0.0,
        ),
        ("no note was written", expected(), drafted(_TURN), None),
    ),
)
