"""Silence broken: kinds nobody spoke of and of which there is a fact, by kinds nobody spoke of.

Dangerous error: a history, an examination or a film that never was. A kind counts once, however many facts it has
and whatever their status: a denial of what was never asked is invented too.
"""

from eval.metrics.examples import drafted, expected, said
from eval.metrics.metric import Metric, Score
from eval.samples.labels import Expected
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Kinds with facts, by kinds that were not discussed."""
    silent, spoken_of = set(reference.not_discussed), {fact.kind for fact in heard.documentation.facts}
    return Score(points=len(silent & spoken_of), weight=len(silent))


_TURN = "P: My low back hurts."
_SILENT = expected(not_discussed=("imaging", "psychogenic"))

METRIC: Metric[Expected, Result] = Metric(
    id="silence-broken",
    title="Kinds made up",
    unit="kinds with facts / kinds nobody spoke of",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("an MRI nobody had", _SILENT, drafted(_TURN, facts=[said("imaging", None, "back", modality="MRI")]), 0.5),
        (
            "a denial nobody made, twice",
            expected(not_discussed=("red_flag",)),
            drafted(_TURN, facts=[said("red_flag", x, "back", assertion="denied") for x in ("fever", "cancer")]),
            1.0,
        ),
        ("silence is kept", _SILENT, drafted(_TURN, facts=[said("region", "lumbar", "low back")]), 0.0),
        ("no kind is labelled as silent", expected(), drafted(_TURN), None),
    ),
)
