"""MS-DRG as data: the groups a principal diagnosis can lead to, by version. No grouper, inpatient stays only."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

TABLE = Path(__file__).parent / "msdrg.toml"


class DrgGroups(NamedTuple):
    """The version in force and the groups of a principal diagnosis, each with what it asks for."""

    version: str
    groups: tuple[tuple[str, str], ...]


def drg_groups(code: str, day: date) -> DrgGroups | None:
    """The groups of a code on a day; None where the table does not hold the code or no version covers the day."""
    versions = [v["id"] for v in _table()["version"] if date.fromisoformat(v["first_day"]) <= day]
    group = next((g for g in _table()["group"] if code.startswith(tuple(g["stems"]))), None)
    if not versions or group is None:
        return None
    return DrgGroups(versions[-1], tuple(zip(group["drg"], group["needs"], strict=True)))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text("utf-8"))
