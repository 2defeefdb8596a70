"""Checkpoint: the tensors of a PyTorch file, read as data: without PyTorch, and without running what it holds.

The format is a zip archive with a pickled index and one entry of raw little-endian numbers per tensor. The index
may name only what a dictionary of tensors needs; any other name is refused before it is looked up.
"""

import io
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Tensors = Mapping[str, npt.NDArray[np.float32]]


class NotACheckpoint(Exception):
    """The file is no archive of tensors, or names something that no tensor needs."""


def read_tensors(path: Path) -> Tensors:
    """The floating-point tensors by name; counters (whole numbers) are left out. Raises NotACheckpoint."""
    try:
        with zipfile.ZipFile(path) as archive:
            index = next(name for name in archive.namelist() if name.endswith("/data.pkl"))
            folder = index.removesuffix("data.pkl")
            found = _Index(io.BytesIO(archive.read(index)), lambda key: archive.read(f"{folder}data/{key}")).load()
    except (OSError, StopIteration, zipfile.BadZipFile, pickle.UnpicklingError, EOFError, KeyError, ValueError):
        raise NotACheckpoint(f"{path.name} holds no tensors that can be read.") from None
    if not isinstance(found, dict):
        raise NotACheckpoint(f"{path.name} holds no tensors that can be read.")
    return {str(name): tensor for name, tensor in found.items() if tensor.dtype == np.float32}


class _Index(pickle.Unpickler):
    """Unpickles a dictionary of tensors and nothing else."""

    def __init__(self, file: io.BytesIO, content: Callable[[str], bytes]) -> None:
        super().__init__(file)
        self._content = content

    def find_class(self, module: str, name: str) -> Any:
        allowed: dict[tuple[str, str], Any] = {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): _tensor,
            ("torch", "FloatStorage"): np.dtype("<f4"),
            ("torch", "LongStorage"): np.dtype("<i8"),
        }
        if (module, name) not in allowed:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a tensor")
        return allowed[module, name]

    def persistent_load(self, pid: Any) -> Any:
        """The numbers of one storage; pid: ("storage", kind of number, key, device, count)."""
        _, kind, key, *_ = pid
        return np.frombuffer(self._content(str(key)), dtype=kind)


def _tensor(storage: npt.NDArray[Any], offset: int, size: tuple[int, ...], stride: tuple[int, ...], *_: Any) -> Any:
    steps = tuple(step * storage.itemsize for step in stride)
    return np.lib.stride_tricks.as_strided(storage[offset:], shape=size, strides=steps, writeable=False)
