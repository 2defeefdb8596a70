"""Drug recall: names of drugs that were said and stand in what was heard, by those said.

Names are those of ``terms/drugs.txt``; the brand that was said must be heard as that brand, for a transcript is
what was said. Dangerous error: one drug heard as another ("tramadol" as "Toradol"); it is a miss here, and the
invented name shows in ``medical-word-error-rate``. Normaliser: ``eval/metrics/words.py``.
"""

from eval.metrics.metric import Metric, Score
from eval.metrics.spoken import Spoken
from eval.metrics.term_list import counted, drug_names, recall
from scribe.schema.transcript import SpeakerRole


def score(reference: Spoken, heard: Spoken) -> Score:
    """Drugs heard by drugs said."""
    names = frozenset(drug_names())
    return recall(counted(reference, names), counted(heard, names))


P, U = SpeakerRole.PATIENT, SpeakerRole.UNKNOWN

METRIC: Metric[Spoken, Spoken] = Metric(
    id="drug-recall",
    title="Drugs heard",
    unit="names of drugs heard / names said",
    better="higher",
    version=1,
    score=score,
    examples=(
        ("one of two", ((P, "Naproxen, then tizanidine."),), ((U, "naproxen then tizzy dean"),), 0.5),
        ("another drug is not the drug", ((P, "tramadol"),), ((P, "Toradol"),), 0.0),
        ("a brand is heard as the brand", ((P, "Flexeril"),), ((P, "cyclobenzaprine"),), 0.0),
        ("no drug was said", ((P, "physical therapy"),), ((P, "naproxen"),), None),
    ),
)
