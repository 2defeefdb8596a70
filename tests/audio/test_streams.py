"""Several audio streams in one file: none that holds speech of its own is lost, and no copy is heard twice."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from audio.decode import SAMPLE_RATE
from audio.survey import survey
from tests.audio.sound import Sound


def film(path: Path, *tracks: Sound) -> Path:
    """A picture and so many audio streams of 16 kHz."""
    with av.open(str(path), "w") as container:
        picture = container.add_stream("mpeg4", rate=10)
        picture.width, picture.height, picture.pix_fmt = 32, 32, "yuv420p"
        streams = [container.add_stream("flac", rate=SAMPLE_RATE) for _ in tracks]
        for stream in streams:
            stream.layout = "mono"
        container.mux(picture.encode(av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24")))
        for start in range(0, len(tracks[0]), 4096):
            for stream, track in zip(streams, tracks, strict=True):
                piece = (track[start : start + 4096].clip(-1, 1) * 32767).astype("<i2").reshape(1, -1)
                frame = av.AudioFrame.from_ndarray(piece, format="s16", layout="mono")
                frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, start, Fraction(1, SAMPLE_RATE)
                container.mux(stream.encode(frame))
        for stream in (picture, *streams):
            container.mux(stream.encode(None))
    return path


@pytest.fixture
def speech(opening: np.ndarray) -> Sound:
    return opening.astype(np.float64)


def test_of_a_stream_and_its_copy_one_is_heard(tmp_path: Path, speech: Sound) -> None:
    found = survey(film(tmp_path / "a.mkv", speech, 0.5 * speech))

    assert [one.label for one in found.ears] == [None]


def test_a_silent_first_stream_does_not_hide_the_microphone(tmp_path: Path, speech: Sound) -> None:
    found = survey(film(tmp_path / "a.mkv", 0 * speech, speech))

    assert [one.ear.stream for one in found.ears] == [1]


def test_a_second_microphone_with_speech_of_its_own_is_heard_too(tmp_path: Path, speech: Sound) -> None:
    half = len(speech) // 2
    first, second = speech.copy(), speech.copy()
    first[half:] = 0
    second[:half] = 0

    found = survey(film(tmp_path / "a.mkv", first, second))

    assert [one.label for one in found.ears] == ["stream_0", "stream_1"]
    assert found.seconds == pytest.approx(14.0, abs=0.1)
