"""Slow drafts: drafts that took longer than their bound, by drafts.

Reference: the bound in seconds; heard: the seconds of the draft, None where it failed and so is no draft (a failed
sample fails its suite by itself). Exactly the bound is not slow. Dangerous error: none; a clinician who waits
writes the note by hand.
"""

from eval.metrics.metric import NOTHING, Metric, Score


def score(reference: float, heard: float | None) -> Score:
    """Whether one draft took longer than the bound."""
    return Score(points=int(heard > reference), weight=1) if heard is not None else NOTHING


METRIC: Metric[float, float | None] = Metric(
    id="slow-drafts",
    title="Slow drafts",
    unit="drafts above the bound / drafts",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("exactly the bound", 2.0, 2.0, 0.0),
        ("above it", 2.0, 2.01, 1.0),
        ("it failed", 2.0, None, None),
    ),
)
