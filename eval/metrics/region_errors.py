"""Region errors: labels of a region whose words were found as another region, by labels whose words were found.

Dangerous error: a low back coded as a neck. A label is found where a region fact of the same person rests on the
same words (``matching.of_same_words``); it is right where one of these facts has its value or one of ``or_values``.
A label whose words nobody made a region of weighs nothing here: ``fact-recall`` counts it.
"""

from eval.metrics.examples import drafted, expected, label, said
from eval.metrics.matching import near, value_agrees
from eval.metrics.metric import Metric, Score
from eval.samples.labels import Expected
from scribe.schema.result import Result
from scribe.schema.terms import FactKind


def score(reference: Expected, heard: Result) -> Score:
    """Labels found as another region, by labels found."""
    found = [(one, facts) for one, facts in near(reference, heard) if one.kind is FactKind.REGION and facts]
    wrong = sum(not any(value_agrees(one, fact) for fact in facts) for one, facts in found)
    return Score(points=wrong, weight=len(found))


_TURN = "P: My neck is stiff and my low back hurts."
_LUMBAR = label("region", "lumbar", "low back", or_values=("lumbosacral",))

METRIC: Metric[Expected, Result] = Metric(
    id="region-errors",
    title="Regions found as another",
    unit="labels found as another region / labels found as a region",
    better="lower",
    version=1,
    score=score,
    examples=(
        (
            "the neck",
            expected(_LUMBAR),
            drafted(_TURN, facts=[said("region", "cervical", "my low back hurts")]),
            1.0,
        ),
        (
            "an accepted neighbour",
            expected(_LUMBAR),
            drafted(_TURN, facts=[said("region", "lumbosacral", "low back")]),
            0.0,
        ),
        (
            "the region of other words is no error",
            expected(_LUMBAR, label("region", "cervical", "neck")),
            drafted(_TURN, facts=[said("region", "cervical", "neck"), said("region", "lumbar", "low back")]),
            0.0,
        ),
        ("no region was found", expected(_LUMBAR), drafted(_TURN), None),
    ),
)
