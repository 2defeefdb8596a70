"""Markup: a tag escapes each child that is plain text, so that no text of a sample can become an element."""

from collections.abc import Iterable
from html import escape

_VOID = frozenset({"meta"})


class Html(str):
    """Markup, escaped already."""

    __slots__ = ()


EMPTY = Html("")


def tag(element: str, *children: str, **attributes: str | None) -> Html:
    """An element. ``class_`` is ``class`` and ``data_at`` is ``data-at``.

    An attribute of None is left out, one of "" stands without a value.
    """
    head = "".join(_attribute(name, value) for name, value in attributes.items() if value is not None)
    if element in _VOID:
        return Html(f"<{element}{head}>")
    return Html(f"<{element}{head}>{joined(children)}</{element}>")


def joined(parts: Iterable[str]) -> Html:
    """Parts one after another, those that are plain text escaped."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def _attribute(name: str, value: str) -> str:
    written = name.rstrip("_").replace("_", "-")
    return f' {written}="{escape(value)}"' if value else f" {written}"
