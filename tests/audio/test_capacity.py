"""Capacity: cores and memory bound how many recordings are heard at once; one always is."""

from pathlib import Path

import pytest

from audio.capacity import fitting, free_bytes, recordings_at_once

GIB = 2**30


@pytest.mark.parametrize(
    ("asked", "cores", "free", "fits"),
    [
        (0, 2, 24 * GIB, 1),
        (0, 16, 64 * GIB, 4),
        (0, 16, 2 * GIB + GIB // 4, 2),
        (0, 16, GIB // 2, 1),
        (6, 2, 64 * GIB, 6),
        (6, 2, 2 * GIB + GIB // 4, 2),
        (0, 8, None, 2),
    ],
)
def test_as_many_as_cores_and_memory_allow(asked: int, cores: int, free: int | None, fits: int) -> None:
    assert fitting(asked, cores, free) == fits


def test_a_container_is_given_what_it_is_limited_to(tmp_path: Path) -> None:
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal:       24000000 kB\nMemAvailable:   20000000 kB\n")
    (tmp_path / "memory.max").write_text("3000000000\n")
    (tmp_path / "memory.current").write_text("1000000000\n")

    assert free_bytes(meminfo, tmp_path) == 2_000_000_000
    (tmp_path / "memory.max").write_text("max\n")
    assert free_bytes(meminfo, tmp_path) == 20_000_000 * 1024
    assert free_bytes(tmp_path / "absent", tmp_path) is None


def test_this_machine_hears_at_least_one() -> None:
    assert recordings_at_once() >= 1
