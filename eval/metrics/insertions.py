"""Words added: words heard where none was said, by words said.

Dangerous error: a sentence repeated or made up by the speech engine, which reads like speech. Normaliser:
``eval/metrics/words.py``. A sample in which nobody speaks has no weight.
"""

from eval.metrics.metric import NOTHING, Metric, Score
from eval.metrics.spoken import Spoken, aligned
from scribe.schema.transcript import SpeakerRole


def score(reference: Spoken, heard: Spoken) -> Score:
    """Words added by words said."""
    found = aligned(reference, heard)
    return Score(points=found.insertions, weight=found.reference_words) if found.reference_words else NOTHING


P, U = SpeakerRole.PATIENT, SpeakerRole.UNKNOWN

METRIC: Metric[Spoken, Spoken] = Metric(
    id="insertions",
    title="Words added",
    unit="words added / words said",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("a word repeated", ((P, "leg pain"),), ((P, "leg leg pain"),), 0.5),
        ("another word is a substitution", ((P, "leg pain"),), ((P, "arm pain"),), 0.0),
        ("nobody spoke", (), ((U, "you"),), None),
    ),
)
