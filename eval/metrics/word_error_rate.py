"""Word error rate: words substituted, left out and added, by words said.

Normaliser: ``eval/metrics/words.py``. Pooled over samples, so a short clip weighs what it holds. A sample in which
nobody speaks has no weight here: ``words-on-silence`` counts what is invented in it. Dangerous error: none that
this rate can see, since "no" weighs as much as "the"; ``negated-term-recall`` is for that.
"""

from eval.metrics.metric import NOTHING, Metric, Score
from eval.metrics.spoken import Spoken, aligned
from scribe.schema.transcript import SpeakerRole


def score(reference: Spoken, heard: Spoken) -> Score:
    """All errors by words said."""
    found = aligned(reference, heard)
    if not found.reference_words:
        return NOTHING
    errors = found.substitutions + found.deletions + found.insertions
    return Score(points=errors, weight=found.reference_words)


P, U = SpeakerRole.PATIENT, SpeakerRole.UNKNOWN

METRIC: Metric[Spoken, Spoken] = Metric(
    id="word-error-rate",
    title="Word error rate",
    unit="wrong words / words said",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("case, points and written numbers are no errors", ((P, "About twenty."),), ((U, "about 20"),), 0.0),
        ("one of each kind of five words", ((P, "my low back hurts badly"),), ((P, "a low back badly now"),), 0.6),
        ("nobody spoke", (), ((U, "Thanks for watching."),), None),
    ),
)
