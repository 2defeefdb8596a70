"""Side swaps: labels of the left that were found on the right, and the other way round, by labels found with a
side.

Dangerous error: each of them, for it is coded and treated. A side is the value of a laterality, the attribute of a
radiation, or the one side that the words of an open value name ("left sciatica"). A label is found where a fact of
its kind and person about the same words (``matching.of_same_words``) has the left or the right; it is kept where
one of these facts has its side. A side that was lost or made bilateral is no swap: ``fact-recall`` counts it.
"""

import re
from collections.abc import Iterator

from eval.metrics.examples import drafted, expected, label, said
from eval.metrics.matching import near
from eval.metrics.metric import Metric, Score
from eval.samples.labels import Expected, FactLabel
from scribe.schema.facts import Fact
from scribe.schema.result import Result

_SIDE = re.compile(r"\b(left|right)\b", re.IGNORECASE)


def score(reference: Expected, heard: Result) -> Score:
    """Labels found on the other side, by labels found with a side."""
    found = [swapped for _, _, swapped in sides_found(reference, heard)]
    return Score(points=sum(found), weight=len(found))


def sides_found(reference: Expected, heard: Result) -> Iterator[tuple[FactLabel, Fact, bool]]:
    """Each label found with a side, the first such fact, and whether all of them have the other side."""
    for one, facts in near(reference, heard):
        own = _side(one.value, one.attributes.get("side"))
        sided = [(fact, _side(fact.value, getattr(fact.attributes, "side", None))) for fact in facts]
        of_one_side = [(fact, side) for fact, side in sided if side]
        if own and of_one_side:
            yield one, of_one_side[0][0], all(side != own for _, side in of_one_side)


def _side(value: object, attribute: object) -> str | None:
    """``left`` or ``right``; None of both, of neither and of bilateral."""
    named = {side.lower() for text in (value, attribute) for side in _SIDE.findall(str(text or ""))}
    return named.pop() if len(named) == 1 else None


_TURN = "P: It goes down my left leg, and the right one is fine."
_LEFT = label("radiation", "leg", "down my left leg", side="left")

METRIC: Metric[Expected, Result] = Metric(
    id="side-swaps",
    title="Side swaps",
    unit="labels found on the other side / labels found with a side",
    better="lower",
    version=1,
    score=score,
    examples=(
        (
            "the other leg",
            expected(_LEFT),
            drafted(_TURN, facts=[said("radiation", "leg", "left leg", side="right")]),
            1,
        ),
        (
            "the same leg",
            expected(_LEFT),
            drafted(_TURN, facts=[said("radiation", "leg", "left leg", side="left")]),
            0,
        ),
        (
            "the other side of other words is no swap",
            expected(label("laterality", "left", "left leg")),
            drafted(_TURN, facts=[said("laterality", "right", "right one"), said("laterality", "left", "left")]),
            0.0,
        ),
        (
            "a side inside an open value",
            expected(label("diagnosis", "left sciatica", "left leg", words=("sciatica",))),
            drafted(_TURN, facts=[said("diagnosis", "right sciatica", "left leg")]),
            1.0,
        ),
        (
            "a lost side is no swap",
            expected(_LEFT),
            drafted(_TURN, facts=[said("radiation", "leg", "left leg")]),
            None,
        ),
    ),
)
