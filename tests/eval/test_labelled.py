"""The score of labelled encounters: what matches, what does not, and what is not counted."""

from eval.labelled.labels import Label
from eval.labelled.score import scores
from scribe.extraction.reader import Reader
from scribe.schema.facts import Fact
from scribe.schema.transcript import SpeakerRole
from tests.eval.test_perturbed import VISIT, _talk


def _facts(*lines: tuple[SpeakerRole, str]) -> tuple[Fact, ...]:
    return Reader().extract(VISIT, _talk(*lines)).facts


LEG = _facts(
    (SpeakerRole.CLINICIAN, "Does it go anywhere?"),
    (SpeakerRole.PATIENT, "Yes, it goes down my left leg."),
    (SpeakerRole.CLINICIAN, "We'll start physical therapy."),
)


def _label(category: str, values: set[str] | None, *lines: int) -> Label:
    return Label(category, None if values is None else frozenset(values), frozenset(lines))


def test_kind_value_and_line_must_agree() -> None:
    right = scores(LEG, [_label("radiation", {"leg left"}, 1)])["radiation"]
    other_side = scores(LEG, [_label("radiation", {"leg right"}, 1)])["radiation"]
    other_line = scores(LEG, [_label("radiation", {"leg left"}, 7)])["radiation"]

    assert (right.precision, right.recall) == (1.0, 1.0)
    assert (other_side.precision, other_side.recall) == (0.0, 0.0)
    assert (other_line.precision, other_line.recall) == (0.0, 0.0)


def test_a_side_of_a_radiation_is_a_side() -> None:
    assert scores(LEG, [_label("laterality", {"left"}, 1)])["laterality"].recall == 1.0


def test_what_is_only_planned_is_no_earlier_treatment() -> None:
    assert scores(LEG, [])["treatment"].found == 0


def test_free_text_needs_the_line_alone() -> None:
    tried = _facts((SpeakerRole.PATIENT, "I tried naproxen and it didn't help."))

    assert scores(tried, [_label("treatment", None, 0)])["treatment"].recall == 1.0
    assert scores(tried, [_label("treatment", None, 3)])["treatment"].recall == 0.0
    assert scores((), [])["treatment"].precision is None
