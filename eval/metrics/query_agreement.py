"""Query agreement: visits whose queries are exactly those of the labels, by visits whose labels list the queries.

Queries are compared by their names, each once: one more is an error like one less. A draft whose labels do not list
the queries has no weight. Dangerous error: no question where the record is open, so that a guess is coded.
"""

from eval.metrics.examples import asked, drafted, expected
from eval.metrics.metric import NOTHING, Metric, Score
from eval.metrics.review import Labels, Reviewed, query_names
from eval.samples.drafts import DraftExpected
from scribe.schema.result import Result


def score(reference: Labels, heard: Reviewed) -> Score:
    """Whether the queries of one visit are those of the labels."""
    if reference.queries is None:
        return NOTHING
    return Score(points=int(query_names(heard) == frozenset(reference.queries)), weight=1)


_SIDE = expected(queries=("QUERY_LATERALITY",))

METRIC: Metric[Labels, Result] = Metric(
    id="query-agreement",
    title="Queries right",
    unit="visits with exactly their queries / visits",
    better="higher",
    version=1,
    score=score,
    examples=(
        ("the one that is due", _SIDE, drafted("P: pain", queries=(asked("QUERY_LATERALITY"),)), 1.0),
        (
            "one too many",
            _SIDE,
            drafted("P: pain", queries=(asked("QUERY_LATERALITY"), asked("QUERY_REGION"))),
            0.0,
        ),
        ("none is due and none is asked", expected(), drafted("P: pain"), 1.0),
        (
            "a draft that does not test queries",
            DraftExpected(why="an example", findings=()),
            drafted("P: pain"),
            None,
        ),
    ),
)
