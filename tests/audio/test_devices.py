"""Devices: CUDA only where it works, the CPU otherwise, and a word about it."""

from pathlib import Path

import pytest

from audio import devices
from audio.devices import Device, choose
from scribe.schema.errors import EngineUnavailable

FOLDER = Path("model")


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "cuda_devices", lambda: 0)


@pytest.fixture
def gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "cuda_devices", lambda: 1)
    monkeypatch.setattr(devices, "_best", lambda types, device: types[0])


@pytest.mark.usefixtures("no_gpu")
def test_without_a_gpu_the_cpu_computes_in_8_bits_and_nothing_is_said(told: list[str]) -> None:
    assert choose("auto", None, FOLDER, told.append) == Device("cpu", "int8")
    assert told == []


@pytest.mark.usefixtures("no_gpu")
def test_a_gpu_asked_for_in_vain_is_reported(told: list[str]) -> None:
    assert choose("cuda", "float16", FOLDER, told.append) == Device("cpu", "int8")
    assert told == ["No CUDA device is present; the CPU is used instead."]


@pytest.mark.usefixtures("gpu")
def test_a_gpu_that_works_is_used(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_works", lambda device, folder: True)

    assert choose("auto", None, FOLDER, told.append) == Device("cuda", "float16")
    assert told == []


@pytest.mark.usefixtures("gpu")
def test_a_gpu_that_does_not_work_is_reported_and_the_cpu_used(told: list[str]) -> None:
    assert choose("auto", None, FOLDER, told.append) == Device("cpu", "int8")
    assert "does not run on it" in told[0]


@pytest.mark.usefixtures("gpu")
def test_the_cpu_asked_for_is_the_cpu(told: list[str]) -> None:
    assert choose("cpu", None, FOLDER, told.append) == Device("cpu", "int8")


def test_an_unknown_device_or_number_type_is_refused_with_the_choices(told: list[str]) -> None:
    with pytest.raises(EngineUnavailable, match="auto, cpu, cuda"):
        choose("tpu", None, FOLDER, told.append)
    with pytest.raises(EngineUnavailable, match="int8"):
        choose("cpu", "nonsense", FOLDER, told.append)


@pytest.mark.usefixtures("gpu")
@pytest.mark.parametrize(
    "probe", ["import os; os.abort()", "raise RuntimeError('no kernel')", "import time; time.sleep(60)"]
)
def test_a_gpu_that_aborts_raises_or_hangs_takes_only_the_child_with_it(
    probe: str, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "_PROBE", probe)
    monkeypatch.setattr(devices, "_PROBE_SECONDS", 0.5)

    assert choose("auto", None, FOLDER, told.append) == Device("cpu", "int8")
    assert len(told) == 1


@pytest.mark.usefixtures("gpu")
def test_a_number_type_of_a_gpu_that_does_not_work_does_not_stop_the_cpu(told: list[str]) -> None:
    assert choose("auto", "int8_float16", FOLDER, told.append) == Device("cpu", "int8")
    assert "int8_float16" in told[-1]
