"""Roles: who speaks each utterance, told from what is said, the exchange of question and answer, and the voices.

A hidden Markov model of two speakers. The wording of each utterance weighs for one of them, questions are followed
by the other, and where the two voices of the recording clearly differ, their sound weighs too. An utterance whose
role stays in doubt is ``unknown``: a wrong role is worse. A third person is not told apart here: a companion who
speaks for the patient is mostly heard as the patient. With the extra ``diarize``, ``audio.roles_by_voice`` decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from audio.role_cues import STRONG, is_question, is_yes_or_no, weigh
from audio.utterances import Utterance
from audio.voices import Vector, voice_evidence, voices_bear_out
from scribe.schema.transcript import SpeakerRole

SURE_BY_WORDS = 0.95
"""Probability from which on a role is given where only wording and exchange speak for it."""

SURE_BY_VOICE = 0.9
"""The same where two voices bear the wording out: independent evidence needs less."""

_ROUNDS = 6
_LEAST_STRONG = 2
_LEAST_STRONG_SHARE = 0.12
"""Of the utterances with strong wording, so many must speak for a role before anybody has it: a lone speaker, who
now and then words something as the other would, is not two people."""


@dataclass(frozen=True, slots=True)
class SpokenBy:
    """An utterance and who spoke it. ``label``: the channel or the voice, where one is known."""

    utterance: Utterance
    role: SpeakerRole
    label: str | None = None


def assign_roles(said: Sequence[Utterance]) -> tuple[SpokenBy, ...]:
    """Each utterance with its role, unknown where it is in doubt."""
    if not said:
        return ()
    words = np.array([weigh(one.text) for one in said])
    switches = [switch(before, after) for before, after in pairwise(said)]
    clinician, sure = _clinician(said, words, switches)
    roles = (_role(probability, sure) for probability in clinician)
    return tuple(SpokenBy(one, _allowed(role, words)) for one, role in zip(said, roles, strict=True))


def _clinician(said: Sequence[Utterance], words: Vector, switches: Sequence[float]) -> tuple[Vector, float]:
    """The probability that the clinician speaks each utterance, and the one from which on it is sure."""
    likely, sure = _smooth(words, switches), SURE_BY_WORDS
    lengths = [one.end - one.start for one in said]
    for _ in range(_ROUNDS):
        voices = voice_evidence([one.voice for one in said], lengths, likely)
        if voices is None or not voices_bear_out(words, voices, STRONG):
            break
        likely, sure = _smooth(words + voices, switches), SURE_BY_VOICE
    return likely, sure


def _role(clinician: float, sure: float) -> SpeakerRole:
    if clinician >= sure:
        return SpeakerRole.CLINICIAN
    return SpeakerRole.PATIENT if clinician <= 1 - sure else SpeakerRole.UNKNOWN


def _allowed(role: SpeakerRole, words: Vector) -> SpeakerRole:
    """The role, or unknown where too little in the whole talk speaks for it."""
    strong = {
        SpeakerRole.CLINICIAN: int((words >= STRONG).sum()),
        SpeakerRole.PATIENT: int((words <= -STRONG).sum()),
    }
    given = strong.get(role, 0)
    enough = given >= max(_LEAST_STRONG, _LEAST_STRONG_SHARE * sum(strong.values()))
    return role if enough else SpeakerRole.UNKNOWN


def switch(before: Utterance, after: Utterance) -> float:
    """The probability that the speaker changes between two utterances."""
    pause = after.start - before.end
    if not before.ends_sentence and (after.continues_sentence or pause < 0.2):
        return 0.04 if pause < 1.0 else 0.15
    if is_question(before.text):
        return _switch_after_question(after, pause)
    if is_question(after.text):
        return 0.25 if pause < 0.5 else 0.5
    return 0.15 if pause < 0.35 else 0.3


def _switch_after_question(after: Utterance, pause: float) -> float:
    if is_question(after.text):
        return 0.1 if pause < 0.5 else 0.3
    return 0.95 if is_yes_or_no(after.text) else 0.88


def _smooth(evidence: Vector, switches: Sequence[float]) -> Vector:
    """Forward-backward over two states: each utterance's probability of the first, given all of them."""
    odds = np.stack([evidence / 2, -evidence / 2], axis=1)
    likelihood = np.exp(odds - odds.max(axis=1, keepdims=True))
    forward = np.empty_like(likelihood)
    backward = np.ones_like(likelihood)
    forward[0] = likelihood[0] / likelihood[0].sum()
    for i, p in enumerate(switches, start=1):
        step = likelihood[i] * (forward[i - 1] * (1 - p) + forward[i - 1][::-1] * p)
        forward[i] = step / step.sum()
    for i in range(len(switches) - 1, -1, -1):
        ahead = likelihood[i + 1] * backward[i + 1]
        step = ahead * (1 - switches[i]) + ahead[::-1] * switches[i]
        backward[i] = step / step.sum()
    both = forward * backward
    return np.asarray(both[:, 0] / both.sum(axis=1))
