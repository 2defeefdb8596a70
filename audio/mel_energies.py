"""Mel energies: what a speaker network hears, 80 log mel bands a frame, as Kaldi computes them.

25 ms frames every 10 ms without their mean, pre-emphasis 0.97, Povey's window, power spectrum of 512 points,
triangular bands from 20 Hz to 8 kHz on the scale 1127 ln(1 + f / 700). Source: Kaldi, feat/feature-fbank.cc.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from audio.decode import SAMPLE_RATE, Samples

BANDS = 80
FRAME = 400
HOP = 160

_POINTS = 512
_EMPHASIS = 0.97
_FLOOR = 1.1920929e-07
_LOWEST_HZ, _HIGHEST_HZ = 20.0, SAMPLE_RATE / 2

Energies = npt.NDArray[np.float32]


def mel_energies(samples: Samples) -> Energies:
    """(frames, 80) of 16 kHz samples; frames = 1 + (samples - 400) // 160, none of fewer than 400 samples."""
    if len(samples) < FRAME:
        return np.zeros((0, BANDS), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, FRAME)[::HOP].astype(np.float32)
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate((frames[:, :1], frames[:, :-1]), axis=1)
    spectrum = np.fft.rfft((frames - _EMPHASIS * before) * _window(), n=_POINTS)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    return np.asarray(np.log(np.maximum(power @ _bands(), _FLOOR)), dtype=np.float32)


@lru_cache(maxsize=1)
def _window() -> npt.NDArray[np.float32]:
    return np.asarray(np.hanning(FRAME) ** 0.85, dtype=np.float32)


@lru_cache(maxsize=1)
def _bands() -> npt.NDArray[np.float32]:
    """(257, 80): triangles on the mel scale."""
    edges = np.linspace(float(_mel(_LOWEST_HZ)), float(_mel(_HIGHEST_HZ)), BANDS + 2)
    bins = _mel(np.arange(_POINTS // 2 + 1) * SAMPLE_RATE / _POINTS)[:, None]
    step = edges[1] - edges[0]
    triangles = np.minimum((bins - edges[:-2]) / step, (edges[2:] - bins) / step)
    return np.asarray(np.clip(triangles, 0, None), dtype=np.float32)


def _mel(hz: float | npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(1127 * np.log1p(np.asarray(hz) / 700))
