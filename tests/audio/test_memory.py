"""Memory does not grow with the recording: whatever holds on to the sound of a long one is found here."""

import subprocess
import sys
import tracemalloc
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from audio.decode import SAMPLE_RATE
from audio.voice import voice_of
from tests.conftest import ROOT

SHORT_MINUTES, LONG_MINUTES = 6, 24
"""Both longer than a block of speech, which is what memory may depend on."""
GROWTH_AT_MOST_MB = 30
"""The sound of the difference alone would be 69 MB; two runs of one length differ by up to 12."""

TRANSCRIBE = """
import sys
from pathlib import Path
from audio import build_transcriber
from audio.engine import SharedEngine
from audio.heard import HeardPassage, HeardWord

def hear(self, samples, language, pauses=(), *, again=False):  # a word every half second, a sentence every eight
    seconds = len(samples) // 16000
    for start in range(0, seconds, 30):
        numbers = range(2 * start, 2 * min(start + 30, seconds))
        words = (HeardWord(n / 2, n / 2 + 0.4, f" Word{n}" + "." * (n % 8 == 7), 0.9) for n in numbers)
        yield HeardPassage(tuple(words), start, -0.2, 0.1, 1.5)

SharedEngine.hear = hear
transcriber = build_transcriber(None, "cpu", None, Path(sys.argv[2]), "en", 1, print)
transcript = transcriber.transcribe(Path(sys.argv[1]))
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
print(transcript.word_count, int(peak))
"""


def _peak(opening: np.ndarray, minutes: int, folder: Path) -> tuple[int, int]:
    """Words, and the high-water mark in kilobytes, of a process that transcribes so many minutes of talk."""
    path = folder / f"{minutes}.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        pcm = (opening * 32767).astype("<i2").tobytes()
        for _ in range(round(minutes * 60 * SAMPLE_RATE / len(opening))):
            file.writeframes(pcm)
    command = [sys.executable, "-c", TRANSCRIBE, str(path), str(folder)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return int(told[0]), int(told[1])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the high-water mark is read from /proc")
def test_four_times_the_recording_needs_no_more_memory(opening: np.ndarray, tmp_path: Path) -> None:
    words, short = _peak(opening, SHORT_MINUTES, tmp_path)
    more_words, long = _peak(opening, LONG_MINUTES, tmp_path)

    assert more_words > 3.5 * words > 0
    assert long - short <= GROWTH_AT_MOST_MB * 1024


def _megabytes(work: Callable[[], object]) -> float:
    """What the work allocates at most."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


def test_five_minutes_without_a_pause_are_one_voice_in_a_hundred_megabytes(opening: np.ndarray) -> None:
    assert _megabytes(lambda: voice_of(np.resize(opening, 300 * SAMPLE_RATE))) < 100
