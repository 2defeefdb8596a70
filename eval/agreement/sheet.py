"""The reviewers' sheet: a CSV that spreadsheets open, one row for each label to be judged.

An open sheet shows the label and asks for a verdict; a blind one hides it, and the name of the sample with it, and
asks for the answer. The first cell of the header holds the version of the sheet: the sum of all it was made from.
"""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from eval.agreement.items import Item, ItemKind, blind_items, digest, items
from eval.errors import NoFixtures
from eval.samples.folder import ENCOUNTER, encounter, samples
from eval.samples.labels import LabelledEncounter

_SHOWN = ("sample", "kind", "says", "quote", "segment", "speaker")
_SHOWN_BLIND = ("sample", "kind", "question", "quote", "segment", "speaker")
OPEN_CELLS = ("verdict", "instead", "comment")
BLIND_CELLS = ("answer", "comment")
"""Columns that a reviewer fills in."""
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
ENCODING = "utf-8-sig"
"""With the mark at the beginning by which spreadsheets know UTF-8."""


class Verdict(StrEnum):
    """What a reviewer says of a label."""

    AGREE = "agree"
    DISAGREE = "disagree"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Sheet:
    """The rows in order. ``version`` changes with any label, any word of a transcript, and between open and
    blind."""

    blind: bool
    version: str
    items: tuple[Item, ...]
    encounters: tuple[tuple[str, LabelledEncounter], ...]


@dataclass(frozen=True)
class Choice:
    """What of the labels is asked. ``encounters``: how many, drawn by the hash of their names; None for all."""

    blind: bool = False
    kinds: frozenset[ItemKind] = frozenset(ItemKind)
    encounters: int | None = None


def sheet_of(folder: Path, choice: Choice = Choice()) -> Sheet:
    """The sheet of the labelled encounters in and below a folder. Raises NoFixtures, FixtureUnreadable."""
    there = sorted(samples(folder, ENCOUNTER), key=lambda sample: digest(sample.name, 64))[: choice.encounters]
    read = tuple((sample.name, encounter(sample, folder)) for sample in sorted(there, key=lambda one: one.name))
    ask = blind_items if choice.blind else items
    rows = tuple(item for name, labelled in read for item in ask(name, labelled) if item.kind in choice.kinds)
    if not rows:
        raise NoFixtures(folder)
    made_from = [
        choice.blind,
        [(row.row, row.speaker) for row in rows],
        [_spoken(labelled) for _, labelled in read],
    ]
    return Sheet(choice.blind, digest(json.dumps(made_from), 12), rows, read)


def _spoken(labelled: LabelledEncounter) -> list[tuple[str, str]]:
    return [(str(segment.speaker_role), segment.text) for segment in labelled.request.transcript.segments]


def as_csv(sheet: Sheet) -> str:
    """The sheet as text with CRLF line ends; no cell can be taken for a formula."""
    shown, cells = (_SHOWN_BLIND, BLIND_CELLS) if sheet.blind else (_SHOWN, OPEN_CELLS)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([f"row (sheet {sheet.version})", *shown, *cells])
    for item in sheet.items:
        told = [_shown(item, column, sheet.blind) for column in shown]
        writer.writerow([item.row, *map(guarded, told), *[""] * len(cells)])
    return stream.getvalue()


def _shown(item: Item, column: str, blind: bool) -> str:
    if column == "sample" and blind:
        return alias(item.sample)
    return str(getattr(item, column))


def alias(sample: str) -> str:
    """The name of a sample where the real one could tell the label (``sciatica-left``)."""
    return f"encounter-{digest(sample, 6)}"


def guarded(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would read a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before it was guarded, by us or by a spreadsheet."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def reading_copy(sheet: Sheet) -> str:
    """The transcripts in Markdown, without any label, for reviewers to read beside the sheet."""
    name = alias if sheet.blind else str
    return "\n".join(_transcript(name(sample), labelled) for sample, labelled in sheet.encounters)


def _transcript(name: str, labelled: LabelledEncounter) -> str:
    known = labelled.request.encounter
    told: Sequence[tuple[str, object]] = (
        ("date of service", known.date_of_service),
        ("setting", known.setting),
        ("age", known.age_years),
        ("sex", known.sex),
    )
    head = ", ".join(f"{what} {value}" for what, value in told if value is not None)
    turns = (f"- **{s.id} {s.speaker_role or 'unknown'}** {s.text}" for s in labelled.request.transcript.segments)
    return "\n".join([f"# {name}", "", *([f"{head}.", ""] if head else []), *turns, ""])
