"""Doubled facts: facts that say again what an earlier fact says of the same words, by facts.

A fact is doubled where an earlier one has its kind, value (without regard to case), assertion, experiencer,
temporality and attributes, and a quote that shares words with one of its own. The same said at another place is no
double: somebody said it twice. Dangerous error: two findings, or two queries, for one word.
"""

from eval.metrics.examples import drafted, expected, said
from eval.metrics.metric import Metric, Score
from eval.samples.labels import Expected
from scribe.schema.evidence import share_words
from scribe.schema.facts import Fact
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Repeated facts by facts."""
    facts = heard.documentation.facts
    doubled = sum(any(_repeats(fact, earlier) for earlier in facts[:n]) for n, fact in enumerate(facts))
    return Score(points=doubled, weight=len(facts))


def _repeats(fact: Fact, earlier: Fact) -> bool:
    return _claim(fact) == _claim(earlier) and share_words(fact.evidence, earlier.evidence)


def _claim(fact: Fact) -> tuple[object, ...]:
    value = fact.value.casefold() if isinstance(fact.value, str) else fact.value
    return fact.kind, value, fact.assertion, fact.experiencer, fact.temporality, fact.attributes


_TURNS = ("P: My left leg, my low back.", "C: The low back.")

METRIC: Metric[Expected, Result] = Metric(
    id="doubled-facts",
    title="Doubled facts",
    unit="facts that repeat another / facts",
    better="lower",
    version=1,
    score=score,
    examples=(
        (
            "the same of the same words",
            expected(),
            drafted(*_TURNS, facts=[said("history", "Leg", "left leg"), said("history", "leg", "My left")]),
            0.5,
        ),
        (
            "the same of other words",
            expected(),
            drafted(
                *_TURNS, facts=[said("region", "lumbar", "low back"), said("region", "lumbar", "low back", "s2")]
            ),
            0.0,
        ),
        (
            "another side of the same words",
            expected(),
            drafted(
                *_TURNS,
                facts=[said("radiation", "leg", "leg", side="left"), said("radiation", "leg", "leg", side="right")],
            ),
            0.0,
        ),
        ("no fact was found", expected(), drafted(*_TURNS), None),
    ),
)
