"""Roles by voice: a voice has a role only on grounds of what it says; a third person is `other` only so."""

import numpy as np
import pytest

from audio.companion_cues import introduces_another, tells_of_another
from audio.roles import SpokenBy
from audio.roles_by_voice import assign_roles_by_voice
from audio.segments import as_segments
from audio.voice_turns import Turns
from scribe.schema.transcript import SpeakerRole
from tests.audio.talk import talk
from tests.audio.test_roles import VISIT

CLINICIAN, PATIENT, OTHER, UNKNOWN = (
    SpeakerRole.CLINICIAN,
    SpeakerRole.PATIENT,
    SpeakerRole.OTHER,
    SpeakerRole.UNKNOWN,
)
ROLES = {"C": CLINICIAN, "P": PATIENT}
WIFE = (
    ("O", "I'm his wife."),
    ("O", "He's been lying on the floor every evening."),
    ("O", "I do it for him."),
)
VAGUE = (("O", "The weather is nice."), ("O", "It rained on Sunday."), ("O", "The bus was late today."))


def spoken(*lines: tuple[str, str], sure: float = 8.0) -> tuple[SpokenBy, ...]:
    """The lines with roles; the letter of a line is its voice, heard ``sure`` nats above the others."""
    order = list(dict.fromkeys(who for who, _ in lines))
    evidence = np.array([[0.0 if who == voice else -sure for voice in order] for who, _ in lines])
    return assign_roles_by_voice(Turns(tuple(talk(*(line for _, line in lines))), evidence))


def roles_of(found: tuple[SpokenBy, ...]) -> list[SpeakerRole]:
    return [one.role for one in found]


def test_both_roles_are_named_everywhere_where_the_voices_are_clear() -> None:
    assert roles_of(spoken(*VISIT)) == [ROLES[who] for who, _ in VISIT]


def test_voices_are_labelled_in_the_order_in_which_they_speak() -> None:
    found = spoken(*VISIT)

    assert [one.label for one in found[:4]] == ["SPEAKER_00", "SPEAKER_01", "SPEAKER_00", "SPEAKER_01"]


def test_a_companion_who_says_so_is_other() -> None:
    found = spoken(*VISIT[:6], *WIFE, *VISIT[6:])

    assert roles_of(found[6:9]) == [OTHER] * 3
    assert {one.label for one in found[6:9]} == {"SPEAKER_02"}
    assert roles_of(found[:6]) == [ROLES[who] for who, _ in VISIT[:6]]


def test_who_tells_of_the_patient_in_the_third_person_is_other() -> None:
    told = (("O", "He can't put on his socks."), ("O", "His back is stiff in the morning."))

    assert roles_of(spoken(*VISIT, *told))[-2:] == [OTHER, OTHER]


def test_a_third_voice_without_grounds_is_unknown_and_keeps_its_label() -> None:
    found = spoken(*VISIT[:6], *VAGUE, *VISIT[6:])

    assert roles_of(found[6:9]) == [UNKNOWN] * 3
    assert {one.label for one in found[6:9]} == {"SPEAKER_02"}


def test_there_is_one_patient() -> None:
    another = (("X", "I have a bad knee myself."), ("X", "I had surgery on my shoulder."), ("X", "I took the bus."))

    assert roles_of(spoken(*VISIT, *another))[-3:] == [UNKNOWN] * 3


def test_who_tells_of_himself_to_a_friend_is_no_patient() -> None:
    friends = (
        ("A", "I didn't know you were there."),
        ("B", "I was out."),
        ("A", "I had a cold."),
        ("B", "I feel fine."),
    )

    assert set(roles_of(spoken(*friends * 3))) == {UNKNOWN}


def test_two_clinicians_may_speak() -> None:
    nurse = (
        ("N", "Do you have any allergies?"),
        ("N", "Have you had your flu shot?"),
        ("N", "Please sit down here."),
    )

    assert roles_of(spoken(*nurse, *VISIT)) == [CLINICIAN] * 3 + [ROLES[who] for who, _ in VISIT]


def test_two_voices_of_which_neither_says_anything_telling_are_labelled_and_unknown() -> None:
    found = spoken(("A", "The weather is nice."), ("B", "It rained on Sunday."), ("A", "The bus was late."))

    assert roles_of(found) == [UNKNOWN] * 3
    assert [one.label for one in found] == ["SPEAKER_00", "SPEAKER_01", "SPEAKER_00"]


def test_where_no_voice_is_clear_nobody_has_a_role() -> None:
    assert set(roles_of(spoken(*VAGUE, ("B", "So it is."), sure=0.1))) == {UNKNOWN}


def test_an_unclear_answer_is_the_others_by_the_exchange() -> None:
    lines = tuple(talk(*(line for _, line in VISIT)))
    evidence = np.array([[0.0, -8.0] if who == "C" else [-8.0, 0.0] for who, _ in VISIT])
    evidence[3] = 0.0  # "No.", too short to tell its voice

    assert assign_roles_by_voice(Turns(lines, evidence))[3].role is PATIENT


def test_voices_of_unknown_role_are_not_joined_and_their_own_words_are() -> None:
    found = spoken(*VISIT, *VAGUE[:2], ("Z", "So it is."), ("Z", "Yes indeed it is."), ("Z", "The train too."))

    last = as_segments(found)[-2:]

    assert [segment.text for segment in last] == [
        "The weather is nice. It rained on Sunday.",
        "So it is. Yes indeed it is. The train too.",
    ]
    assert [segment.speaker_label for segment in last] == ["SPEAKER_02", "SPEAKER_03"]


@pytest.mark.parametrize(
    "said",
    [
        "I'm his wife.",
        "I am her daughter.",
        "This is the patient's son.",
        "I'm the interpreter.",
        "I'm her home aide.",
    ],
)
def test_who_says_so_is_somebody_else(said: str) -> None:
    assert introduces_another(said)


@pytest.mark.parametrize("said", ["I'm his doctor.", "I'm the nurse.", "This is the worst pain.", "I'm worried."])
def test_who_does_not_say_so_is_not(said: str) -> None:
    assert not introduces_another(said)


@pytest.mark.parametrize("said", ["He can't sleep.", "She's been limping.", "My husband never takes his pills."])
def test_telling_of_the_patient_is_heard(said: str) -> None:
    assert tells_of_another(said)


@pytest.mark.parametrize("said", ["Does he take anything?", "I can't sleep.", "My wife and I moved house."])
def test_asking_and_telling_of_oneself_is_not_telling_of_another(said: str) -> None:
    assert not tells_of_another(said)
