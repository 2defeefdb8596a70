"""The shared engine: faults of a device are injected, and no window is lost, doubled or heard by a dead engine."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Lock
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from audio import engine as engine_module
from audio.decode import SAMPLE_RATE
from audio.devices import CPU_BATCH, CUDA_BATCH, Device
from audio.engine import SharedEngine
from audio.heard import HeardPassage
from audio.spans import Span
from audio.speech import EngineSettings
from scribe.schema.errors import EngineFailed, EngineOutOfMemory, EngineUnavailable
from tests.audio.talk import passage

SOUND = np.zeros(290 * SAMPLE_RATE, np.float32)
PAUSES = tuple(Span(start + 0.1, start + 0.9) for start in range(5, 285, 5))
Fault = Callable[[Device, Sequence[Span]], None]


class World:
    """Stands for the library: which engines were loaded, what each heard, and what goes wrong."""

    def __init__(self) -> None:
        self.loaded: list[Device] = []
        self.heard: list[tuple[str, float, bool]] = []
        self.sizes: list[int] = []
        self.fault: Fault = lambda device, windows: None
        self.load_fault: Callable[[Device], None] = lambda device: None
        self.likely = -0.3
        self.say: Callable[[Span, bool], HeardPassage] | None = None
        self.counting = Lock()

    def new(self, folder: Path, device: Device, cpu_threads: int, workers: int = 1) -> Any:
        self.load_fault(device)
        with self.counting:
            self.loaded.append(device)
        return SimpleNamespace(
            hear=lambda samples, windows, language, *, verbatim: self._hear(device, windows, verbatim),
            language_of=lambda samples: self._language(device),
        )

    def _language(self, device: Device) -> str:
        self.fault(device, ())
        return "de"

    def _hear(self, device: Device, windows: Sequence[Span], verbatim: bool) -> list[list[HeardPassage]]:
        self.fault(device, windows)
        with self.counting:
            self.sizes.append(len(windows))
            self.heard += ((device.name, window.start, verbatim) for window in windows)
        return [[self._say(window, verbatim)] for window in windows]

    def _say(self, window: Span, verbatim: bool) -> HeardPassage:
        if self.say:
            return self.say(window, verbatim)
        return passage(f"window {window.start:.0f}", start=window.start, average_log_probability=self.likely)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    found = World()
    monkeypatch.setattr(engine_module, "WhisperEngine", found.new)
    monkeypatch.setattr(engine_module, "choose", lambda *_: Device("cuda", "float16"))
    monkeypatch.setattr(
        SharedEngine, "weights", SimpleNamespace(folder=Path("model"), name="base", sha256="0" * 64)
    )
    return found


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def shared(world: World, told: list[str], tmp_path: Path) -> SharedEngine:
    return SharedEngine(EngineSettings(None, "auto", None, tmp_path, "en", 0), told.append)


def text(found: SharedEngine) -> list[str]:
    return ["".join(word.text for word in heard.words).strip() for heard in found.hear(SOUND, "en", PAUSES)]


def raises(error: Exception) -> None:
    raise error


def test_every_window_is_heard_once_and_in_order_and_the_model_is_loaded_once(
    shared: SharedEngine, world: World, told: list[str]
) -> None:
    first, second = text(shared), text(shared)

    assert first == second
    assert len(set(first)) == len(first) >= 10
    assert max(world.sizes) <= CUDA_BATCH
    assert world.loaded == [Device("cuda", "float16")]
    assert told == []


def test_less_is_asked_at_once_where_memory_runs_out(shared: SharedEngine, world: World, told: list[str]) -> None:
    world.fault = lambda _, windows: raises(EngineOutOfMemory("full")) if len(windows) > 3 else None

    heard = text(shared)

    assert len(set(heard)) == len(heard) == len(world.heard)
    assert max(world.sizes) <= 3
    assert [device.name for device in world.loaded] == ["cuda"]
    assert all("ran out of memory" in line for line in told)


def test_where_not_even_one_window_fits_the_cpu_takes_over(
    shared: SharedEngine, world: World, told: list[str]
) -> None:
    world.fault = lambda device, _: raises(EngineOutOfMemory("full")) if device.name == "cuda" else None

    heard = text(shared)

    assert len(set(heard)) == len(heard) >= 10
    assert max(world.sizes) <= CPU_BATCH
    assert shared.device == Device("cpu", "int8")
    assert "failed on cuda" in told[-1]


def test_a_gpu_that_fails_midway_costs_no_window_and_none_is_heard_twice(
    shared: SharedEngine, world: World, told: list[str]
) -> None:
    world.fault = lambda device, windows: (
        raises(EngineFailed("lost")) if device.name == "cuda" and windows[-1].end > 150 else None
    )

    heard = text(shared)

    starts = [start for _, start, _ in world.heard]
    assert starts == sorted(set(starts))
    assert len(heard) == len(starts)
    assert {name for name, _, _ in world.heard} == {"cuda", "cpu"}
    assert told == ["The speech engine failed on cuda; the CPU is used from now on."]


def test_a_model_that_does_not_fit_the_gpu_is_loaded_on_the_cpu(shared: SharedEngine, world: World) -> None:
    world.load_fault = lambda device: raises(EngineOutOfMemory("full")) if device.name == "cuda" else None

    assert text(shared)
    assert world.loaded == [Device("cpu", "int8")]


def test_a_gpu_that_cannot_load_the_model_any_more_is_given_up(shared: SharedEngine, world: World) -> None:
    text(shared)
    shared.unload()
    world.load_fault = lambda device: raises(EngineUnavailable("gone")) if device.name == "cuda" else None

    assert text(shared)
    assert shared.device.name == "cpu"


def test_the_words_are_the_same_where_only_one_window_fits_at_once(shared: SharedEngine, world: World) -> None:
    world.say = lambda window, _: passage(
        f"{window.start:.0f}", average_log_probability=-0.02 - 0.15 * (window.start > 0)
    )
    whole = text(shared)
    verbatim = {start for _, start, example in world.heard if example}
    world.heard.clear()
    world.fault = lambda _, windows: raises(EngineOutOfMemory("full")) if len(windows) > 1 else None

    assert text(shared) == whole
    assert {start for _, start, example in world.heard if example} == verbatim


def test_another_language_gets_no_example_and_is_heard_once(shared: SharedEngine, world: World) -> None:
    world.likely = -0.05

    assert len(list(shared.hear(SOUND, "de", PAUSES))) == len(world.heard)
    assert not any(verbatim for _, _, verbatim in world.heard)


def test_a_gpu_that_fails_at_the_language_is_given_up_too(shared: SharedEngine, world: World) -> None:
    world.fault = lambda device, _: raises(EngineFailed("lost")) if device.name == "cuda" else None

    assert shared.language_of(SOUND) == "de"
    assert shared.device.name == "cpu"


def test_a_cpu_that_fails_is_an_error_with_its_reason(shared: SharedEngine, world: World) -> None:
    world.fault = lambda *_: raises(EngineFailed("The engine failed."))

    with pytest.raises(EngineFailed, match="The engine failed"):
        text(shared)


def test_the_provenance_names_the_device_it_ended_on(shared: SharedEngine, world: World) -> None:
    world.fault = lambda device, _: raises(EngineFailed("lost")) if device.name == "cuda" else None

    text(shared)

    assert (shared.component.device, shared.component.compute_type) == ("cpu", "int8")


def test_recordings_that_fail_together_move_to_the_cpu_once(
    shared: SharedEngine, world: World, told: list[str]
) -> None:
    together = Barrier(4)

    def fault(device: Device, _: Sequence[Span]) -> None:
        if device.name == "cuda":
            together.wait(timeout=10)
            raise EngineFailed("lost")

    world.fault = fault
    with ThreadPoolExecutor(4) as pool:
        heard = list(pool.map(lambda _: text(shared), range(4)))

    assert all(one == heard[0] for one in heard)
    assert [device.name for device in world.loaded] == ["cuda", "cpu"]
    assert len(told) == 1


def test_a_model_in_use_stays_and_an_idle_one_is_let_go_and_loaded_again(
    shared: SharedEngine, world: World
) -> None:
    assert shared.unload() is False
    with shared.in_use():
        text(shared)
        assert shared.unload() is False
    assert shared.is_loaded

    assert shared.unload() is True
    assert not shared.is_loaded
    assert text(shared)
    assert len(world.loaded) == 2


def test_speech_that_is_clear_gets_no_example_after_two_windows(shared: SharedEngine, world: World) -> None:
    world.likely = -0.05

    heard = text(shared)

    assert len(set(heard)) == len(heard)
    assert [verbatim for _, _, verbatim in world.heard[:4]] == [True, True, False, False]
    assert not any(verbatim for _, _, verbatim in world.heard[4:])


def test_a_window_that_loops_is_heard_once_more_alone_and_without_the_example(
    shared: SharedEngine, world: World
) -> None:
    def say(window: Span, verbatim: bool) -> HeardPassage:
        loops = verbatim and window.start > 100 and window.end < 150
        return passage("loop loop" if loops else "talk", compression_ratio=9.0 if loops else 1.5)

    world.say = say

    assert set(text(shared)) == {"talk"}
    assert sum(not verbatim for _, _, verbatim in world.heard) == 1


def test_what_was_left_out_is_heard_without_the_example(shared: SharedEngine, world: World) -> None:
    list(shared.hear(SOUND, "en", PAUSES, again=True))

    assert not any(verbatim for _, _, verbatim in world.heard)
