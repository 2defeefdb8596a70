"""Capacity: how many recordings are heard at once, so that neither the cores nor the memory are overcommitted."""

import os
from pathlib import Path

CORES_A_RECORDING = 4
"""What the engine takes by itself; with less, two recordings would only take turns."""
BYTES_A_RECORDING = 600 * 2**20
"""Of one more recording at its peak, the shared model not counted (docs/benchmarks/memory.md)."""
_BYTES_KEPT_FREE = 2**30
"""For the model and the rest of the process."""

_MEMINFO = Path("/proc/meminfo")
_CGROUP = Path("/sys/fs/cgroup")


def recordings_at_once(asked: int = 0) -> int:
    """How many recordings this machine hears at once, at least one. asked: a wish (0: none) within the memory."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return fitting(asked, cores, free_bytes())


def fitting(asked: int, cores: int, free: int | None) -> int:
    """The same for so many cores and so much free memory (None: unknown)."""
    wanted = asked or max(1, cores // CORES_A_RECORDING)
    if free is None:
        return wanted
    return max(1, min(wanted, (free - _BYTES_KEPT_FREE) // BYTES_A_RECORDING))


def free_bytes(meminfo: Path = _MEMINFO, cgroup: Path = _CGROUP) -> int | None:
    """Memory that may still be taken: of the machine, or less where a container is given less. None: unknown."""
    found = [free for free in (_of_machine(meminfo), _of_container(cgroup)) if free is not None]
    return min(found, default=None)


def _of_machine(meminfo: Path) -> int | None:
    try:
        lines = meminfo.read_text("ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, ValueError, StopIteration):
        return None


def _of_container(cgroup: Path) -> int | None:
    try:
        limit, used = ((cgroup / name).read_text("ascii").strip() for name in ("memory.max", "memory.current"))
        return max(0, int(limit) - int(used))
    except (OSError, ValueError):  # no container, or "max": no limit
        return None
