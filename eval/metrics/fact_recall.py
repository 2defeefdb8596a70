"""Fact recall: required labels that a fact matches, by required labels.

What matches is told in ``eval/metrics/matching.py``. One fact may match several labels. A label that a careful
reader may leave out has no weight. Dangerous error: a red flag, a denial or a side that nobody finds again in the
note.
"""

from eval.metrics.examples import drafted, expected, label, said
from eval.metrics.matching import matched
from eval.metrics.metric import Metric, Score
from eval.samples.labels import Expected
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Required labels matched, by required labels."""
    found = [bool(facts) for _, facts in matched((one for one in reference.facts if one.required), heard)]
    return Score(points=sum(found), weight=len(found))


_TURN = "P: My low back hurts, no numbness or weakness."
_LUMBAR = label("region", "lumbar", "low back")
_DENIED = label("red_flag", "weakness", "no numbness or weakness", assertion="denied", words=("weak",))
_LEG = label("radiation", "leg", "low back", side="left")

METRIC: Metric[Expected, Result] = Metric(
    id="fact-recall",
    title="Labelled facts found",
    unit="labels matched / labels required",
    better="higher",
    version=1,
    score=score,
    examples=(
        (
            "a lost denial, one of two",
            expected(_LUMBAR, _DENIED),
            drafted(_TURN, facts=[said("region", "lumbar", "low back")]),
            0.5,
        ),
        (
            "an affirmed fact is not the denied one",
            expected(_DENIED),
            drafted(_TURN, facts=[said("red_flag", "weakness", "weakness")]),
            0.0,
        ),
        (
            "one fact may say what two labels say",
            expected(_DENIED, label("red_flag", "numbness", "no numbness", assertion="denied")),
            drafted(_TURN, facts=[said("red_flag", "numbness", "no numbness or weakness", assertion="denied")]),
            1.0,
        ),
        (
            "another side is another fact",
            expected(_LEG),
            drafted(_TURN, facts=[said("radiation", "leg", "low back", side="right")]),
            0.0,
        ),
        (
            "the same words in a segment that is not labelled",
            expected(_LUMBAR),
            drafted(_TURN, "C: The low back.", facts=[said("region", "lumbar", "low back", "s2")]),
            0.0,
        ),
        ("nothing need be found", expected(label("region", "lumbar", "low back", required=False)), drafted(), None),
    ),
)
