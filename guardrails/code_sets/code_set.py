"""The ICD-10-CM code set of one day: validity, titles, 7th characters and the notes on a code and its ancestors."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, Literal

from guardrails.code_sets.tables import Release, digest, manifest, release_on, tabular, validity
from scribe.schema.coding import CODE_PATTERN
from scribe.schema.errors import DateOfServiceOutOfRange
from scribe.schema.result import Component

NoteKind = Literal[
    "includes", "inclusion", "excludes1", "excludes2", "code_first", "use_additional", "code_also", "notes"
]


REMEMBERED = 4096
"""Answers kept for each kind of question: drafts ask for the same few hundred codes."""


class CodeStatus(StrEnum):
    """What a written code is on the day of the code set."""

    BILLABLE = "billable"
    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    HEADER = "header"
    """A category or subcategory that has more specific codes below it."""
    NEEDS_SEVENTH = "needs_seventh"
    """Complete but for its 7th character."""
    ENDED = "ended"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the Tabular List with its notes."""

    name: str
    title: str
    notes: Mapping[str, Any]

    def lines(self, kind: NoteKind) -> tuple[str, ...]:
        """The notes of a kind on this line itself."""
        return tuple(self.notes.get(kind, ()))


@dataclass(frozen=True, slots=True)
class Note:
    """A note and the line that carries it."""

    node: Node
    text: str


@dataclass(frozen=True, slots=True)
class CodeSet:
    """Answers for one day. Codes are written with the dot; a missing dot is understood."""

    day: date
    release: Release

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019 - frozen, and code_set_for keeps one a day alive anyway
    def status(self, code: str) -> CodeStatus:
        """Whether the code can be billed on the day, else why not."""
        bare, today = undotted(code), _number(self.day)
        if not CODE_PATTERN.match(dotted(code)):
            return CodeStatus.MALFORMED
        span = validity().span(bare)
        if span and span.first <= today <= span.last:
            return CodeStatus.BILLABLE
        if self.children(code):
            only_seventh = all(len(child) == 8 for child in self.children(code))
            return CodeStatus.NEEDS_SEVENTH if only_seventh and self.seventh(code) else CodeStatus.HEADER
        if span:
            return CodeStatus.ENDED if span.last < today else CodeStatus.NOT_YET
        return CodeStatus.UNKNOWN

    def billable(self, code: str) -> bool:
        """Valid, complete and in force on the day."""
        return self.status(code) is CodeStatus.BILLABLE

    def children(self, code: str) -> tuple[str, ...]:
        """Codes below this one that are billable on the day."""
        bare, today = undotted(code), _number(self.day)
        if len(bare) < 3:
            return ()
        below = validity().below(bare)
        return tuple(dotted(c) for c, span in below if len(c) > len(bare) and span.first <= today <= span.last)

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019 - as above
    def in_force(self, code: str) -> str | None:
        """The code itself, else its nearest ancestor that is billable on the day, else None."""
        bare = undotted(code)
        return next((dotted(bare[:n]) for n in range(len(bare), 2, -1) if self.billable(bare[:n])), None)

    def node(self, code: str) -> Node | None:
        """The nearest line of the Tabular List: 7th characters and placeholders fall away."""
        bare = undotted(code)
        names = (dotted(bare[:n]) for n in range(len(bare), 2, -1))
        return next((node for node in map(self._line, names) if node), None)

    def lineage(self, code: str) -> tuple[Node, ...]:
        """The code's line and its ancestors: subcategory, category, block, chapter."""
        node = self.node(code)
        line: list[Node] = []
        while node:
            line.append(node)
            parent = node.notes.get("parent")
            node = self._line(parent) if parent else None
        return tuple(line)

    def notes(self, code: str, kind: NoteKind) -> tuple[Note, ...]:
        """The notes of a kind on the code's line and on every line above, nearest first."""
        return tuple(Note(node, text) for node in self.lineage(code) for text in node.lines(kind))

    def seventh(self, code: str) -> Mapping[str, str]:
        """The 7th characters and their meanings that apply to a code; empty where none are used."""
        found: Mapping[str, str] = next(
            (node.notes["seven"] for node in self.lineage(code) if "seven" in node.notes), {}
        )
        return found

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019 - as above
    def title(self, code: str) -> str:
        """The official title; for a code with a 7th character its line's title and the character's meaning."""
        node, bare = self.node(code), undotted(code)
        if node is None:
            return dotted(code)
        meaning = self.seventh(code).get(bare[6]) if len(bare) == 7 else None
        return f"{node.title}, {meaning}" if meaning else node.title

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019 - as above
    def is_unspecified(self, code: str) -> bool:
        """Whether the official title says "unspecified" or "NOS", or an inclusion term "NOS".

        False for a code without a line of its own in the edition: nothing is known of it.
        """
        node = self.node(code)
        if node is None or undotted(node.name) != self._stem(code):
            return False
        return "unspecified" in node.title.lower() or any(
            re.search(r"\bNOS\b", term) for term in (node.title, *node.lines("inclusion"))
        )

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019 - as above
    def siblings(self, code: str) -> tuple[str, ...]:
        """Other billable codes of the same parent line, with the same 7th character; a category has none."""
        stem, end = self._stem(code), undotted(code)[6:] if self.seventh(code) else ""
        beside = self.children(stem[:-1]) if len(stem) > 3 else ()
        same = (c for c in beside if len(self._stem(c)) == len(stem) and undotted(c)[6:].endswith(end))
        return tuple(c for c in same if c != dotted(code))

    def ended_on(self, code: str) -> date | None:
        """The last valid day of a code that ended before the day."""
        span = validity().span(undotted(code))
        return _day(span.last) if span and span.last < _number(self.day) else None

    def _stem(self, code: str) -> str:
        """The code without its dot, 7th character and placeholders: as its line has it."""
        bare = undotted(code)
        return bare[:6].rstrip("X") if len(bare) == 7 and self.seventh(code) else bare

    def _line(self, name: str) -> Node | None:
        notes = tabular(self.release.table).node(name)
        return Node(name, notes["title"], notes) if notes else None


@cache
def code_set_for(date_of_service: date) -> CodeSet:
    """The code set in force on the day; DateOfServiceOutOfRange where no table covers it."""
    first, last = (date.fromisoformat(manifest()[key]) for key in ("first_day", "last_day"))
    if not first <= date_of_service <= last:
        raise DateOfServiceOutOfRange(date_of_service, first, last)
    return CodeSet(date_of_service, release_on(date_of_service))


@cache
def code_set_component(date_of_service: date) -> Component:
    """Name and release of the tables that answer for the day, and one digest over those of their contents."""
    release = code_set_for(date_of_service).release
    tables = (manifest()["validity"]["table"], release.table)
    combined = hashlib.sha256("".join(digest(table) for table in tables).encode("ascii")).hexdigest()
    notes = "no notes of its time" if release.notes_status == "none" else f"notes {release.notes}"
    suffix = ", assumed unchanged" if release.notes_status == "assumed unchanged" else ""
    return Component(name="ICD-10-CM", version=f"{release.id} ({notes}{suffix})", sha256=combined)


def undotted(code: str) -> str:
    """The code without its dot, upper case, as the tables hold it."""
    return code.replace(".", "").strip().upper()


def dotted(code: str) -> str:
    """The code with the dot after three characters."""
    bare = undotted(code)
    return f"{bare[:3]}.{bare[3:]}" if len(bare) > 3 else bare


def _number(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day


def _day(number: int) -> date:
    return date(number // 10000, number // 100 % 100, number % 100)
