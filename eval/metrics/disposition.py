"""Disposition: visits with the disposition of the labels, by visits.

Dangerous error: ``ready_for_review`` of a visit that must be held for a query, for its codes are then taken as
final; or ``no_speech`` of a visit that was spoken.
"""

from eval.metrics.examples import drafted, expected
from eval.metrics.metric import Metric, Score
from eval.samples.labels import Expected
from scribe.schema.finding import Disposition
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Whether one visit has its disposition."""
    return Score(points=int(heard.disposition is reference.disposition), weight=1)


_HELD = expected(disposition=Disposition.HOLD_FOR_QUERY)

METRIC: Metric[Expected, Result] = Metric(
    id="disposition",
    title="Disposition right",
    unit="visits with their disposition / visits",
    better="higher",
    version=1,
    score=score,
    examples=(
        ("held", _HELD, drafted("P: pain", disposition=Disposition.HOLD_FOR_QUERY), 1.0),
        ("let through", _HELD, drafted("P: pain"), 0.0),
        ("an empty result", expected(disposition=Disposition.NO_SPEECH), drafted(), 0.0),
    ),
)
