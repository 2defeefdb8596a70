"""Medical word error rate: the word error rate of the words of this field alone.

What ``medwer`` counts: both sides are filtered to the entries of a term list, found greedily and the longest first,
each entry one token however many words it has; the rate is that of the tokens that remain. So a lost term, an
invented one and one heard as another each count once, and all other words do not count. The list is ours
(``terms/spine.txt`` and ``terms/drugs.txt``), never the one the package brings. A sample in which nobody speaks is
left out; one whose speech holds no term weighs nothing and still adds the terms that were invented in it.
Dangerous error: a drug or a condition nobody named. Normaliser: ``eval/metrics/words.py``, which is medwer's.
"""

from eval.metrics.metric import NOTHING, Metric, Score
from eval.metrics.spoken import Spoken, text
from eval.metrics.term_list import all_terms
from scribe.schema.transcript import SpeakerRole


def score(reference: Spoken, heard: Spoken) -> Score:
    """Wrong terms by terms said."""
    if not text(reference):
        return NOTHING
    import medwer

    errors, terms, _ = medwer.medical_wer(text(reference), text(heard), all_terms())
    return Score(points=errors, weight=terms)


P, U = SpeakerRole.PATIENT, SpeakerRole.UNKNOWN

METRIC: Metric[Spoken, Spoken] = Metric(
    id="medical-word-error-rate",
    title="Medical word error rate",
    unit="wrong terms / terms said",
    better="lower",
    version=1,
    score=score,
    examples=(
        (
            "an error beside the terms is none",
            ((P, "my sciatica got worse"),),
            ((U, "the sciatica got words"),),
            0.0,
        ),
        ("a drug that became another", ((P, "tramadol for sciatica"),), ((P, "toradol for sciatica"),), 0.5),
        ("an invented term", ((P, "sciatica"),), ((P, "sciatica and stenosis"),), 1.0),
        ("no term was said", ((P, "good morning"),), ((P, "good stenosis"),), None),
        ("nobody spoke", (), ((U, "stenosis"),), None),
    ),
)
