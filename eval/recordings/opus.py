"""Mono Opus in Ogg, written so that equal samples give equal bytes."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

BITS_PER_SECOND = 32_000


def write(
    samples: npt.NDArray[np.float32], sample_rate_hz: int, path: Path, bits_per_second: int = BITS_PER_SECOND
) -> None:
    """The samples as one Opus stream. Ogg numbers its streams by chance; the bitexact flag stops that."""
    pcm = np.round(np.clip(samples, -1.0, 1.0) * 32767).astype(np.int16)
    with av.open(str(path), "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libopus", rate=sample_rate_hz, layout="mono")
        stream.bit_rate = bits_per_second
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        frame = av.AudioFrame.from_ndarray(pcm[np.newaxis, :], format="s16", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = sample_rate_hz, Fraction(1, sample_rate_hz), 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
