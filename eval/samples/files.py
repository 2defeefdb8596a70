"""Fixtures as files: JSON as a person reads and compares it, what fits on a line on one line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_WIDTH = 110


def write(path: Path, document: Any) -> None:
    """Write a document, all of it or nothing; an equal document gives equal bytes."""
    partial = path.with_suffix(".partial")
    partial.write_text(text_of(document), "utf-8")
    partial.replace(path)


def text_of(document: Any) -> str:
    """A document as it is written."""
    return "".join(_pieces(document, 0)) + "\n"


def _pieces(value: Any, depth: int) -> Iterator[str]:
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(flat) + depth <= _WIDTH:
        yield flat
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    yield opening
    for number, item in enumerate(value):
        yield ("," if number else "") + "\n" + " " * (depth + 1)
        if isinstance(value, dict):
            yield f"{json.dumps(item, ensure_ascii=False)}: "
            item = value[item]
        yield from _pieces(item, depth + 1)
    yield "\n" + " " * depth + closing
