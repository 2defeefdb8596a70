"""Role unknown: heard words that were given to nobody, by words said and heard.

Unknown is safe and costs work: the clinician must tell the system who spoke. Dangerous error: none; the wrong role
is counted by ``role-error``, and a lower share here is worth nothing if that one rises. Words are aligned as for
the word error rate; normaliser: ``eval/metrics/words.py``.
"""

from eval.metrics.metric import Metric, Score
from eval.metrics.spoken import Spoken, aligned, words
from scribe.schema.transcript import SpeakerRole


def score(reference: Spoken, heard: Spoken) -> Score:
    """Words of an unknown role by words heard."""
    said, found = words(reference), words(heard)
    pairs = [(said[r][1], found[h][1]) for r, h in aligned(reference, heard).pairs]
    known = [given for own, given in pairs if own is not SpeakerRole.UNKNOWN]
    return Score(points=known.count(SpeakerRole.UNKNOWN), weight=len(known))


C, P, U = SpeakerRole.CLINICIAN, SpeakerRole.PATIENT, SpeakerRole.UNKNOWN
_SAID: Spoken = ((C, "how long"), (P, "three weeks"))

METRIC: Metric[Spoken, Spoken] = Metric(
    id="role-unknown",
    title="Words of an unknown role",
    unit="words of an unknown role / words said and heard",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("half of the words have no speaker", _SAID, ((C, "how long"), (U, "three weeks")), 0.5),
        ("a wrong role is not unknown", _SAID, ((C, "how long three weeks"),), 0.0),
        ("nothing was heard", _SAID, (), None),
    ),
)
