"""Finding recall: findings that must be raised and are, by findings that must be raised.

A finding counts once, however often it is raised. Dangerous error: a red flag or a conflict that nobody is told of.
Reads a ``Result`` or a ``Review``, and the labels of an encounter or of a draft.
"""

from eval.metrics.examples import asked, drafted, expected
from eval.metrics.metric import Metric, Score
from eval.metrics.review import Labels, Reviewed, names
from scribe.schema.result import Result


def score(reference: Labels, heard: Reviewed) -> Score:
    """Findings raised, by findings due."""
    due = set(reference.findings)
    return Score(points=len(due & names(heard)), weight=len(due))


_LABELS = expected(findings=("RED_FLAG_SCREEN_DOCUMENTED", "EXCLUDES1_CONFLICT"))

METRIC: Metric[Labels, Result] = Metric(
    id="finding-recall",
    title="Findings raised",
    unit="findings raised / findings that must be",
    better="higher",
    version=1,
    score=score,
    examples=(
        (
            "one of two, raised twice",
            _LABELS,
            drafted("P: pain", findings=("EXCLUDES1_CONFLICT", "EXCLUDES1_CONFLICT", "IMAGING_NOT_DISCUSSED")),
            0.5,
        ),
        (
            "a query may be listed among the findings",
            expected(findings=("QUERY_LATERALITY",)),
            drafted("P: pain", queries=(asked("QUERY_LATERALITY"),)),
            1.0,
        ),
        ("no finding is due", expected(), drafted("P: pain", findings=("EXCLUDES1_CONFLICT",)), None),
    ),
)
