"""Fact precision: facts that a label matches, by facts of the kinds of which every fact is labelled.

What matches is told in ``eval/metrics/matching.py``; a label need not be required. A fact of a kind that is not in
``complete_for`` has no weight, for it may be right. Dangerous error: a complaint, a drug or a finding nobody
stated.
"""

from eval.metrics.examples import drafted, expected, label, said
from eval.metrics.matching import matches
from eval.metrics.metric import Metric, Score
from eval.samples.labels import Expected
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Facts that match a label, by facts of the kinds that are labelled to the end."""
    facts = [fact for fact in heard.documentation.facts if fact.kind in reference.complete_for]
    right = sum(any(matches(one, fact) for one in reference.facts) for fact in facts)
    return Score(points=right, weight=len(facts))


_TURN = "P: My low back hurts, maybe my neck."
_OPTIONAL = label("region", "lumbar", "low back", required=False)
_LUMBAR, _NECK = said("region", "lumbar", "low back"), said("region", "cervical", "neck")

METRIC: Metric[Expected, Result] = Metric(
    id="fact-precision",
    title="Facts that are labelled",
    unit="facts matched / facts of completely labelled kinds",
    better="higher",
    version=1,
    score=score,
    examples=(
        (
            "an optional label supports a fact, and nothing the other",
            expected(_OPTIONAL, complete_for=("region",)),
            drafted(_TURN, facts=[_LUMBAR, _NECK]),
            0.5,
        ),
        (
            "a fact found twice is right twice",
            expected(_OPTIONAL, complete_for=("region",)),
            drafted(_TURN, facts=[_LUMBAR, _LUMBAR]),
            1.0,
        ),
        ("a kind that is not labelled to the end", expected(_OPTIONAL), drafted(_TURN, facts=[_NECK]), None),
        ("no fact was found", expected(_OPTIONAL, complete_for=("region",)), drafted(_TURN), None),
    ),
)
