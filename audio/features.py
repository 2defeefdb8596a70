"""Features: the log mel spectrogram Whisper hears, computed piece by piece.

faster-whisper transforms all of its sound at once, which for five minutes needs a quarter of a gigabyte for a
moment, and that moment is the peak of a whole transcription. The same sums in pieces need a fifth of it and give
the same bits.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from audio.decode import Samples

Features = npt.NDArray[np.float32]

_PIECE_FRAMES = 1000


class FeaturesInPieces:
    """Stands in the place of faster-whisper's FeatureExtractor; all but the computation is the original's."""

    def __init__(self, original: Any) -> None:
        self._original = original

    def __getattr__(self, name: str) -> Any:
        return getattr(self._original, name)

    def __call__(self, waveform: Samples, padding: int = 160, chunk_length: int | None = None) -> Features:
        """(mels, frames): what the original gives for 16 kHz samples, 100 frames a second."""
        if chunk_length is not None:
            return np.asarray(self._original(waveform, padding, chunk_length))
        magnitudes = _magnitudes(np.pad(waveform, (0, padding)), self._original.n_fft, self._original.hop_length)
        mel = self._original.mel_filters @ magnitudes
        del magnitudes
        log = np.log10(np.clip(mel, a_min=1e-10, a_max=None, out=mel), out=mel)
        return np.asarray((np.maximum(log, log.max() - 8.0) + 4.0) / 4.0)


def _magnitudes(samples: Samples, length: int, hop: int) -> Features:
    """(length / 2 + 1, frames): squared magnitudes of the windowed frames, the last frame left out."""
    window = np.hanning(length + 1)[:-1].astype(np.float32)
    centred = np.pad(samples.astype(np.float32, copy=False), length // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(centred, length)[::hop][:-1]
    found = np.empty((len(frames), length // 2 + 1), np.float32)
    for start in range(0, len(frames), _PIECE_FRAMES):
        piece = frames[start : start + _PIECE_FRAMES] * window
        found[start : start + len(piece)] = np.abs(np.fft.rfft(piece, axis=-1).astype(np.complex64)) ** 2
    return found.T
