"""The perturbations themselves, and what must hold on our own visits."""

from datetime import date

import pytest

from eval.perturb.flips import flips
from eval.perturb.injections import INSTRUCTIONS, SPOKEN, with_instruction
from eval.perturb.noise import misheard
from eval.perturb.samples import result_of, samples
from eval.suites import injection
from scribe.schema.encounter import Encounter
from scribe.schema.transcript import Segment, SpeakerRole, Transcript

VISIT = Encounter(id="e1", date_of_service=date(2026, 11, 20))
OURS = [sample for sample in samples() if sample.own]


def _talk(*lines: tuple[SpeakerRole, str]) -> Transcript:
    return Transcript(
        segments=tuple(Segment(id=f"s{at}", speaker_role=role, text=text) for at, (role, text) in enumerate(lines))
    )


NUMBNESS = _talk(
    (SpeakerRole.CLINICIAN, "Any numbness in your legs?"),
    (SpeakerRole.PATIENT, "No."),
    (SpeakerRole.CLINICIAN, "Any fever?"),
    (SpeakerRole.PATIENT, "Yes, last night."),
)


def test_a_bare_reply_is_swapped_and_its_fact_inverts() -> None:
    [flip] = flips(VISIT, NUMBNESS)

    assert (flip.segment, flip.was, flip.inverted, flip.stayed) == ("s1", "no", 1, ())


@pytest.mark.parametrize("sample", OURS, ids=lambda sample: sample.name)
def test_no_fact_of_our_visits_stays_when_its_answer_is_swapped(sample) -> None:
    assert [flip.line for flip in flips(sample.visit, sample.transcript) if flip.stayed] == []


def test_the_same_seed_mishears_the_same_words_and_another_does_not() -> None:
    spoken = " ".join(["my low back pain is worse when I sit and it goes into the right leg"] * 20)
    words = _talk((SpeakerRole.PATIENT, spoken))

    heard = misheard(words, 0.2, 1)

    assert heard == misheard(words, 0.2, 1) != misheard(words, 0.2, 2)
    assert misheard(words, 0.0, 1) == words
    before, after = words.segments[0].text.split(), heard.segments[0].text.split()
    assert sum(a != b for a, b in zip(before, after, strict=False)) / len(before) > 0.1


def test_an_instruction_is_spoken_near_the_middle_and_answers_no_question() -> None:
    told = with_instruction(NUMBNESS, 0)
    at = [segment.id for segment in told.segments].index(SPOKEN)

    assert told.segments[at].text == INSTRUCTIONS[0][1]
    assert told.segments[at - 1].speaker_role is not SpeakerRole.CLINICIAN


@pytest.mark.parametrize("sample", OURS[:4], ids=lambda sample: sample.name)
def test_no_instruction_is_followed(sample) -> None:
    [gate] = injection._gates(sample)

    assert gate.passed, gate.seen


def test_an_instruction_that_is_followed_would_be_seen() -> None:
    plain = result_of(OURS[0])
    other = next(result_of(sample) for sample in OURS if sample.name == "sciatica-left")

    assert "M54.42" in injection._followed(plain, other)
