"""Engine: found, verified and loaded when it is first needed, then kept."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from audio.devices import Device, choose
from audio.vocabulary import VERSION
from audio.weights import DEFAULT_MODEL, Weights, resolve
from audio.whisper import DECODING, ENGINE_VERSION, WhisperEngine
from scribe.schema.errors import EngineUnavailable
from scribe.schema.result import AsrComponent

if TYPE_CHECKING:
    from audio.speech import EngineSettings


class LazyEngine:
    """Weights, device and model of the settings, each settled once and only when somebody asks."""

    def __init__(self, settings: "EngineSettings", warn: Callable[[str], None]) -> None:
        self._settings = settings
        self._warn = warn

    @cached_property
    def weights(self) -> Weights:
        """The weights of the model asked for."""
        return resolve(self._settings.model, self._settings.cache_dir, self._warn)

    @cached_property
    def device(self) -> Device:
        """Where the model runs."""
        return choose(self._settings.device, self._settings.compute_type, self.weights.folder, self._warn)

    @cached_property
    def loaded(self) -> WhisperEngine:
        """The model, loaded."""
        return WhisperEngine(self.weights.folder, self.device, self._settings.cpu_threads)

    @property
    def component(self) -> AsrComponent:
        """The engine as provenance shows it."""
        settings = {
            **DECODING,
            "language": self._settings.language,
            "roles": "from-speech-1",
            "vocabulary": VERSION,
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
