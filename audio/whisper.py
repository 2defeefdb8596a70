"""Whisper: the speech engine, and the only file that imports faster-whisper.

The settings are written out, because the library's defaults differ from class to class. Why each has its value:
docs/decisions/0003-speech-settings.md.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from itertools import groupby, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from audio.decode import Samples
from audio.devices import Device
from audio.heard import HeardPassage, HeardWord
from audio.spans import Span
from scribe.schema.errors import EngineFailed, EngineOutOfMemory, EngineUnavailable

DECODING = MappingProxyType(
    {
        "beam_size": 5,
        "temperature": 0.0,
        "condition_on_previous_text": False,
        "word_timestamps": True,
        "without_timestamps": True,
        "vad_filter": False,
    }
)
"""What changes the words. ``vad_filter`` is off because long pauses are cut out before (audio.blocks)."""

VERBATIM = (
    "OK, um, so, uh, what, what is going on, I, I was, um, it is like, you know, that, OK, and, uh, "
    "is it, is it the same, and, um,"
)
"""Set before each window of English that is not clear and fluent, so that the engine writes what is said and does
not tidy it; without it more words are lost, short answers among them. It holds no finding, no yes and no no."""

LONGEST_WINDOW_SECONDS = 29.5
"""The engine hears half a minute at a time."""

ENGINE_VERSION = version("faster-whisper")

_ENGLISH = "en"
_SURE_OF_ANOTHER_LANGUAGE = 0.8
_CONTINUES_A_WORD = re.compile(r"[-'’/.,%\w]", re.ASCII)
"""How a piece of a word begins; a new word brings its space."""
_PAUSE_BETWEEN_PASSAGES_SECONDS = 0.8
_OUT_OF_MEMORY = re.compile(r"out of memory|ALLOC_FAILED|bad_alloc|cannot allocate", re.IGNORECASE)


class WhisperEngine:
    """A loaded model. One load serves any number of recordings, from any number of threads."""

    def __init__(self, folder: Path, device: Device, cpu_threads: int, workers: int = 1) -> None:
        """Raises EngineUnavailable where the folder holds no model this engine can load, EngineOutOfMemory."""
        from faster_whisper import WhisperModel

        try:
            self._model = WhisperModel(
                str(folder),
                device=device.name,
                compute_type=device.compute_type,
                cpu_threads=cpu_threads,
                num_workers=workers,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, OSError, MemoryError) as error:
            if _is_out_of_memory(error):
                raise EngineOutOfMemory(f"{device.name} has not enough memory for the speech model.") from None
            raise EngineUnavailable(
                f"The speech model in {folder} cannot be loaded on {device.name} as {device.compute_type} "
                f"({type(error).__name__}).",
                "Check that it is a complete CTranslate2 Whisper model, or choose another one.",
            ) from None

    def language_of(self, samples: Samples) -> str:
        """The language spoken. English is assumed until another one is heard beyond doubt."""
        if not self._model.model.is_multilingual:
            return _ENGLISH
        with _failures_named():
            language, probability, _ = self._model.detect_language(samples, language_detection_segments=2)
        return str(language) if probability >= _SURE_OF_ANOTHER_LANGUAGE else _ENGLISH

    def hear(
        self, samples: Samples, windows: Sequence[Span], language: str, *, verbatim: bool, **hints: str
    ) -> list[list[HeardPassage]]:
        """The passages of each window, all windows at once, with times in seconds from the first sample.

        windows: stretches of the samples in seconds, each at most half a minute. verbatim: ask for every word.
        hints: settings that name words to the engine (hotwords, initial_prompt); only a benchmark gives any.
        Raises EngineUnavailable for a language the model does not know, EngineOutOfMemory, EngineFailed.
        """
        from faster_whisper import BatchedInferencePipeline

        if language not in self._model.supported_languages:
            raise EngineUnavailable(
                f"The speech model does not know the language {language!r}.", "Set SCRIBE_LANGUAGE to one it knows."
            )
        told = {
            "initial_prompt": VERBATIM if verbatim and language == _ENGLISH else None,
            "hotwords": None,
            **hints,
        }
        with _failures_named():
            found, _ = BatchedInferencePipeline(self._model).transcribe(
                samples,
                language=language,
                task="transcribe",
                clip_timestamps=[{"start": window.start, "end": window.end} for window in windows],
                batch_size=len(windows),
                **told,
                **DECODING,
            )
            return [
                [part for passage in window for part in _passages(passage)]
                for _, window in groupby(found, key=lambda passage: passage.seek)
            ]


def _passages(found: Any) -> Iterator[HeardPassage]:
    """A window's text parted at its pauses, so that what is doubted in one part does not cost the others."""
    words = _words(found.words or ())
    ends = [i for i, (a, b) in enumerate(pairwise(words), 1) if b.start - a.end >= _PAUSE_BETWEEN_PASSAGES_SECONDS]
    for first, last in pairwise((0, *ends, len(words))):
        yield HeardPassage(
            words=tuple(words[first:last]),
            window=int(found.seek),
            average_log_probability=float(found.avg_logprob),
            no_speech_probability=float(found.no_speech_prob),
            compression_ratio=float(found.compression_ratio),
        )


def _words(found: Iterable[Any]) -> list[HeardWord]:
    """The words, those put together again that the engine parts at a hyphen ("x", "-ray")."""
    words: list[HeardWord] = []
    for piece in map(_word, found):
        if words and _CONTINUES_A_WORD.match(piece.text):
            before = words.pop()
            sure = (before.probability + piece.probability) / 2
            words.append(HeardWord(before.start, max(before.end, piece.end), before.text + piece.text, sure))
        else:
            words.append(piece)
    return words


def _word(found: Any) -> HeardWord:
    probability = float(found.probability)
    sure = min(1.0, max(0.0, probability)) if math.isfinite(probability) else 0.0
    return HeardWord(float(found.start), max(float(found.start), float(found.end)), str(found.word), sure)


@contextmanager
def _failures_named() -> Iterator[None]:
    """Turns what the engine raises while it works into EngineFailed, without its text."""
    try:
        yield
    except (RuntimeError, ValueError, MemoryError, OSError) as error:
        if _is_out_of_memory(error):
            raise EngineOutOfMemory(
                "The speech engine ran out of memory.", "Close other programs, or try again."
            ) from None
        raise EngineFailed(
            f"The speech engine failed while transcribing ({type(error).__name__}).", "Try again."
        ) from None


def _is_out_of_memory(error: BaseException) -> bool:
    return isinstance(error, MemoryError) or bool(_OUT_OF_MEMORY.search(str(error)))
