"""Words on silence: words heard in a sample in which nobody says a word, by such samples.

The word error rate cannot see them, for its weight is the words said. A sample with speech has no weight here:
words invented beside speech are ``insertions``. Dangerous error: a whole sentence, which then becomes a fact.
Normaliser: ``eval/metrics/words.py``, so a lone "um" is no word.
"""

from eval.metrics.metric import NOTHING, Metric, Score
from eval.metrics.spoken import Spoken, words
from scribe.schema.transcript import SpeakerRole


def score(reference: Spoken, heard: Spoken) -> Score:
    """Words heard, of one silent sample."""
    return NOTHING if _spoken(reference) else Score(points=_spoken(heard), weight=1)


def _spoken(turns: Spoken) -> int:
    """Words that hold a letter or a digit: the normaliser leaves a lone "..." as it is."""
    return sum(any(character.isalnum() for character in word) for word, _ in words(turns))


P, U = SpeakerRole.PATIENT, SpeakerRole.UNKNOWN

METRIC: Metric[Spoken, Spoken] = Metric(
    id="words-on-silence",
    title="Words on silence",
    unit="words heard / samples without speech",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("silence stays silent", (), (), 0.0),
        ("what speech engines say on silence", (), ((U, "Thank you for watching."),), 4.0),
        ("a turn without a word is silence", ((P, "..."),), ((U, "um"),), 0.0),
        ("somebody spoke", ((P, "my back hurts"),), ((U, "my back hurts you"),), None),
    ),
)
