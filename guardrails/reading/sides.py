"""Codes that carry a side: right is 1, left is 2, unspecified is 0, and both sides are two codes."""

from collections.abc import Iterator

from scribe.schema.terms import Side

_DIGITS = {Side.RIGHT: "1", Side.LEFT: "2"}


def codes_by_side(stem: str, sides: frozenset[Side]) -> Iterator[str]:
    """The codes below ``stem`` for the sides, right first; the unspecified one where no side is known (I.B.13)."""
    if not sides:
        yield f"{stem}0"
    yield from (f"{stem}{digit}" for side, digit in _DIGITS.items() if side in sides)
