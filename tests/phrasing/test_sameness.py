"""A sentence of true words that says something else is not taken; another wording of the same is."""

import pytest

import guardrails
from guardrails.examples import Said, diagnosis, documentation, encounter, said
from scribe.phrasing.accept import accept
from scribe.phrasing.phraser import Proposal
from scribe.schema.draft import Draft
from scribe.writing.compose import compose


def plan(value: str) -> Said:
    return said("plan", value, by="clinician")


def told(kind: str, value: str, **more: str) -> Said:
    return said(kind, value, by="patient", **more)


CYCLO, TRAMADOL = plan("continue cyclobenzaprine 5 milligrams at night"), plan("stop the tramadol")
NAPROXEN, THERAPY = plan("start naproxen 500 milligrams twice a day"), plan("start physical therapy")
FLEXION = said("range_of_motion", "full", by="clinician", movement="flexion")
EXTENSION = said("range_of_motion", "painful", by="clinician", movement="extension")
STRENGTH, ORDER = said("neurologic_exam", "strength five out of five", by="clinician"), plan("MRI of the low back")
LEG, LOW_BACK = told("radiation", "leg", side="left"), told("region", "lumbar")
SCORE, WEEKS = told("severity", "six out of ten"), told("onset", "three weeks")
FEVER, NO_FEVER = told("red_flag", "fever"), told("red_flag", "fever", assertion="denied")
BLADDER = told("red_flag", "loss of bladder control")
NO_WEAKNESS = told("red_flag", "weakness", assertion="denied")
UP = told("functional_limitation", "can't get up")
QUOTED = told("pain_description", "worse when I sit and better when I walk")


def worded(facts: tuple[Said, ...], text: str) -> tuple[bool, dict[str, int]]:
    """Whether the sentence is in the note, and why not."""
    found = documentation(facts)
    narrative = compose(found)
    draft = Draft(
        encounter=encounter(), documentation=found, coding=guardrails.code(encounter(), found), narrative=narrative
    )
    proposals = [Proposal(section.title, (), text) for section in narrative.sections]
    accepted = accept(draft, guardrails.check(draft), proposals)
    texts = [one.text for section in accepted.draft.narrative.sections for one in section.statements]
    lost = sum(len(s.statements) for s in narrative.sections) - len(texts)
    assert text in texts or lost == 0
    return text in texts, dict(accepted.replaced)


WRONG = [
    ((CYCLO, TRAMADOL), "Continue the tramadol 5 milligrams at night and stop the cyclobenzaprine.", "mixed"),
    ((CYCLO, TRAMADOL), "Stop the tramadol at night and continue cyclobenzaprine 5 milligrams.", "mixed"),
    ((NAPROXEN, THERAPY), "Start naproxen 500 milligrams twice a day and stop physical therapy.", "addition"),
    ((NAPROXEN, THERAPY), "Start physical therapy twice a day and naproxen 500 milligrams.", "mixed"),
    ((NAPROXEN,), "Started naproxen 500 milligrams twice a day.", "omission"),
    ((ORDER,), "An urgent MRI of the low back.", "addition"),
    ((ORDER,), "The MRI of the low back was cancelled.", "addition"),
    ((LEG,), "The patient reports worsening left leg pain.", "addition"),
    ((LEG,), "The patient will have left leg pain.", "addition"),
    ((LEG,), "The patient had left leg pain.", "addition"),
    ((LEG,), "The patient reports left leg pain because of sitting.", "addition"),
    ((LEG,), "The patient reports left leg pain from a disc.", "addition"),
    ((SCORE,), "The patient reports six out of ten, improving.", "addition"),
    ((FLEXION, EXTENSION), "Flexion is painful, extension is full.", "mixed"),
    ((FEVER, NO_FEVER), "The patient denies fever.", "mixed"),
    ((LEG,), "The patient reports a little left leg pain.", "addition"),
    ((LEG,), "The patient probably reports left leg pain.", "addition"),
    ((NO_WEAKNESS, BLADDER), "The patient denies weakness, with loss of bladder control.", "mixed"),
    ((UP, LOW_BACK), "The patient reports low back pain and is well.", "addition"),
    ((QUOTED,), "The patient reports pain “better when I sit and worse when I walk”.", "quotation"),
]


@pytest.mark.parametrize(("facts", "text", "why"), WRONG, ids=[text for _, text, _ in WRONG])
def test_true_words_that_say_something_false_are_not_taken(facts: tuple[Said, ...], text: str, why: str) -> None:
    taken, replaced = worded(facts, text)

    assert not taken
    assert why in replaced


def test_the_words_of_two_speakers_are_not_joined() -> None:
    acute = said("chronicity", "acute", by="clinician", words="acute")

    taken, replaced = worded((LOW_BACK, acute), "The patient reports acute low back pain.")

    assert not taken
    assert set(replaced) >= {"mixed"}


RIGHT = [
    ((LOW_BACK, WEEKS), "The patient reports low back pain of three weeks' duration."),
    ((LEG, SCORE), "The patient reports left leg pain, rated six out of ten."),
    ((LOW_BACK, LEG, WEEKS), "The patient presents with low back pain radiating to the left leg for three weeks."),
    ((CYCLO, TRAMADOL), "Continue cyclobenzaprine 5 milligrams at night and stop the tramadol."),
    ((NAPROXEN, THERAPY), "Start naproxen 500 milligrams twice a day and start physical therapy."),
    ((FLEXION, EXTENSION), "Flexion is full and extension is painful."),
    ((STRENGTH,), "On examination, strength is five out of five."),
    ((NO_WEAKNESS, NO_FEVER), "The patient denies any weakness or fever."),
    ((diagnosis("low back pain with left sciatica"),), "The assessment is low back pain with left sciatica."),
    ((QUOTED,), "The patient describes pain that is “worse when I sit and better when I walk”."),
]


@pytest.mark.parametrize(("facts", "text"), RIGHT, ids=[text for _, text in RIGHT])
def test_another_wording_of_the_same_is_taken(facts: tuple[Said, ...], text: str) -> None:
    taken, replaced = worded(facts, text)

    assert taken, replaced
