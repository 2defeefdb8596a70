"""Primary code: visits whose first code is the first of an accepted sequence, by visits that must give a code.

Dangerous error: a first-listed condition that is not the reason of the visit, for it is what is reported and paid.
A visit of which every accepted sequence is empty has no weight; ``codes-exact`` counts a code that is too much.
"""

from eval.metrics.accepted_codes import accepted, given
from eval.metrics.examples import drafted, expected
from eval.metrics.metric import NOTHING, Metric, Score
from eval.samples.labels import Expected
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Whether the first code of one visit is accepted."""
    first = {sequence[:1] for sequence in accepted(reference)}
    return Score(points=int(given(heard)[:1] in first), weight=1) if any(first) else NOTHING


_LABELS = expected(codes=("G89.29", "M54.50"), also_acceptable=(("M54.50",),))

METRIC: Metric[Expected, Result] = Metric(
    id="primary-code",
    title="First code right",
    unit="visits with an accepted first code / visits that must give a code",
    better="higher",
    version=1,
    score=score,
    examples=(
        ("the others do not matter", _LABELS, drafted("P: pain", codes=("G89.29", "M54.2")), 1.0),
        ("the first of another accepted sequence", _LABELS, drafted("P: pain", codes=("M54.50", "M54.2")), 1.0),
        ("the right code in second place", _LABELS, drafted("P: pain", codes=("M54.2", "G89.29")), 0.0),
        ("no code was given", _LABELS, drafted("P: pain"), 0.0),
        ("no code is due", expected(), drafted("P: cough", codes=("M54.50",)), None),
    ),
)
