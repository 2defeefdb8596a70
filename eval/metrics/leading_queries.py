"""Leading queries: queries to the provider that break the practice brief, by queries.

What breaks it is what ``guardrails.compliance.faults`` names: it leads, speaks of money or codes, asks two things,
lacks an open answer, offers one answer or only yes and no, or quotes nothing. Held without the record, so that a
condition nobody documented is not seen here. The check is the guardrails' own: this metric shows that every query
went through it, and cannot find what it does not know. Dangerous error: each, for a leading query makes the answer.
"""

from eval.metrics.examples import asked, drafted, expected
from eval.metrics.metric import Metric, Score
from eval.metrics.review import Labels, Reviewed
from guardrails.compliance import faults
from scribe.schema.result import Result


def score(reference: Labels, heard: Reviewed) -> Score:
    """Queries that are not compliant, by queries."""
    return Score(points=sum(bool(faults(query)) for query in heard.queries), weight=len(heard.queries))


_FAIR = asked("QUERY_LATERALITY")
_LEADING = asked("QUERY_LATERALITY", "Do you agree that the pain is on the left?")
_PAID = asked("QUERY_LATERALITY", "Which side, so that the code is reimbursed?")

METRIC: Metric[Labels, Result] = Metric(
    id="leading-queries",
    title="Queries that lead",
    unit="queries against the practice brief / queries",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("an open question", expected(), drafted("P: pain", queries=(_FAIR,)), 0.0),
        ("two of three", expected(), drafted("P: pain", queries=(_LEADING, _FAIR, _PAID)), 2 / 3),
        ("nothing is asked", expected(), drafted("P: pain"), None),
    ),
)
