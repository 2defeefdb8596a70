"""One transcription of the bundled visit and of short clips of it, shared by all tests that need the engine."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from audio import Progress, Transcriber, build_transcriber
from audio.decode import SAMPLE_RATE, decode
from scribe.schema.transcript import Transcript
from tests.audio.sound import encode
from tests.conftest import RECORDINGS

VISIT = RECORDINGS / "low-back-pain.opus"


@pytest.fixture(scope="session")
def weights_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("weights")


@pytest.fixture(scope="session")
def new_transcriber(weights_cache: Path) -> Callable[[], Transcriber]:
    """Builds transcribers that share one cache and take any warning for a failure."""

    def build() -> Transcriber:
        return build_transcriber(
            model=None,
            device="cpu",
            compute_type=None,
            cache_dir=weights_cache,
            language="en",
            cpu_threads=0,
            warn=lambda line: pytest.fail(f"unexpected warning: {line}"),
        )

    return build


@pytest.fixture(scope="session")
def transcriber(new_transcriber: Callable[[], Transcriber]) -> Transcriber:
    return new_transcriber()


@pytest.fixture(scope="session")
def progress() -> list[Progress]:
    """What was reported while the bundled visit was transcribed."""
    return []


@pytest.fixture(scope="session")
def visit(transcriber: Transcriber, progress: list[Progress]) -> Transcript:
    """The bundled visit, transcribed once."""
    return transcriber.transcribe(VISIT, progress.append)


@pytest.fixture(scope="session")
def opening(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    """The first 14 seconds of the bundled visit: question, answer, question, answer."""
    return np.concatenate([block.samples for block in decode(VISIT)])[: 14 * SAMPLE_RATE]


@pytest.fixture(scope="session")
def opening_mp3(opening: np.ndarray, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("opening") / "opening.mp3"
    return encode(path, "libmp3lame", opening.astype(np.float64), rate=SAMPLE_RATE)
