"""From a recording to a transcript: decode, find speech, transcribe, account for each second, name speakers.

Importing this package is cheap: the engine and everything heavy is imported when a transcriber is built or used.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from audio.capacity import recordings_at_once
from audio.transcriber import Progress, Transcriber

if TYPE_CHECKING:
    from audio.diarizer import Diarize
    from audio.doctor import Line

__all__ = ["Progress", "Transcriber", "build_transcriber", "doctor_report", "model_available", "recordings_at_once"]


def build_transcriber(
    model: str | None,
    device: str,
    compute_type: str | None,
    cache_dir: Path,
    language: str | None,
    cpu_threads: int,
    warn: Callable[[str], None],
    diarize: "Diarize" = "auto",
    at_once: int = 1,
) -> Transcriber:
    """The local transcriber; nothing is loaded before the first speech.

    model: a folder, a Whisper size or a hub id; None for base, else tiny.en with a warning. device: auto, cpu or
    cuda. cache_dir: where weights from packages are joined. language: a code such as en; None to listen for it.
    cpu_threads: 0 leaves it to the engine. warn: takes each fallback as one line.
    diarize: whether the extra of that name tells the voices apart: auto (where installed), on or off.
    at_once: recordings heard at the same time; further ones wait (audio.recordings_at_once).
    """
    from audio.speech import EngineSettings, SpeechTranscriber

    settings = EngineSettings(model, device, compute_type, cache_dir, language, cpu_threads, diarize, at_once)
    return SpeechTranscriber(settings, warn)


def doctor_report(
    model: str | None, device: str, compute_type: str | None, cache_dir: Path, diarize: "Diarize" = "auto"
) -> "tuple[Line, ...]":
    """What the speech side of this installation has and lacks, as lines of (state, what, told)."""
    from audio import doctor

    return doctor.doctor_report(model, device, compute_type, cache_dir, diarize)


def model_available(model: str | None, cache_dir: Path) -> bool:
    """Whether a speech model is at hand without a network."""
    from audio import doctor

    return doctor.model_available(model, cache_dir)
