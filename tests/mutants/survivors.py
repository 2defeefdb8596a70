"""The recorded survivors: mutants that no test finds, each with the reason why it may live."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.mutants.mutant import Mutant

Key = tuple[str, str, str, str, int]
HEAD = """\
# Mutants that no test kills, each with the reason why it may live. `python -m tests.mutants --write` keeps the
# reasons of those that still survive, drops the others, and adds new ones without a reason: the next run fails
# until a test kills them or somebody writes down why not.
"""


def recorded(path: Path) -> dict[Key, str]:
    """Reasons by the key of the mutant; none where nothing is recorded."""
    if not path.is_file():
        return {}
    entries = tomllib.loads(path.read_text("utf-8")).get("survivor", [])
    return {_key(entry): entry["reason"] for entry in entries}


def written(survivors: Iterable[Mutant], reasons: Mapping[Key, str]) -> str:
    """The record of these survivors, sorted, with the reasons known."""
    entries = [_entry(mutant.key, reasons.get(mutant.key, "")) for mutant in sorted(survivors, key=lambda m: m.key)]
    return "\n".join([HEAD, *entries])


def _key(entry: Mapping[str, object]) -> Key:
    texts = [str(entry[name]) for name in ("file", "function", "line", "change")]
    return (texts[0], texts[1], texts[2], texts[3], int(str(entry.get("number", 1))))


def _entry(key: Key, reason: str) -> str:
    fields: dict[str, str | int] = dict(zip(("file", "function", "line", "change", "number"), key, strict=True))
    if fields["number"] == 1:
        del fields["number"]
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in {**fields, "reason": reason}.items()
    ]
    return "\n".join(["[[survivor]]", *lines, ""])
