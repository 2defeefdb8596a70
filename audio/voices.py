"""Voices: how strongly the sound of an utterance says that it is one of two speakers.

The two speakers of this recording are learnt from this recording alone: what was said tells roughly who spoke,
the sound of those utterances gives each speaker a typical voice, and the voices then tell who spoke the utterances
whose words say little. An utterance is judged by voices learnt from the others, so that it cannot confirm itself.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from audio.decode import Samples

Vector = npt.NDArray[np.float64]

_FOLDS = 5
_FEWEST_UTTERANCES = 10
_LEAST_EACH_SECONDS = 4.0
_SHRINKAGE = 0.2
_STEADY_SECONDS = 0.5
_STRONGEST = 5.0

_LEAST_AGREEMENT = 0.85
_FEWEST_WITNESSES = 4


def voice_evidence(voices: Sequence[Samples | None], lengths: Sequence[float], clinician: Vector) -> Vector | None:
    """Log odds for the clinician by sound, per utterance, 0 where it has no voice; None with too little to learn.

    clinician: how likely the clinician speaks each utterance, so far. lengths in seconds.
    """
    known = np.array([voice is not None for voice in voices])
    seconds, likely = np.asarray(lengths)[known], clinician[known]
    if known.sum() < _FEWEST_UTTERANCES:
        return None
    if min((seconds * likely).sum(), (seconds * (1 - likely)).sum()) < _LEAST_EACH_SECONDS:
        return None
    features = _features([voice for voice in voices if voice is not None])
    odds = np.zeros(len(features))
    fold = np.arange(len(features)) % _FOLDS
    for one in range(_FOLDS):
        rest = fold != one
        odds[~rest] = _odds(features[~rest], features[rest], np.sqrt(seconds[rest]), likely[rest])
    evidence = np.zeros(len(voices))
    steady = seconds / (seconds + _STEADY_SECONDS)  # a short utterance is a noisy sample of its voice
    evidence[known] = np.clip(odds * steady, -_STRONGEST, _STRONGEST)
    return evidence


def voices_bear_out(words: Vector, evidence: Vector, strong: float) -> bool:
    """Whether sound agrees with wording where wording is strong: if not, there are not two voices to tell apart.

    words: log odds by wording, evidence: by sound. Each role needs its own witnesses.
    """
    agree = []
    for side in (1.0, -1.0):
        witnesses = (side * words >= strong) & (evidence != 0)
        if witnesses.sum() < _FEWEST_WITNESSES:
            return False
        agree.append(float((side * evidence[witnesses] > 0).mean()))
    return sum(agree) / 2 >= _LEAST_AGREEMENT


def _features(voices: Sequence[Samples]) -> Vector:
    """(n, d): the voices, missing pitch filled with the median, each dimension brought to unit spread."""
    features = np.stack(voices).astype(np.float64)
    pitch = features[:, 0]
    pitch[np.isnan(pitch)] = np.nanmedian(pitch) if not np.isnan(pitch).all() else 0.0
    spread = features.std(axis=0)
    return np.asarray((features - features.mean(axis=0)) / np.where(spread > 1e-6, spread, 1.0))


def _odds(asked: Vector, known: Vector, weight: Vector, clinician: Vector) -> Vector:
    """Log odds of the asked by a linear discriminant of the known; its covariance is shrunk towards a sphere."""
    means = []
    within = np.zeros((known.shape[1], known.shape[1]))
    for share in (clinician, 1 - clinician):
        w = weight * share
        mean = (w[:, None] * known).sum(axis=0) / max(w.sum(), 1e-9)
        centred = known - mean
        within += (w[:, None] * centred).T @ centred
        means.append(mean)
    within /= weight.sum()
    within = (1 - _SHRINKAGE) * within + _SHRINKAGE * np.eye(len(within)) * np.trace(within) / len(within)
    direction = np.linalg.solve(within, means[0] - means[1])
    return np.asarray((asked - (means[0] + means[1]) / 2) @ direction)
