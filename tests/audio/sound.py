"""Sound made for a test: tones and noise, encoded by the decoder's own library."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

RATE = 48_000
Sound = npt.NDArray[np.float64]


def tone(seconds: float, hz: float = 440.0, rate: int = RATE) -> Sound:
    """A sine at a third of full scale, with the faint hiss that encoders need."""
    time = np.arange(round(seconds * rate)) / rate
    hiss = np.random.default_rng(0).standard_normal(len(time)) * 0.02
    return np.asarray(0.3 * np.sin(2 * np.pi * hz * time) + hiss)


def encode(path: Path, codec: str, *channels: Sound, rate: int = RATE) -> Path:
    """The channels as a file; its container follows from the file's suffix."""
    samples = (np.stack(channels).clip(-1, 1) * 32767).astype("<i2")
    layout = "mono" if len(channels) == 1 else "stereo"
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate)
        stream.layout = layout
        for start in range(0, samples.shape[1], 1024):
            piece = np.ascontiguousarray(samples[:, start : start + 1024])
            frame = av.AudioFrame.from_ndarray(piece.T.reshape(1, -1), format="s16", layout=layout)
            frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def encode_silent_film(path: Path) -> Path:
    """A video file without an audio stream."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
        for _ in range(3):
            container.mux(
                stream.encode(av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24"))
            )
        container.mux(stream.encode(None))
    return path
