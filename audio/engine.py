"""Engine: found, verified and loaded when it is first needed, shared, kept on a device that works, and let go.

One model serves every recording of the process. What fails on a GPU is heard again with less at once, then on the
CPU; nothing that was heard before is heard twice.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

from audio.decode import Samples
from audio.devices import CPU_BATCH, CUDA_BATCH, Device, choose, cpu
from audio.heard import HeardPassage
from audio.retries import better, is_clear, is_poor
from audio.spans import Span
from audio.vocabulary import VERSION
from audio.weights import DEFAULT_MODEL, Weights, resolve
from audio.whisper import DECODING, ENGINE_VERSION, LONGEST_WINDOW_SECONDS, VERBATIM, WhisperEngine
from audio.windows import windows
from scribe.schema.errors import EngineError, EngineFailed, EngineOutOfMemory, EngineUnavailable
from scribe.schema.result import AsrComponent

if TYPE_CHECKING:
    from audio.speech import EngineSettings


_ENGLISH = "en"
_TRIED_FIRST = 2
"""Windows by which it is decided whether the rest needs the example of verbatim speech."""


class SharedEngine:
    """Weights, device and model of the settings, each settled once and only when somebody asks.

    Any number of threads may hear at once. How many recordings should is another question (audio.capacity).
    """

    def __init__(self, settings: "EngineSettings", warn: Callable[[str], None]) -> None:
        self._settings = settings
        self._warn = warn
        self._settling = RLock()
        self._counting = RLock()  # a live visit may be let go by the garbage collector, in any thread
        self._users = 0
        self._loaded: WhisperEngine | None = None
        self._device: Device | None = None
        self._at_once = CPU_BATCH

    @cached_property
    def weights(self) -> Weights:
        """The weights of the model asked for."""
        return resolve(self._settings.model, self._settings.cache_dir, self._warn)

    @property
    def device(self) -> Device:
        """Where the model runs: the one chosen by trying, until it fails."""
        with self._settling:
            if self._device is None:
                asked, number_type = self._settings.device, self._settings.compute_type
                self._move_to(choose(asked, number_type, self.weights.folder, self._warn))
            return self._device or cpu()

    @property
    def is_loaded(self) -> bool:
        """Whether the model is in memory."""
        return self._loaded is not None

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """While a recording is heard; the model is not let go meanwhile."""
        with self._counting:
            self._users += 1
        try:
            yield
        finally:
            with self._counting:
                self._users -= 1

    def unload(self) -> bool:
        """Lets the model go where nobody uses it; the next recording loads it again. Whether it was let go."""
        with self._settling, self._counting:
            if self._users or self._loaded is None:
                return False
            self._loaded = None
        return True

    def language_of(self, samples: Samples) -> str:
        """The language spoken. English is assumed until another one is heard beyond doubt."""
        while True:
            engine = self._engine()
            try:
                return engine.language_of(samples)
            except EngineFailed as error:
                self._give_up_gpu(error, engine)

    def hear(
        self, samples: Samples, language: str, pauses: Sequence[Span] = (), *, again: bool = False
    ) -> Iterator[HeardPassage]:
        """The words of the samples, passage by passage, with times in seconds from the first sample.

        pauses: where nobody speaks, in seconds of the samples; there the sound may be parted. again: what a first
        hearing left out, so under other conditions: without the example of verbatim speech.
        Raises EngineUnavailable for a language the model does not know, EngineFailed where the CPU fails too.
        """
        waiting = windows(samples, pauses, LONGEST_WINDOW_SECONDS)
        trial = verbatim = language == _ENGLISH and not again
        while waiting:
            now = waiting[: _TRIED_FIRST if trial else self._at_once]
            heard = self._surely(samples, now, language, verbatim=verbatim)
            if trial and is_clear(heard):
                verbatim = False
                heard = self._surely(samples, now, language, verbatim=False)
            waiting, trial = waiting[len(now) :], False
            for window in heard:
                yield from window

    def _surely(
        self, samples: Samples, asked: Sequence[Span], language: str, *, verbatim: bool
    ) -> list[Sequence[HeardPassage]]:
        """Each window's passages, as many at once as memory allows, on a device that works."""
        heard: list[Sequence[HeardPassage]] = []
        while len(heard) < len(asked):
            engine = self._engine()
            now = asked[len(heard) : len(heard) + self._at_once]
            try:
                heard += _heard(engine, samples, now, language, verbatim=verbatim)
            except EngineOutOfMemory as error:
                self._ask_less(len(now), error, engine)
            except EngineFailed as error:
                self._give_up_gpu(error, engine)
        return heard

    @property
    def component(self) -> AsrComponent:
        """The engine as provenance shows it."""
        settings = {
            **DECODING,
            "language": self._settings.language,
            "verbatim": 1,
            "vocabulary": VERSION,
            "roles": "from-speech-1",
        }
        try:
            weights, device = self.weights, self.device
        except EngineUnavailable:
            name = f"faster-whisper {self._settings.model or DEFAULT_MODEL}"
            return AsrComponent(name=name, version=ENGINE_VERSION, settings=settings)
        return AsrComponent(
            name=f"faster-whisper {weights.name}",
            version=ENGINE_VERSION,
            sha256=weights.sha256,
            device=device.name,
            compute_type=device.compute_type,
            settings=settings,
        )

    def _engine(self) -> WhisperEngine:
        """The model, loaded; on the CPU where it does not fit a GPU."""
        with self._settling:
            while self._loaded is None:
                try:
                    self._loaded = self._new(self.device)
                except EngineError as error:
                    self._give_up_gpu(error, None)
            return self._loaded

    def _new(self, device: Device) -> WhisperEngine:
        return WhisperEngine(self.weights.folder, device, self._settings.cpu_threads, self._settings.at_once)

    def _move_to(self, device: Device) -> None:
        self._device, self._loaded = device, None
        self._at_once = CPU_BATCH if device.name == "cpu" else CUDA_BATCH

    def _ask_less(self, asked: int, error: EngineOutOfMemory, engine: WhisperEngine) -> None:
        """Fewer windows at once from now on; with one already, another device."""
        with self._settling:
            if engine is not self._loaded:
                return  # another thread has moved already
            if asked == 1:
                self._give_up_gpu(error, engine)
                return
            self._at_once = max(1, min(self._at_once, asked // 2))
        self._warn(
            f"The speech engine ran out of memory; it hears {self._at_once} half minutes at once from now on."
        )

    def _give_up_gpu(self, error: EngineError, failed: WhisperEngine | None) -> None:
        """The CPU from now on. failed: the engine, None where it could not be loaded.

        Raises the error where it is the CPU that failed.
        """
        with self._settling:
            if failed is not self._loaded:
                return  # another thread has moved already
            if self.device.name == "cpu":
                raise error
            self._warn(f"The speech engine failed on {self.device.name}; the CPU is used from now on.")
            self._move_to(cpu())


def _heard(
    engine: WhisperEngine, samples: Samples, asked: Sequence[Span], language: str, *, verbatim: bool
) -> list[Sequence[HeardPassage]]:
    """Each window's passages; a window that came out badly is heard again, one by one."""
    heard: list[Sequence[HeardPassage]] = list(engine.hear(samples, asked, language, verbatim=verbatim))
    if not verbatim:
        return heard
    for index, window in enumerate(heard):
        if not is_poor(window, VERBATIM):
            continue
        (again,) = engine.hear(samples, asked[index : index + 1], language, verbatim=False)
        heard[index] = better(window, again, VERBATIM)
    return heard
