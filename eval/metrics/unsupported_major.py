"""Unsupported statements, major: sentences of the note that claim what their own words do not hold, by notes.

Without a quote at its offsets, with a word that must not stand in the note, or with a side, a number, a drug, a
dose or a negation that neither the cited segments nor the question before them hold: ``eval/metrics/support.py``
defines each. Dangerous error: every one, for a reader cannot see it. A note without a statement has no weight.
"""

from eval.metrics.examples import drafted, expected, wrote
from eval.metrics.metric import NOTHING, Metric, Score
from eval.metrics.support import major_fault, statements
from eval.samples.labels import Expected
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Unsupported statements of one note."""
    faults = [major_fault(statement, reference, heard) for statement in statements(heard)]
    return Score(points=sum(fault is not None for fault in faults), weight=1) if faults else NOTHING


_ASKED = ("C: Any weakness?", "P: No. I take naproxen 500 mg for my left leg.")

METRIC: Metric[Expected, Result] = Metric(
    id="unsupported-major",
    title="Statements without support, major",
    unit="statements / notes",
    better="lower",
    version=1,
    score=score,
    examples=(
        (
            "a denial by the question before, a dose in words, a side",
            expected(),
            drafted(
                *_ASKED,
                note=[
                    wrote("Patient denies weakness.", "No"),
                    wrote("Naproxen five hundred milligrams.", "naproxen 500 mg"),
                    wrote("Left leg pain.", "left leg"),
                ],
            ),
            0.0,
        ),
        ("the other side", expected(), drafted(*_ASKED, note=[wrote("Right leg pain.", "left leg")]), 1.0),
        ("a lost zero", expected(), drafted(*_ASKED, note=[wrote("Naproxen 50 mg.", "naproxen 500 mg")]), 1.0),
        ("another unit", expected(), drafted(*_ASKED, note=[wrote("Naproxen 500 mcg.", "naproxen 500 mg")]), 1.0),
        ("another drug", expected(), drafted(*_ASKED, note=[wrote("Takes tramadol.", "naproxen")]), 1.0),
        (
            "a negation nobody spoke",
            expected(),
            drafted("P: My leg hurts.", note=[wrote("Leg pain without numbness.", "leg hurts")]),
            1.0,
        ),
        (
            "a word nobody said, and a quote that is not there",
            expected(never_words=("psych",)),
            drafted(
                *_ASKED,
                note=[wrote("Psychological distress.", "left leg"), wrote("Leg pain.", "my left", misplaced=True)],
            ),
            2.0,
        ),
        ("no note was written", expected(), drafted(*_ASKED), None),
    ),
)
