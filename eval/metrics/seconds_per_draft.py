"""Seconds per draft: how long a draft takes, from the words to the checked note, by drafts.

Reference: nothing; heard: the seconds of the draft, None where it failed. The mean alone hides the tail:
``slow-drafts`` counts it. Dangerous error: none.
"""

from eval.metrics.metric import NOTHING, Metric, Score


def score(reference: None, heard: float | None) -> Score:
    """Seconds of one draft."""
    return Score(points=heard, weight=1) if heard is not None else NOTHING


METRIC: Metric[None, float | None] = Metric(
    id="seconds-per-draft",
    title="Seconds per draft",
    unit="seconds / drafts",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("half a second", None, 0.5, 0.5),
        ("no time at all", None, 0.0, 0.0),
        ("it failed", None, None, None),
    ),
)
