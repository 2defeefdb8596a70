"""Roles: given where wording, exchange or voice make them sure, unknown otherwise; a lone speaker is one person."""

import numpy as np
import pytest

from audio.role_cues import CUES, Cue, weigh
from audio.roles import assign_roles
from audio.segments import as_segments
from audio.utterances import Utterance
from scribe.schema.transcript import SpeakerRole
from tests.audio.talk import talk

CLINICIAN, PATIENT, UNKNOWN = SpeakerRole.CLINICIAN, SpeakerRole.PATIENT, SpeakerRole.UNKNOWN

VISIT = (
    ("C", "What brings you in today?"),
    ("P", "My neck has been killing me."),
    ("C", "Have you had any injury to it?"),
    ("P", "No."),
    ("C", "How long have you had it?"),
    ("P", "Two weeks."),
    ("C", "Do you have any numbness in your hands?"),
    ("P", "I noticed some tingling in my fingers."),
    ("C", "Have you tried anything for it?"),
    ("P", "I took some ibuprofen, it helped a little."),
    ("C", "I would like to examine you now."),
    ("C", "Please turn your head to the left for me."),
    ("P", "It hurts when I do that."),
    ("C", "Your reflexes are normal."),
    ("C", "My assessment is a strain of the neck."),
    ("C", "Please come back in three weeks."),
    ("P", "Thank you, doctor."),
)
LINES = tuple(line for _, line in VISIT)
TRUTH = [CLINICIAN if who == "C" else PATIENT for who, _ in VISIT]


def roles(said: list[Utterance]) -> list[SpeakerRole]:
    return [one.role for one in assign_roles(said)]


def two_voices(distance: float) -> tuple[np.ndarray, ...]:
    """A voice for each line of the visit: the two speakers differ in pitch and in two cepstra by ``distance``."""
    drawn = np.random.default_rng(3).standard_normal((len(VISIT), 13)).astype(np.float32) * 0.5
    side = np.array([1.0 if role is CLINICIAN else -1.0 for role in TRUTH], np.float32)
    drawn[:, :3] += distance * side[:, None]
    return tuple(drawn)


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.example)
def test_every_cue_matches_its_example(cue: Cue) -> None:
    assert cue.pattern.search(cue.example)


@pytest.mark.parametrize(
    ("said", "sign"),
    [
        ("Does the pain travel down your leg?", 1),
        ("Go ahead and lie back for me.", 1),
        ("I'm going to order an MRI of your neck.", 1),
        ("I can't sleep on my left side.", -1),
        ("No, nothing like that.", -1),
        ("Did you get my x-ray back?", -1),
        ("Thank you, doctor.", -1),
    ],
)
def test_wording_weighs_for_who_would_say_it(said: str, sign: int) -> None:
    assert weigh(said) * sign > -0.6


def test_no_role_is_wrong_by_wording_alone_and_most_are_given() -> None:
    found = roles(talk(*LINES))

    assert all(given in (true, UNKNOWN) for given, true in zip(found, TRUTH, strict=True))
    assert sum(given is not UNKNOWN for given in found) >= len(VISIT) * 0.6


def test_two_clear_voices_settle_what_wording_leaves_open() -> None:
    assert roles(talk(*LINES, voices=two_voices(2.0))) == TRUTH


def test_voices_that_do_not_differ_change_nothing() -> None:
    assert roles(talk(*LINES, voices=two_voices(0.0))) == roles(talk(*LINES))


def test_voices_that_contradict_the_words_are_not_listened_to() -> None:
    shuffled = tuple(np.random.default_rng(5).permutation(np.stack(two_voices(2.0))))

    found = roles(talk(*LINES, voices=shuffled))

    assert all(given in (true, UNKNOWN) for given, true in zip(found, TRUTH, strict=True))


def test_a_clinician_dictating_alone_is_never_taken_for_a_patient() -> None:
    found = roles(
        talk(
            "The patient is a 52-year-old man with low back pain.",
            "He denies numbness.",
            "On examination lumbar flexion is limited.",
            "Straight leg raise is negative.",
            "No tenderness over the spine.",
            "The plan is physical therapy.",
            "Follow up in six weeks.",
        )
    )

    assert PATIENT not in found


def test_a_lone_clinician_who_speaks_of_himself_is_still_one_person() -> None:
    said = [line for who, line in VISIT if who == "C"] * 2
    aside = ["I was worried about my car.", "I've been working late.", "I took the bus to my house."]

    assert PATIENT not in roles(talk(*said, *aside[:2]))
    assert PATIENT not in roles(talk(*aside[1:], *said))


def test_a_patient_talking_alone_is_never_taken_for_a_clinician() -> None:
    found = roles(
        talk(
            "My back has been hurting for months.",
            "I can't sit for long.",
            "It started after I moved house.",
            "I took some pills and they helped a bit.",
            "The doctor said it was nothing.",
            "I don't know what to do.",
        )
    )

    assert CLINICIAN not in found


def test_words_that_anybody_could_say_stay_unknown() -> None:
    assert roles(talk("The weather is nice.", "It rained on Sunday.", "The bus was late.")) == [UNKNOWN] * 3


def test_nothing_said_gives_nothing() -> None:
    assert assign_roles([]) == ()


def test_utterances_of_one_speaker_become_one_segment() -> None:
    segments = as_segments(assign_roles(talk(*LINES, voices=two_voices(2.0))))

    assert [segment.id for segment in segments[:3]] == ["s1", "s2", "s3"]
    assert segments[10].text == "I would like to examine you now. Please turn your head to the left for me."
    assert segments[10].speaker_role is CLINICIAN
    assert [word.text for word in segments[3].words] == ["No."]


def test_sentences_of_unknown_speakers_are_not_joined() -> None:
    segments = as_segments(assign_roles(talk("The weather is nice.", "It rained on Sunday.")))

    assert [segment.text for segment in segments] == ["The weather is nice.", "It rained on Sunday."]
