"""Term recall: spine terms that were said and stand in what was heard, by those said.

Terms are those of ``terms/spine.txt``, found greedily and counted as often as they are said; where they stand and
who says them does not matter. A term that is written otherwise ("lower" for "low back pain") is not heard.
Dangerous error: a condition that becomes another ("stenosis" heard as "tenosis" is lost, and can be asked about;
"lumbar" heard as "lumber" is lost in silence). Normaliser: ``eval/metrics/words.py``.
"""

from eval.metrics.metric import Metric, Score
from eval.metrics.spoken import Spoken
from eval.metrics.term_list import counted, recall, spine_terms
from scribe.schema.transcript import SpeakerRole


def score(reference: Spoken, heard: Spoken) -> Score:
    """Terms heard by terms said."""
    return recall(counted(reference, spine_terms()), counted(heard, spine_terms()))


P, U = SpeakerRole.PATIENT, SpeakerRole.UNKNOWN

METRIC: Metric[Spoken, Spoken] = Metric(
    id="term-recall",
    title="Spine terms heard",
    unit="terms heard / terms said",
    better="higher",
    version=1,
    score=score,
    examples=(
        ("a term of several words is one", ((P, "Low back pain and sciatica."),), ((U, "low back pain"),), 0.5),
        ("part of a term is not the term", ((P, "low back pain"),), ((P, "back pain"),), 0.0),
        ("said twice, heard once", ((P, "sciatica, yes, sciatica"),), ((P, "sciatica yes sadly"),), 0.5),
        ("no term was said", ((P, "Good morning."),), ((P, "sciatica"),), None),
    ),
)
