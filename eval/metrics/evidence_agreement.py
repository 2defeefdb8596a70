"""Evidence agreement: matched facts that quote words of the label's quote, by matched facts.

A fact is matched as ``eval/metrics/matching.py`` tells. It agrees where one of its quotes shares words with the
quote of one of the labels it matches. A fact that quotes only other segments of its label has no weight, for the
label has no quote there; nor has one whose label's words the transcript has not (they were heard otherwise).
Dangerous error: a right fact that rests on words which do not say it, so that a reader who checks it loses trust.
"""

from eval.metrics.examples import drafted, expected, label, said
from eval.metrics.matching import matches, place_of
from eval.metrics.metric import Metric, Score
from eval.samples.labels import Expected
from scribe.schema.facts import Fact
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Facts that quote the labelled words, by matched facts that quote the segment where those stand."""
    placed = [(one, place) for one in reference.facts if (place := place_of(one, heard))]
    by_fact = [
        [place for one, place in placed if matches(one, fact) and _cites(fact, place[0])]
        for fact in heard.documentation.facts
    ]
    agreeing = sum(
        any(_quotes(fact, place) for place in places)
        for fact, places in zip(heard.documentation.facts, by_fact, strict=True)
    )
    return Score(points=agreeing, weight=sum(map(bool, by_fact)))


def _cites(fact: Fact, segment: str) -> bool:
    return any(quote.segment_id == segment for quote in fact.evidence)


def _quotes(fact: Fact, place: tuple[str, int, int]) -> bool:
    segment, start, end = place
    return any(q.segment_id == segment and q.start_char < end and start < q.end_char for q in fact.evidence)


_TURN = "P: Good morning, my low back hurts."
_LUMBAR = label("region", "lumbar", "low back")

METRIC: Metric[Expected, Result] = Metric(
    id="evidence-agreement",
    title="Facts that quote the labelled words",
    unit="facts that share words with the labelled quote / matched facts of its segment",
    better="higher",
    version=1,
    score=score,
    examples=(
        (
            "more words than the label quotes",
            expected(_LUMBAR),
            drafted(_TURN, facts=[said("region", "lumbar", "my low back hurts")]),
            1.0,
        ),
        (
            "other words of the segment",
            expected(_LUMBAR),
            drafted(_TURN, facts=[said("region", "lumbar", "Good morning"), said("region", "lumbar", "back")]),
            0.5,
        ),
        (
            "a fact that matches no label",
            expected(_LUMBAR),
            drafted(_TURN, facts=[said("region", "cervical", "low back")]),
            None,
        ),
        (
            "the same said again elsewhere",
            expected(label("region", "lumbar", "low back", "s1", "s2")),
            drafted(_TURN, "C: The low back.", facts=[said("region", "lumbar", "The low back")]),
            None,
        ),
        (
            "words that were heard otherwise",
            expected(_LUMBAR),
            drafted("P: My lower back.", facts=[said("region", "lumbar", "lower back")]),
            None,
        ),
    ),
)
