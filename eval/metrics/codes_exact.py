"""Codes exact: visits whose codes, in sequence, are those of the labels or another accepted sequence, by visits.

A visit that must give no code is exact where it gives none. Dangerous error: a first code that is another
condition; ``primary-code`` and ``forbidden-codes`` tell it from a missing second code.
"""

from eval.metrics.accepted_codes import accepted, given
from eval.metrics.examples import drafted, expected
from eval.metrics.metric import Metric, Score
from eval.samples.labels import Expected
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Whether one visit has an accepted sequence."""
    return Score(points=int(given(heard) in accepted(reference)), weight=1)


_LABELS = expected(codes=("G89.29", "M54.50"), also_acceptable=(("M54.50",),))

METRIC: Metric[Expected, Result] = Metric(
    id="codes-exact",
    title="Codes right, in sequence",
    unit="visits with an accepted sequence / visits",
    better="higher",
    version=1,
    score=score,
    examples=(
        ("in sequence", _LABELS, drafted("P: pain", codes=("G89.29", "M54.50")), 1.0),
        ("out of sequence", _LABELS, drafted("P: pain", codes=("M54.50", "G89.29")), 0.0),
        ("another that is accepted", _LABELS, drafted("P: pain", codes=("M54.50",)), 1.0),
        ("one more", _LABELS, drafted("P: pain", codes=("G89.29", "M54.50", "M54.2")), 0.0),
        ("no code is due and none is given", expected(), drafted("P: cough"), 1.0),
        ("an empty result", _LABELS, drafted(), 0.0),
    ),
)
