"""Substituted words: words heard as another word, by words said.

Dangerous error: "fifteen" heard as "fifty", "left" as "right". Normaliser: ``eval/metrics/words.py``. A sample in
which nobody speaks has no weight.
"""

from eval.metrics.metric import NOTHING, Metric, Score
from eval.metrics.spoken import Spoken, aligned
from scribe.schema.transcript import SpeakerRole


def score(reference: Spoken, heard: Spoken) -> Score:
    """Substituted words by words said."""
    found = aligned(reference, heard)
    return Score(points=found.substitutions, weight=found.reference_words) if found.reference_words else NOTHING


P, U = SpeakerRole.PATIENT, SpeakerRole.UNKNOWN

METRIC: Metric[Spoken, Spoken] = Metric(
    id="substitutions",
    title="Substituted words",
    unit="words heard as another / words said",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("fifteen is not fifty", ((P, "fifteen minutes"),), ((P, "fifty minutes"),), 0.5),
        ("a word that is missing is not substituted", ((P, "no leg pain"),), ((P, "leg pain"),), 0.0),
        ("nobody spoke", (), ((U, "you"),), None),
    ),
)
