"""Omissions, major: required labels of major importance that no statement of the note tells, by notes.

What tells a label is defined in ``eval/metrics/omissions.py``. A visit in which nothing of this importance is
required, or of which no note is due (out of scope, no speech), has no weight; one that was due and was not
written omits all of it. Dangerous error: every one, for a label is
major where its loss can change a code, a treatment or what is done about a red flag.
"""

from eval.metrics.examples import drafted, expected, label, wrote
from eval.metrics.metric import Metric, Score
from eval.metrics.omissions import omissions
from eval.samples.labels import Expected, Importance
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Omitted labels of major importance, of one note."""
    return omissions(Importance.MAJOR, reference, heard)


_TURNS = ("P: My low back hurts and my left leg is numb.", "C: So the leg is numb.")
_BACK = label("region", "lumbar", "low back", importance="major")
_NUMB = label("red_flag", "numbness", "leg is numb", "s1", "s2", words=("numb",), importance="major")

METRIC: Metric[Expected, Result] = Metric(
    id="omissions-major",
    title="Omissions, major",
    unit="labels the note does not tell / notes",
    better="lower",
    version=1,
    score=score,
    examples=(
        (
            "both are told",
            expected(_BACK, _NUMB),
            drafted(*_TURNS, note=[wrote("Pain, numbness.", "My low back")]),
            0.0,
        ),
        (
            "one is left out",
            expected(_BACK, _NUMB),
            drafted(*_TURNS, note=[wrote("Back pain.", "My low back")]),
            1.0,
        ),
        (
            "told from where it was repeated",
            expected(_NUMB),
            drafted(*_TURNS, note=[wrote("Sensory loss.", "the leg")]),
            0.0,
        ),
        ("no note was written", expected(_BACK, _NUMB), drafted(*_TURNS), 2.0),
        (
            "nothing of this importance is required",
            expected(label("region", "lumbar", "low back", importance="major", required=False)),
            drafted(*_TURNS),
            None,
        ),
    ),
)
