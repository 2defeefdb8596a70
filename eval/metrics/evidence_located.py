"""Evidence located: quotes that stand at their offsets, by quotes of all facts, codes, statements and queries.

Dangerous error: each that does not, for every claim of the product rests on it. A place that is cited twice counts
twice. The labels are not looked at. See ``eval/grounding.py``, which names what rests on such a quote.
"""

from eval.grounding import all_evidence
from eval.metrics.examples import drafted, expected, said, wrote
from eval.metrics.metric import Metric, Score
from eval.samples.labels import Expected
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Quotes at their offsets by quotes."""
    texts = {segment.id: segment.text for segment in heard.transcript.segments}
    quotes = [quote for _, cited in all_evidence(heard) for quote in cited]
    located = sum(texts.get(q.segment_id, "")[q.start_char : q.end_char] == q.quote for q in quotes)
    return Score(points=located, weight=len(quotes))


_TURN = "P: My low back hurts."

METRIC: Metric[Expected, Result] = Metric(
    id="evidence-located",
    title="Quotes at their offsets",
    unit="quotes at their offsets / quotes",
    better="higher",
    version=1,
    score=score,
    examples=(
        (
            "all there",
            expected(),
            drafted(
                _TURN, facts=[said("region", "lumbar", "low back")], note=[wrote("Low back pain.", "back hurts")]
            ),
            1.0,
        ),
        (
            "one place too far",
            expected(),
            drafted(
                _TURN,
                facts=[said("region", "lumbar", "low back", misplaced=True)],
                note=[wrote("Low back pain.", "low back")],
            ),
            0.5,
        ),
        ("nothing is quoted", expected(), drafted(_TURN), None),
    ),
)
