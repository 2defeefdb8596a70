"""The rows of a CSV file, read one at a time and named by file and line where they are broken."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.adapters.errors import BrokenRow, UnreadableSource, WrongFolder

_AGAIN = "Download the file again; a spreadsheet may have changed it."


@dataclass(frozen=True)
class Row:
    """``row["note"]`` is a cell. Raises BrokenRow where the row has not as many cells as the header."""

    where: str
    header: tuple[str, ...]
    cells: tuple[str, ...]

    def __getitem__(self, column: str) -> str:
        if len(self.cells) != len(self.header):
            raise BrokenRow(
                f"{self.where}: {len(self.cells)} cells, where the header has {len(self.header)}.", _AGAIN
            )
        return self.cells[self.header.index(column)]


def csv_files(source: Path, usual: Sequence[str] = ()) -> list[Path]:
    """The CSV files of a folder, or of the first of its ``usual`` folders that has any; or the one file given.

    Descriptions of the encounters (``*_metadata.csv``) are left out. Raises WrongFolder.
    """
    if source.is_file():
        return [source]
    for folder in [source / below for below in usual] + [source]:
        found = sorted(path for path in folder.glob("*.csv") if not path.stem.endswith("_metadata"))
        if found:
            return found
    looked = " or ".join([f"{source.name}/{below}" for below in usual] + [source.name])
    raise WrongFolder(f"There is no .csv file in {looked}.", "Give the folder of the download that holds them.")


def rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of one file. Raises UnreadableSource without these columns, BrokenRow where the quoting breaks."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        began = 1
        try:
            header = tuple(cell.strip() for cell in next(reader, []))
            if missing := [column for column in columns if column not in header]:
                raise UnreadableSource(
                    f"{path.name} has no column {', '.join(missing)}.",
                    f"Its header must name {', '.join(columns)}.",
                )
            began = reader.line_num + 1
            for cells in reader:
                if cells:
                    yield Row(f"{path.name}, line {began}", header, tuple(cells))
                began = reader.line_num + 1
        except csv.Error:
            raise BrokenRow(
                f"{path.name}, line {began}: the row that begins here has broken quoting.", _AGAIN
            ) from None
        except UnicodeDecodeError:
            raise UnreadableSource(f"{path.name} is not UTF-8 text.", _AGAIN) from None
