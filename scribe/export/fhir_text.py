"""Text of a FHIR document: characters that XML and FHIR allow, escaped XHTML, and quotes as one line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from scribe.export.fhir_codes import Json, code
from scribe.schema.evidence import Evidence

XHTML = "http://www.w3.org/1999/xhtml"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What neither XML 1.0 nor a FHIR string may hold: control characters, for the most part."""


def legal(text: str) -> str:
    """The text with each character that is not allowed replaced by U+FFFD, so that its place stays seen."""
    return _ILLEGAL.sub("\ufffd", text)


def present(value: Any) -> Any:
    """The value without empty members: FHIR knows no null, no empty list and no blank string. Strings are legal."""
    if isinstance(value, dict):
        held = {name: present(one) for name, one in value.items()}
        return {name: one for name, one in held.items() if one not in (None, {}, [])}
    if isinstance(value, list | tuple):
        return [one for one in map(present, value) if one not in (None, {}, [])]
    if isinstance(value, str):
        return legal(value) if value.strip() else None
    return value


def paragraph(text: str) -> str:
    """One paragraph of XHTML."""
    return f"<p>{_escaped(text)}</p>"


def listed(lines: Iterable[str], kind: str = "ul") -> str:
    """A list of XHTML with one item a line; nothing where there is no line."""
    items = "".join(f"<li>{_escaped(line)}</li>" for line in lines)
    return f"<{kind}>{items}</{kind}>" if items else ""


def narrative(*blocks: str) -> Json:
    """A Narrative of these blocks of XHTML."""
    div = f'<div xmlns="{XHTML}">{"".join(blocks)}</div>'
    return {"status": code("Narrative.status", "generated"), "div": div}


def _escaped(text: str) -> str:
    return escape(legal(text), quote=False)


def quote_line(quote: Evidence) -> str:
    """The quote, who said it, in which segment, and when: ``“It hurts” (patient, s2, 0:05 to 0:07)``."""
    times = " to ".join(_clock(time) for time in (quote.start, quote.end) if time is not None)
    place = ", ".join(part for part in (str(quote.speaker_role), quote.segment_id, times) if part)
    return f"“{quote.quote}” ({place})"


def annotations(quotes: Iterable[Evidence]) -> list[Json]:
    """An Annotation a quote, with its speaker as the author."""
    return [{"authorString": str(quote.speaker_role), "text": quote_line(quote)} for quote in quotes]


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


@dataclass
class Footnotes:
    """Quotes numbered in the order in which the document first cites them."""

    numbers: dict[tuple[str, int, int], int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def cited(self, text: str, quotes: Iterable[Evidence]) -> str:
        """The text with the numbers of its quotes: ``Denies weakness. [2][3]``."""
        numbers = "".join(f"[{self._number(quote)}]" for quote in quotes)
        return f"{text} {numbers}".rstrip()

    def _number(self, quote: Evidence) -> int:
        if quote.place not in self.numbers:
            self.lines.append(quote_line(quote))
            self.numbers[quote.place] = len(self.lines)
        return self.numbers[quote.place]
