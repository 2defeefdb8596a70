"""Devices: where the speech engine computes, decided at run time by trying."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scribe.schema.errors import EngineUnavailable

CHOICES = ("auto", "cpu", "cuda")

CPU_BATCH, CUDA_BATCH = 6, 16
"""Half minutes heard at once. More gains nothing (docs/benchmarks) and costs memory."""

_PROBE_SECONDS = 120.0
_CPU_TYPE = "int8"
_CUDA_TYPES = ("float16", "int8_float16", "float32")
_GPU_ALONE = frozenset({"float16", "int8_float16", "bfloat16", "int8_bfloat16"})
"""Number types for a GPU; most CPUs lack them."""

_PROBE = """
import sys
import numpy
from faster_whisper import WhisperModel
model = WhisperModel(sys.argv[1], device="cuda", compute_type=sys.argv[2], local_files_only=True)
list(model.transcribe(numpy.zeros(16000, numpy.float32), language="en", beam_size=1)[0])
"""


@dataclass(frozen=True, slots=True)
class Device:
    """A device the engine can use and the number type it computes in there."""

    name: str
    compute_type: str


def choose(asked: str, compute_type: str | None, model_folder: Path, warn: Callable[[str], None]) -> Device:
    """CUDA where it is present and works with this model, else the CPU with 8-bit integers.

    asked: auto, cpu or cuda. A GPU that is there and does not work, or was asked for and is not there, is
    reported through ``warn`` and the CPU takes its place.
    """
    if asked not in CHOICES:
        raise EngineUnavailable(f"There is no device {asked!r}.", f"Choose one of {', '.join(CHOICES)}.")
    if asked != "cpu" and cuda_devices() > 0:
        cuda = Device("cuda", compute_type or _best(_CUDA_TYPES, "cuda"))
        if _works(cuda, model_folder):
            return cuda
        warn("A CUDA device is present but the speech model does not run on it; the CPU is used instead.")
    elif asked == "cuda":
        warn("No CUDA device is present; the CPU is used instead.")
    if asked == "auto" and compute_type in _GPU_ALONE - set(_cpu_types()):
        warn(f"The CPU cannot compute in {compute_type}; {_CPU_TYPE} is used instead.")
        return cpu()
    return cpu(None if asked == "cuda" else compute_type)


def cuda_devices() -> int:
    """The number of CUDA devices the engine sees; 0 where the driver is missing or broken."""
    import ctranslate2

    try:
        return int(ctranslate2.get_cuda_device_count())
    except (RuntimeError, ValueError):
        return 0


def cpu(compute_type: str | None = None) -> Device:
    """The CPU, computing in 8-bit integers unless told otherwise. Raises EngineUnavailable for what it cannot."""
    if compute_type is None:
        return Device("cpu", _CPU_TYPE)
    known = _cpu_types()
    if compute_type not in (*known, "auto", "default"):
        raise EngineUnavailable(
            f"The CPU cannot compute in {compute_type!r}.", f"Choose one of {', '.join(known)}, or leave it out."
        )
    return Device("cpu", compute_type)


def _cpu_types() -> list[str]:
    import ctranslate2

    return sorted(ctranslate2.get_supported_compute_types("cpu"))


def _best(types: tuple[str, ...], device: str) -> str:
    import ctranslate2

    known = ctranslate2.get_supported_compute_types(device)
    return next((one for one in types if one in known), "default")


def _works(device: Device, model_folder: Path) -> bool:
    """Whether the model runs there. Tried in a child process: a library mismatch aborts, it does not raise."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, our own text
            [sys.executable, "-c", _PROBE, str(model_folder), device.compute_type],
            capture_output=True,
            timeout=_PROBE_SECONDS,
            check=False,
        )
    except (subprocess.SubprocessError, OSError):
        return False
    return done.returncode == 0
