"""Words left out: words of which nothing was heard, by words said.

Dangerous error: a "no" that is not heard turns a denial into a complaint. Normaliser: ``eval/metrics/words.py``. A
sample in which nobody speaks has no weight.
"""

from eval.metrics.metric import NOTHING, Metric, Score
from eval.metrics.spoken import Spoken, aligned
from scribe.schema.transcript import SpeakerRole


def score(reference: Spoken, heard: Spoken) -> Score:
    """Words left out by words said."""
    found = aligned(reference, heard)
    return Score(points=found.deletions, weight=found.reference_words) if found.reference_words else NOTHING


P, U = SpeakerRole.PATIENT, SpeakerRole.UNKNOWN

METRIC: Metric[Spoken, Spoken] = Metric(
    id="deletions",
    title="Words left out",
    unit="words not heard / words said",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("a lost no", ((P, "no leg pain"),), ((P, "leg pain"),), 1 / 3),
        ("an um is not a word", ((P, "um, leg pain"),), ((P, "leg pain"),), 0.0),
        ("all of it lost", ((P, "no leg pain"),), (), 1.0),
        ("nobody spoke", (), (), None),
    ),
)
