"""Forbidden codes: derived codes that the labels forbid, by visits whose labels forbid any.

Dangerous error: each of them; it is a condition nobody established, and it stays in the patient's record.
Codes that somebody proposed are not counted, for the program does not stand by them.
"""

from eval.metrics.accepted_codes import given
from eval.metrics.examples import drafted, expected
from eval.metrics.metric import NOTHING, Metric, Score
from eval.samples.labels import Expected
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Forbidden codes of one visit."""
    never = set(reference.never_codes)
    return Score(points=sum(code in never for code in given(heard)), weight=1) if never else NOTHING


_LABELS = expected(codes=("M54.50",), never_codes=("M51.16", "M54.41"))

METRIC: Metric[Expected, Result] = Metric(
    id="forbidden-codes",
    title="Forbidden codes",
    unit="forbidden codes / visits with forbidden codes",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("two of them", _LABELS, drafted("P: pain", codes=("M51.16", "M54.41")), 2.0),
        ("a wrong code that is not forbidden", _LABELS, drafted("P: pain", codes=("M54.2",)), 0.0),
        ("an empty result", _LABELS, drafted(), 0.0),
        ("nothing is forbidden", expected(), drafted("P: pain", codes=("M54.2",)), None),
    ),
)
