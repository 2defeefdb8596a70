"""Voice: how a stretch of speech sounds, as a short vector, to tell two speakers of one recording apart.

Pitch by autocorrelation and the mean mel cepstrum of the loud frames. It says nothing about who a person is and
is kept nowhere: it only tells whether two stretches of the same recording sound alike.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from audio.decode import SAMPLE_RATE, Samples

_FRAME = 512
_HOP = 160
_BANDS = 26
_CEPSTRA = 12
_SHORTEST_SECONDS = 0.15
_PIECE_FRAMES = 500

_LOWEST_PITCH_HZ, _HIGHEST_PITCH_HZ = 65.0, 350.0
_PITCH_FRAME = 1024
_VOICED = 0.5
_LOUD_QUANTILE = 0.4

Matrix = npt.NDArray[np.float64]

DIMENSIONS = 1 + _CEPSTRA
"""Log pitch (NaN where nothing is voiced), then cepstra 1 to 12."""


def voice_of(samples: Samples) -> Samples | None:
    """The voice of a stretch of 16 kHz sound; None where it is too short or silent to tell."""
    if len(samples) < _SHORTEST_SECONDS * SAMPLE_RATE or float(np.abs(samples).max()) < 1e-4:
        return None
    cepstrum = _cepstrum(samples)
    return np.concatenate(([_log_pitch(samples)], cepstrum)).astype(np.float32)


def _pieces(samples: Samples, length: int, hop: int) -> Iterator[Matrix]:
    """(n, length): the frames in order, few at a time: a long utterance needs no more memory than a short one."""
    frames = np.lib.stride_tricks.sliding_window_view(samples, length)[::hop]
    for start in range(0, len(frames), _PIECE_FRAMES):
        yield frames[start : start + _PIECE_FRAMES].astype(np.float64)


def _cepstrum(samples: Samples) -> Matrix:
    emphasised = np.append(samples[:1], samples[1:] - 0.97 * samples[:-1])
    bands = np.concatenate([_bands(frames) for frames in _pieces(emphasised, _FRAME, _HOP)])
    loudness = bands.mean(axis=1)
    loud = bands[loudness >= np.quantile(loudness, _LOUD_QUANTILE)]
    return np.asarray((loud @ _cosines()).mean(axis=0))


def _bands(frames: Matrix) -> Matrix:
    """(n, 26): log energy in the mel bands."""
    power = np.abs(np.fft.rfft(frames * np.hanning(_FRAME))) ** 2
    return np.asarray(np.log(power @ _mel_bands() + 1e-10))


def _log_pitch(samples: Samples) -> float:
    """Median log pitch of the voiced frames; NaN with none."""
    if len(samples) < _PITCH_FRAME:
        return float("nan")
    lags = np.concatenate([_voiced_lags(frames) for frames in _pieces(samples, _PITCH_FRAME, 2 * _HOP)])
    return float(np.median(np.log(SAMPLE_RATE / lags))) if len(lags) else float("nan")


def _voiced_lags(frames: Matrix) -> Matrix:
    """(k,), k <= n: the period in samples of each frame that has one."""
    frames = frames - frames.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(frames, n=2 * _PITCH_FRAME)
    correlation = np.fft.irfft(np.abs(spectrum) ** 2)[:, :_PITCH_FRAME]
    correlation /= correlation[:, :1] + 1e-9
    correlation *= _PITCH_FRAME / (_PITCH_FRAME - np.arange(_PITCH_FRAME))[None, :].clip(1)
    first, last = int(SAMPLE_RATE / _HIGHEST_PITCH_HZ), int(SAMPLE_RATE / _LOWEST_PITCH_HZ)
    lags = correlation[:, first:last]
    voiced = lags.max(axis=1) >= _VOICED
    return np.asarray(first + lags[voiced].argmax(axis=1), dtype=np.float64)


@lru_cache(maxsize=1)
def _mel_bands() -> Matrix:
    """(257, 26): triangular mel bands between 80 Hz and 7.6 kHz."""

    lowest, highest = _mel(np.array([80.0, 7600.0])).tolist()
    edges = np.linspace(lowest, highest, _BANDS + 2)
    bins = _mel(np.fft.rfftfreq(_FRAME, 1 / SAMPLE_RATE).astype(np.float64))[:, None]
    rising = (bins - edges[:-2]) / np.diff(edges)[:-1]
    falling = (edges[2:] - bins) / np.diff(edges)[1:]
    return np.asarray(np.clip(np.minimum(rising, falling), 0, None))


def _mel(hz: Matrix) -> Matrix:
    return np.asarray(2595 * np.log10(1 + hz / 700))


@lru_cache(maxsize=1)
def _cosines() -> Matrix:
    """(26, 12): cosines 1 to 12 of the cepstrum; the zeroth, loudness, is left out."""
    band = np.arange(_BANDS)[:, None] + 0.5
    return np.asarray(np.cos(np.pi * band * np.arange(1, _CEPSTRA + 1)[None, :] / _BANDS) * np.sqrt(2 / _BANDS))
