"""Finding silence: findings that must not be raised and are, by findings that must not.

These are the near misses: what a rule that looks at words alone would flag. Dangerous error: alarms nobody needs,
for the one that matters is then clicked away. Reads a ``Result`` or a ``Review``, and the labels of an encounter or
of a draft.
"""

from eval.metrics.examples import drafted, expected
from eval.metrics.metric import Metric, Score
from eval.metrics.review import Labels, Reviewed, alarms
from scribe.schema.result import Result


def score(reference: Labels, heard: Reviewed) -> Score:
    """Findings raised of those that must not be."""
    never = set(reference.never_findings)
    return Score(points=len(never & alarms(heard)), weight=len(never))


_LABELS = expected(never_findings=("EXCLUDES1_CONFLICT", "NEGATION_CHANGED"))

METRIC: Metric[Labels, Result] = Metric(
    id="finding-silence",
    title="Findings that must not be",
    unit="findings raised / findings that must not be",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("one of two", _LABELS, drafted("P: pain", findings=("EXCLUDES1_CONFLICT", "EXCLUDES1_CONFLICT")), 0.5),
        ("one that nobody forbids", _LABELS, drafted("P: pain", findings=("IMAGING_NOT_DISCUSSED",)), 0.0),
        ("nothing is forbidden", expected(), drafted("P: pain", findings=("EXCLUDES1_CONFLICT",)), None),
    ),
)
