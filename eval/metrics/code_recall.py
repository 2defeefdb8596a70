"""Code recall: codes of the nearest accepted sequence that were given, by the codes of that sequence.

The nearest sequence is the one that differs from the given codes in fewest codes; order does not matter here
(``codes-exact``). Dangerous error: a condition that is treated and not coded, so that the visit does not show it.
"""

from eval.metrics.accepted_codes import given, nearest
from eval.metrics.examples import drafted, expected
from eval.metrics.metric import Metric, Score
from eval.samples.labels import Expected
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Codes given of those due, by codes due."""
    due = set(nearest(reference, given(heard)))
    return Score(points=len(due & set(given(heard))), weight=len(due))


_LABELS = expected(codes=("G89.29", "M54.50"), also_acceptable=(("M54.59",),))

METRIC: Metric[Expected, Result] = Metric(
    id="code-recall",
    title="Codes found",
    unit="codes given / codes due",
    better="higher",
    version=1,
    score=score,
    examples=(
        ("out of sequence is found", _LABELS, drafted("P: pain", codes=("M54.50", "G89.29")), 1.0),
        ("one of two", expected(codes=("M54.2", "M54.50")), drafted("P: pain", codes=("M54.2", "M54.6")), 0.5),
        ("another accepted sequence is nearer", _LABELS, drafted("P: pain", codes=("M54.59", "M54.2")), 1.0),
        ("no code is due", expected(), drafted("P: pain", codes=("M54.2",)), None),
    ),
)
