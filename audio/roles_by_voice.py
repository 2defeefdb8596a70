"""Roles by voice: what a voice says in the whole recording tells who it is, and the voice tells who says what.

A voice becomes the clinician or the patient by its accumulated wording, or another person by saying so or by
telling of the patient as "he" or "she"; without such grounds it stays ``unknown``. There is one patient, and
only before a clinician: of two voices that talk like one it is the one with more such wording, of two friends none.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from audio.companion_cues import introduces_another, tells_of_another
from audio.role_cues import STRONG, weigh
from audio.roles import SURE_BY_VOICE, SpokenBy, switch
from audio.utterances import Utterance
from audio.voice_turns import Scores, Turns
from audio.voices import Vector, voices_bear_out
from scribe.schema.transcript import SpeakerRole

_FEWEST_STRONG = 2
_LEAST_SHARE = 0.7
"""Of a voice's utterances with strong wording, so many must speak for the role it gets."""
_FEWEST_TELLING = 2
_FEWEST_WITNESSES = 4
_MOST_CONTRADICTION = 0.15
_SURE_OF_VOICE = 0.9
_WORDS_WEIGH = 0.5
"""Wording counts half beside a voice: a patient may ask, a clinician may tell of himself."""

CLINICIAN, PATIENT, OTHER, UNKNOWN = (
    SpeakerRole.CLINICIAN,
    SpeakerRole.PATIENT,
    SpeakerRole.OTHER,
    SpeakerRole.UNKNOWN,
)
_SIDE = {CLINICIAN: 0.5, PATIENT: -0.5}


def assign_roles_by_voice(turns: Turns) -> tuple[SpokenBy, ...]:
    """Each utterance with its role and the label of its voice, either left out where it is in doubt."""
    said = turns.utterances
    words = np.array([weigh(one.text) for one in said])
    switches = [switch(before, after) for before, after in pairwise(said)]
    roles = roles_of_voices(said, _posterior(turns.evidence, switches))
    sides = np.array([_SIDE.get(role, 0.0) for role in roles])
    likely = _posterior(turns.evidence + _WORDS_WEIGH * np.outer(words, sides), switches)
    names = _labels(likely)
    return tuple(
        SpokenBy(one, _role(row, roles), label) for one, row, label in zip(said, likely, names, strict=True)
    )


def wording_bears_out(turns: Turns) -> bool:
    """Whether two voices agree with the wording where that is strong, so that they are two people."""
    words = np.array([weigh(one.text) for one in turns.utterances])
    between = turns.evidence[:, 0] - turns.evidence[:, 1]
    return voices_bear_out(words, between, STRONG) or voices_bear_out(words, -between, STRONG)


def wording_contradicts(turns: Turns) -> bool:
    """Whether much strong wording of either role is spoken by the voice of the other: voices were taken wrongly."""
    words = np.array([weigh(one.text) for one in turns.utterances])
    ours = turns.evidence.max(axis=1, keepdims=True) <= turns.evidence
    sides = np.array([np.sign(words[row & (np.abs(words) >= STRONG)].sum()) for row in ours.T])
    spoken = np.where(ours.sum(axis=1) == 1, sides[ours.argmax(axis=1)], 0.0)
    wrong = [
        float((side * spoken[told] < 0).mean())
        for side in (1.0, -1.0)
        if (told := (side * words >= STRONG) & (spoken != 0)).sum() >= _FEWEST_WITNESSES
    ]
    return len(wrong) > 1 and sum(wrong) / 2 > _MOST_CONTRADICTION


def roles_of_voices(said: Sequence[Utterance], likely: Scores) -> tuple[SpeakerRole, ...]:
    """The role of each voice, by what it says where it surely speaks. likely: (utterances, voices)."""
    sure = (likely >= _SURE_OF_VOICE).T
    spoken = [[one.text for one, speaks in zip(said, row, strict=True) if speaks] for row in sure]
    weights = [np.array([weigh(text) for text in texts]) for texts in spoken]
    roles = [_role_by_wording(texts, weight) for texts, weight in zip(spoken, weights, strict=True)]
    patients = [voice for voice, role in enumerate(roles) if role is PATIENT]
    chief = min(patients, key=lambda voice: weights[voice].sum(), default=-1) if CLINICIAN in roles else -1
    return tuple(UNKNOWN if role is PATIENT and v != chief else role for v, role in enumerate(roles))


def _role_by_wording(texts: Sequence[str], weights: Vector) -> SpeakerRole:
    """The role that a voice's own words give it."""
    for_clinician, for_patient = int((weights >= STRONG).sum()), int((weights <= -STRONG).sum())
    telling = sum(map(tells_of_another, texts))
    if any(map(introduces_another, texts)) or telling >= max(_FEWEST_TELLING, for_clinician + 1, for_patient):
        return OTHER
    for role, given in ((CLINICIAN, for_clinician), (PATIENT, for_patient)):
        if given >= max(_FEWEST_STRONG, _LEAST_SHARE * (for_clinician + for_patient)):
            return role
    return UNKNOWN


def _role(likely: Vector, roles: Sequence[SpeakerRole]) -> SpeakerRole:
    """The role whose voices are together sure to speak."""
    share = {role: sum(float(p) for p, given in zip(likely, roles, strict=True) if given is role) for role in roles}
    best = max(share, key=lambda role: share[role])
    return best if share[best] >= SURE_BY_VOICE else UNKNOWN


def _labels(likely: Scores) -> list[str | None]:
    """SPEAKER_00 for the first voice heard, SPEAKER_01 for the next; None where no voice is sure."""
    sure = [int(row.argmax()) if row.max() >= _SURE_OF_VOICE else None for row in likely]
    order = {voice: number for number, voice in enumerate(dict.fromkeys(one for one in sure if one is not None))}
    return [None if voice is None else f"SPEAKER_{order[voice]:02}" for voice in sure]


def _posterior(evidence: Scores, switches: Sequence[float]) -> Scores:
    """(utterances, voices): how likely each voice speaks, given all utterances (forward-backward)."""
    count = evidence.shape[1]
    likelihood = np.exp(evidence - evidence.max(axis=1, keepdims=True))
    forward, backward = np.empty_like(likelihood), np.ones_like(likelihood)
    forward[0] = likelihood[0] / likelihood[0].sum()
    for i, change in enumerate(switches, start=1):
        step = likelihood[i] * _moved(forward[i - 1], change, count)
        forward[i] = step / step.sum()
    for i in range(len(switches) - 1, -1, -1):
        step = _moved(likelihood[i + 1] * backward[i + 1], switches[i], count)
        backward[i] = step / step.sum()
    both = forward * backward
    return np.asarray(both / both.sum(axis=1, keepdims=True))


def _moved(share: Vector, change: float, count: int) -> Vector:
    """The share of each voice one utterance on, a change going to any of the others alike."""
    return np.asarray(share * (1 - change) + (share.sum() - share) * change / max(count - 1, 1))
