"""Speech regions: where somebody speaks, by the Silero detector that comes with faster-whisper.

The detector runs over a stream of blocks and carries its state, so three hours need no more memory than a
minute; digital silence is passed over without asking it. faster-whisper's own wrapper wants the whole
recording at once and starts afresh each call, hence this one.
"""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from audio.decode import SAMPLE_RATE, Samples
from audio.spans import Span, merged, total
from scribe.schema.errors import EngineUnavailable

WINDOW = 512
"""Samples of the stretch one probability speaks of."""
WINDOW_SECONDS = WINDOW / SAMPLE_RATE
"""The same in seconds: 32 ms."""
BATCH_WINDOWS = 937
"""Judged at once: 30 s, large enough to be quick, small enough to be nothing in memory."""

MINIMUM_SPEECH_SECONDS = 0.8
"""Less speech than this in a whole recording is no speech: no words are asked for, so none can be invented."""

_CONTEXT = 64
_SILENT_PEAK = 1e-4  # -80 dBFS, three steps of a 16-bit file: no voice is this quiet

ENTER, LEAVE = 0.5, 0.35
"""Probabilities at which a stretch of speech begins and ends."""
SHORTEST_PAUSE_SECONDS = 0.25
SHORTEST_SPEECH_SECONDS = 0.1
CONVINCING = 0.7
"""Where no region gets here for long enough, all are noise that resembles speech."""

Probabilities = npt.NDArray[np.float32]


class SpeechDetector:
    """Gives the probability of speech for each 32 ms of a stream of samples."""

    def __init__(self) -> None:
        self._network = SpeechNetwork()
        self._rest: Samples = np.zeros(0, np.float32)
        self._probabilities: list[Probabilities] = []

    def hear(self, samples: Samples) -> None:
        """Takes the next samples of the recording."""
        self._rest = np.concatenate((self._rest, samples))
        batch = BATCH_WINDOWS * WINDOW
        while len(self._rest) >= batch:
            self._judge(self._rest[:batch])
            self._rest = self._rest[batch:]

    def finish(self) -> Probabilities:
        """The probabilities of all windows; the last window is filled up with silence."""
        if len(self._rest):
            self._judge(np.pad(self._rest, (0, -len(self._rest) % WINDOW)))
            self._rest = self._rest[:0]
        return np.concatenate(self._probabilities) if self._probabilities else np.zeros(0, np.float32)

    def _judge(self, samples: Samples) -> None:
        silent = is_silent(samples)
        self._probabilities.append(self._network.passed_over(samples) if silent else self._network.judged(samples))


class SpeechNetwork:
    """The detector's network and what it remembers of the sound so far. Takes whole windows only."""

    def __init__(self) -> None:
        self._session = _session()
        self._hidden: Samples
        self._cell: Samples
        self._context: Samples
        self._reset()

    def judged(self, samples: Samples) -> Probabilities:
        """The probability of speech in each window."""
        windows = samples.reshape(-1, WINDOW)
        before = np.concatenate((self._context[None], windows[:-1, -_CONTEXT:]))
        result = self._session.run(
            None, {"input": np.concatenate((before, windows), axis=1), "h": self._hidden, "c": self._cell}
        )
        probabilities, self._hidden, self._cell = result
        self._context = windows[-1, -_CONTEXT:].copy()
        return np.asarray(probabilities.reshape(-1).astype(np.float32))

    def passed_over(self, samples: Samples) -> Probabilities:
        """No speech in any window; what was heard before is forgotten."""
        self._reset()
        return np.zeros(len(samples) // WINDOW, np.float32)

    def _reset(self) -> None:
        self._hidden = np.zeros((1, 1, 128), np.float32)
        self._cell = np.zeros((1, 1, 128), np.float32)
        self._context = np.zeros(_CONTEXT, np.float32)


def is_silent(samples: Samples) -> bool:
    """Whether the samples are digital silence, of which the network is not asked."""
    return float(np.abs(samples).max()) < _SILENT_PEAK


def speech_regions(probabilities: Probabilities) -> tuple[Span, ...]:
    """The stretches of speech, in order, parted by pauses of at least a quarter of a second.

    A stretch begins where the probability reaches 0.5 and ends where it falls under 0.35; what lasts less than
    0.1 s is none. What never gets to 0.7 counts only beside enough that does: a lone "no" in a pause seldom
    gets there, and neither does a cough.
    """
    raw = merged(_raw_regions(probabilities), bridge=SHORTEST_PAUSE_SECONDS)
    long_enough = tuple(span for span in raw if span.length >= SHORTEST_SPEECH_SECONDS)
    convincing = tuple(span for span in long_enough if _convinces(span, probabilities))
    return long_enough if is_enough_speech(convincing) else convincing


def is_enough_speech(regions: tuple[Span, ...]) -> bool:
    """Whether the recording holds enough speech to ask an engine for words."""
    return total(regions) >= MINIMUM_SPEECH_SECONDS


def _raw_regions(probabilities: Probabilities) -> Iterator[Span]:
    start: int | None = None
    for index, probability in enumerate(probabilities.tolist()):
        if start is None and probability >= ENTER:
            start = index
        elif start is not None and probability < LEAVE:
            yield Span(start * WINDOW_SECONDS, index * WINDOW_SECONDS)
            start = None
    if start is not None:
        yield Span(start * WINDOW_SECONDS, len(probabilities) * WINDOW_SECONDS)


def _convinces(span: Span, probabilities: Probabilities) -> bool:
    windows = probabilities[round(span.start / WINDOW_SECONDS) : round(span.end / WINDOW_SECONDS)]
    return bool(len(windows)) and float(windows.max()) >= CONVINCING


def _session() -> Any:
    """The detector's network, on one thread: it is too small to gain from more."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(_network()), providers=["CPUExecutionProvider"], sess_options=options)


def _network() -> Path:
    """The network's file, found without importing the engine: a silent recording never needs it."""
    try:
        found = [
            file for file in distribution("faster-whisper").files or () if file.match("assets/silero_vad*.onnx")
        ]
    except PackageNotFoundError:
        found = []
    if not found:
        raise EngineUnavailable(
            "The speech detector that comes with faster-whisper is missing.", "Install faster-whisper 1.2 again."
        )
    return Path(str(found[-1].locate()))
