"""Code precision: codes that stand in the nearest accepted sequence, by codes given.

The nearest sequence is the one that differs from the given codes in fewest codes; order does not matter here
(``codes-exact``). Dangerous error: a code nobody can defend; ``forbidden-codes`` counts those known beforehand.
"""

from eval.metrics.accepted_codes import given, nearest
from eval.metrics.examples import drafted, expected
from eval.metrics.metric import Metric, Score
from eval.samples.labels import Expected
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Codes that are due, by codes given."""
    codes = set(given(heard))
    return Score(points=len(codes & set(nearest(reference, given(heard)))), weight=len(codes))


_LABELS = expected(codes=("G89.29", "M54.50"), also_acceptable=(("M54.59",),))

METRIC: Metric[Expected, Result] = Metric(
    id="code-precision",
    title="Codes that are due",
    unit="codes due / codes given",
    better="higher",
    version=1,
    score=score,
    examples=(
        ("a missing code is not wrong", _LABELS, drafted("P: pain", codes=("G89.29",)), 1.0),
        ("one too many", _LABELS, drafted("P: pain", codes=("M54.59", "M54.2")), 0.5),
        ("no code is due", expected(), drafted("P: pain", codes=("M54.2",)), 0.0),
        ("no code was given", _LABELS, drafted("P: pain"), None),
    ),
)
