"""Role error: heard words given to another speaker's role than the one who said them, by words said and heard.

Dangerous error: this one, for it puts the patient's guess into the clinician's mouth. A role that is ``unknown`` is
no error here (``role-unknown`` counts it); a word nobody heard, and a word whose own speaker is not known, have no
weight. Words are aligned as for the word error rate; normaliser: ``eval/metrics/words.py``.
"""

from eval.metrics.metric import Metric, Score
from eval.metrics.spoken import Spoken, aligned, words
from scribe.schema.transcript import SpeakerRole


def score(reference: Spoken, heard: Spoken) -> Score:
    """Words of a wrong role by words heard."""
    said, found = words(reference), words(heard)
    pairs = [(said[r][1], found[h][1]) for r, h in aligned(reference, heard).pairs]
    known = [(own, given) for own, given in pairs if own is not SpeakerRole.UNKNOWN]
    wrong = sum(given not in (own, SpeakerRole.UNKNOWN) for own, given in known)
    return Score(points=wrong, weight=len(known))


C, P, U = SpeakerRole.CLINICIAN, SpeakerRole.PATIENT, SpeakerRole.UNKNOWN
_SAID: Spoken = ((C, "how long"), (P, "three weeks"))

METRIC: Metric[Spoken, Spoken] = Metric(
    id="role-error",
    title="Words of a wrong role",
    unit="words of a wrong role / words said and heard",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("the answer in the clinician's mouth", _SAID, ((C, "how long three weeks"),), 0.5),
        ("unknown is not wrong", _SAID, ((U, "how long three weeks"),), 0.0),
        ("a word that was not heard has no role", _SAID, ((C, "how long"), (P, "weeks")), 0.0),
        ("nothing was heard", _SAID, (), None),
    ),
)
