"""Assertion flips: labels that were found with another status (documented, denied, uncertain), by labels found.

Dangerous error: "no weakness" found as weakness, or a weakness as denied; ``flips`` tells which. A label counts as
found where a fact agrees in kind, experiencer, value and segment (``eval/metrics/matching.py``; attributes are left
out, and a quote that holds the words is not enough, for one quote may deny several things). What was and is over is
no flip of what is denied now. A label is kept where one of these facts has its standing, in which "no herniation"
equals a denied herniation. A label nobody found weighs nothing here,
so a suite that uses this metric also uses ``fact-recall``.
"""

from collections.abc import Iterator

from eval.metrics.examples import drafted, expected, label, said
from eval.metrics.matching import is_of, standing, standing_agrees, value_agrees
from eval.metrics.metric import Metric, Score
from eval.samples.labels import Expected, FactLabel
from scribe.schema.facts import Fact
from scribe.schema.result import Result
from scribe.schema.terms import Assertion, Temporality


def score(reference: Expected, heard: Result) -> Score:
    """Labels found with another status, by labels found."""
    found = sum(bool(_found(one, heard)) for one in reference.facts)
    return Score(points=sum(1 for _ in flips(reference, heard)), weight=found)


def flips(reference: Expected, heard: Result) -> Iterator[tuple[FactLabel, Fact]]:
    """Each flipped label with the first fact that flips it."""
    for one in reference.facts:
        facts = _found(one, heard)
        if facts and not any(standing_agrees(one, fact) for fact in facts):
            yield one, facts[0]


def is_dangerous(label: FactLabel, fact: Fact) -> bool:
    """One of the two affirms what the other denies."""
    return {standing(label), standing(fact)} == {Assertion.DOCUMENTED, Assertion.DENIED}


def _found(one: FactLabel, heard: Result) -> list[Fact]:
    facts = (fact for fact in heard.documentation.facts if is_of(one, fact) and value_agrees(one, fact))
    return [fact for fact in facts if not _is_over(one, fact)]


def _is_over(one: FactLabel, fact: Fact) -> bool:
    """The label denies that it is so; the fact says that it was."""
    return standing(one) is Assertion.DENIED and fact.temporality is Temporality.PAST


_TURN = "P: No numbness or weakness, and perhaps a fever."
_WEAK = label("red_flag", "weakness", "weakness", assertion="denied")
_FEVER = label("red_flag", "fever", "fever", assertion="uncertain")

METRIC: Metric[Expected, Result] = Metric(
    id="assertion-flips",
    title="Assertion flips",
    unit="labels found with another status / labels found",
    better="lower",
    version=1,
    score=score,
    examples=(
        (
            "a kept denial",
            expected(_WEAK),
            drafted(_TURN, facts=[said("red_flag", "weakness", "No numbness or weakness", assertion="denied")]),
            0.0,
        ),
        (
            "a lost no, one of two",
            expected(_WEAK, _FEVER),
            drafted(
                _TURN,
                facts=[
                    said("red_flag", "weakness", "weakness"),
                    said("red_flag", "fever", "perhaps a fever", assertion="uncertain"),
                ],
            ),
            0.5,
        ),
        (
            "a hedge that was lost",
            expected(_FEVER),
            drafted(_TURN, facts=[said("red_flag", "fever", "fever")]),
            1.0,
        ),
        (
            "another fact of the same quote does not keep the denial",
            expected(_WEAK),
            drafted(
                _TURN,
                facts=[
                    said("red_flag", "numbness", "No numbness or weakness", assertion="denied"),
                    said("red_flag", "weakness", "weakness"),
                ],
            ),
            1.0,
        ),
        (
            "a no in the value is a denial, and a drug that was stopped was taken",
            expected(_WEAK, label("treatment", "naproxen", "fever", assertion="denied")),
            drafted(
                _TURN,
                facts=[
                    said("red_flag", "no weakness", "weakness"),
                    said("treatment", "naproxen", "fever", temporality="past"),
                ],
            ),
            0.0,
        ),
        (
            "a no that the value lost",
            expected(label("imaging", "no fracture", "fever")),
            drafted(_TURN, facts=[said("imaging", "fracture", "fever")]),
            1.0,
        ),
        ("nothing in common is not a score", expected(_WEAK), drafted(_TURN), None),
    ),
)
