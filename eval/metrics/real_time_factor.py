"""Real-time factor: seconds of work by seconds of recording. Below one, a recording is heard faster than it lasts.

Reference: seconds of the recording; heard: seconds of work, None where it failed. Pooled, so that the start of the
engine does not weigh more in a short clip. Dangerous error: none; above one, a live visit falls behind.
"""

from eval.metrics.metric import NOTHING, Metric, Score


def score(reference: float, heard: float | None) -> Score:
    """Seconds of work by seconds of sound."""
    return Score(points=heard, weight=reference) if heard is not None and reference > 0 else NOTHING


METRIC: Metric[float, float | None] = Metric(
    id="real-time-factor",
    title="Real-time factor",
    unit="seconds of work / seconds of recording",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("four times faster than it lasts", 600.0, 150.0, 0.25),
        ("slower than it lasts", 10.0, 12.0, 1.2),
        ("it failed", 600.0, None, None),
        ("a recording of no length", 0.0, 1.0, None),
    ),
)
