"""A filled sheet read back: every row once, every verdict one of those there are."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from eval.agreement.errors import OtherSheet, RowsDiffer, UnreadableSheet, WrongCell
from eval.agreement.items import CANNOT_TELL, NO_CODE, Item
from eval.agreement.sheet import BLIND_CELLS, ENCODING, OPEN_CELLS, Sheet, Verdict, unguarded

_VERSION = re.compile(r"^row \(sheet ([0-9a-f]{12})\)$")
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reviewer says of one item. ``said``: a verdict; on a blind sheet the answer, in our spelling."""

    said: str
    instead: str
    comment: str


def is_blind(path: Path) -> bool:
    """Whether this is a blind sheet. Raises UnreadableSheet."""
    header, _ = _table(path)
    return BLIND_CELLS[0] in header and OPEN_CELLS[0] not in header


def read_sheet(path: Path, sheet: Sheet) -> dict[str, Reading]:
    """The readings by row id, in the order of the sheet.

    Columns may be moved and added, and rows sorted; a spreadsheet may have saved it with semicolons or tabs. Raises
    UnreadableSheet, OtherSheet, RowsDiffer and WrongCell.
    """
    header, table = _table(path)
    _check_header(path, header, sheet)
    at = {name: header.index(name) for name in (BLIND_CELLS if sheet.blind else OPEN_CELLS)}
    given: dict[str, dict[str, str]] = {}
    for cells in table:
        row = cells[0].strip()
        if row in given:
            raise RowsDiffer(f"{path.name}: row {row} is there twice.", "Remove one of the two.", (row,))
        given[row] = {name: unguarded(cells[n].strip()) if n < len(cells) else "" for name, n in at.items()}
    _check_rows(path, tuple(given), sheet)
    return _readings(path, given, sheet)


def _table(path: Path) -> tuple[list[str], list[list[str]]]:
    """The header, its names trimmed and in lower case, and the rows that are not empty."""
    try:
        text = path.read_text(encoding=ENCODING)
    except UnicodeDecodeError:
        raise UnreadableSheet(f"{path.name} is not UTF-8.", "Save it as CSV UTF-8.") from None
    except OSError as error:
        raise UnreadableSheet(f"{path} cannot be read ({error.strerror}).", "Give the path of a sheet.") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise UnreadableSheet(f"{path.name} has broken quoting.", "Save it again as CSV UTF-8.") from None
    full = [cells for cells in table if any(cell.strip() for cell in cells)]
    if not full:
        raise UnreadableSheet(f"{path.name} is empty.", "Give a filled sheet.")
    return [cell.strip().lower() for cell in full[0]], full[1:]


def _check_header(path: Path, header: list[str], sheet: Sheet) -> None:
    version = _VERSION.match(header[0])
    if version is None:
        raise UnreadableSheet(
            f"{path.name}: the first cell of the header names no sheet.", "It reads: row (sheet ...); leave it."
        )
    if version[1] != sheet.version:
        raise OtherSheet(
            f"{path.name} is of sheet {version[1]}, and these labels make sheet {sheet.version}.",
            "Give the labels, --kinds and --encounters that it was made from, or have the new sheet filled in.",
        )
    wanted = BLIND_CELLS if sheet.blind else OPEN_CELLS
    if missing := [name for name in wanted if name not in header]:
        raise UnreadableSheet(f"{path.name} has no column {', '.join(missing)}.", "Put the column back.")


def _check_rows(path: Path, given: tuple[str, ...], sheet: Sheet) -> None:
    wanted = [item.row for item in sheet.items]
    if missing := tuple(row for row in wanted if row not in given):
        raise RowsDiffer(f"{path.name}: {_named(missing, 'row')} missing.", "Put every row back.", missing)
    if unknown := tuple(row for row in given if row not in set(wanted)):
        raise RowsDiffer(f"{path.name}: {_named(unknown, 'row')} none of this sheet.", "Remove them.", unknown)


def _named(rows: tuple[str, ...], what: str) -> str:
    some = ", ".join(row[:20] for row in rows[:_MOST_NAMED])
    more = f" and {len(rows) - _MOST_NAMED} more" if len(rows) > _MOST_NAMED else ""
    return f"{what} {some}{more} {'is' if len(rows) == 1 else 'are'}"


def _readings(path: Path, given: dict[str, dict[str, str]], sheet: Sheet) -> dict[str, Reading]:
    column = BLIND_CELLS[0] if sheet.blind else OPEN_CELLS[0]
    readings: dict[str, Reading] = {}
    wrong: list[tuple[str, str]] = []
    for item in sheet.items:
        cells = given[item.row]
        said = _answer(cells[column], item) if sheet.blind else _verdict(cells[column])
        if said is None:
            wrong.append((item.row, column))
            continue
        readings[item.row] = Reading(said, cells.get("instead", ""), cells["comment"])
    if wrong:
        told = _named(tuple(row for row, _ in wrong), f"column {column}, row")
        cure = _blind_cure() if sheet.blind else f"It is one of {', '.join(Verdict)}."
        raise WrongCell(f"{path.name}: {told} empty or no {column}.", cure, tuple(wrong))
    return readings


def _blind_cure() -> str:
    return f"Give one of the answers that the question names, codes such as M54.50, or {CANNOT_TELL}."


def _verdict(cell: str) -> str | None:
    said = _plain(cell)
    return said if said in set(Verdict) else None


def _answer(cell: str, item: Item) -> str | None:
    said = _plain(cell)
    if said == CANNOT_TELL:
        return said
    if item.choices:
        return next((choice for choice in item.choices if _plain(choice) == said), None)
    codes = [code for code in re.split(r"[\s,;]+", cell) if code]
    if not codes:
        return None
    return NO_CODE if said == NO_CODE else " ".join(code.upper() for code in codes)


def _plain(cell: str) -> str:
    return " ".join(cell.lower().replace("_", " ").split())
