"""The committed tables, opened on first use: sorted validity records, and notes a compressed chunk a category."""

import hashlib
import json
import mmap
import struct
import tomllib
import zlib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
RECORD = 8

Row = tuple[str, int, int]
"""A code without its dot, its first and its last valid day as YYYYMMDD."""


class Span(NamedTuple):
    """First and last day a code is valid (and billable), both inclusive, as YYYYMMDD."""

    first: int
    last: int


class Release(NamedTuple):
    """One fiscal year's code set. ``notes_status``: official, assumed unchanged, or none."""

    id: str
    notes: str
    notes_status: str
    table: str


class Validity:
    """Validity of every code that was ever billable in the tables, found by binary search."""

    def __init__(self, packed: bytes) -> None:
        content = zlib.decompress(packed)
        count = struct.unpack_from("<I", content)[0]
        self._spans = [Span(*struct.unpack_from("<II", content, 4 + 8 * index)) for index in range(count)]
        self._records = content[4 + 8 * count :]

    def __len__(self) -> int:
        return len(self._records) // RECORD

    def span(self, code: str) -> Span | None:
        """The days of a code written without its dot, or None."""
        wanted = code.encode("ascii", "replace").ljust(7)
        index = self._first_not_before(wanted)
        if len(wanted) == 7 and self._key(index) == wanted:
            return self._spans[self._records[index * RECORD + 7]]
        return None

    def below(self, prefix: str) -> list[tuple[str, Span]]:
        """Every code that begins with the prefix, sorted."""
        wanted, found = prefix.encode("ascii", "replace"), []
        index = self._first_not_before(wanted)
        while self._key(index).startswith(wanted) and wanted:
            span = self._spans[self._records[index * RECORD + 7]]
            found.append((self._key(index).decode("ascii").rstrip(), span))
            index += 1
        return found

    def rows(self) -> list[Row]:
        """Every code with its days, sorted."""
        keys = (self._key(index).decode("ascii").rstrip() for index in range(len(self)))
        return [(key, *self._spans[at]) for key, at in zip(keys, self._records[7::RECORD], strict=True)]

    def count_on(self, day: int) -> int:
        """Number of codes valid on the day."""
        in_force = {n for n, span in enumerate(self._spans) if span.first <= day <= span.last}
        return sum(self._records[at] in in_force for at in range(7, len(self._records), RECORD))

    def _key(self, index: int) -> bytes:
        return self._records[index * RECORD : index * RECORD + 7]

    def _first_not_before(self, wanted: bytes) -> int:
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._key(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low


class Tabular:
    """The Tabular List of one edition: nodes by name (``M54.5``, ``B:M50-M54``, ``CH13``), a category at a time."""

    def __init__(self, content: bytes | mmap.mmap) -> None:
        size = struct.unpack_from("<I", content)[0]
        self._content = content
        self._body = 4 + size
        self._index: dict[str, list[int]] = json.loads(zlib.decompress(content[4 : self._body]))
        self._shards: dict[str, dict[str, Any]] = {}

    def node(self, name: str) -> dict[str, Any] | None:
        """The node's title, parent and notes, or None."""
        node: dict[str, Any] | None = self._shard("" if name[:2] in ("CH", "B:") else name[:3]).get(name)
        return node

    def nodes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every node with its name."""
        for key in self._index:
            yield from self._shard(key).items()

    def _shard(self, key: str) -> dict[str, Any]:
        if key not in self._shards:
            start, length = self._index.get(key, (0, 0))
            packed = self._content[self._body + start : self._body + start + length]
            self._shards[key] = json.loads(zlib.decompress(packed)) if length else {}
        return self._shards[key]


@cache
def manifest() -> dict[str, Any]:
    """``SOURCES.toml``: provenance, digests and releases."""
    return tomllib.loads((HERE / "SOURCES.toml").read_text("utf-8"))


@cache
def validity() -> Validity:
    """The validity table."""
    return Validity(table_bytes(manifest()["validity"]["table"]))


@cache
def tabular(table: str) -> Tabular:
    """The Tabular List in the named table file, of which only the pages that are looked up are read."""
    with (HERE / "tables" / table).open("rb") as file:
        return Tabular(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def table_bytes(name: str) -> bytes:
    """A table file as committed."""
    return (HERE / "tables" / name).read_bytes()


def digest(name: str) -> str:
    """The recorded sha256 of a table's content, which every build check compares with the committed table."""
    recorded: str = manifest()["contents"][name]
    return recorded


def content_digest(name: str, packed: bytes) -> str:
    """sha256 of what a packed table holds: the published table of dates, or the sorted nodes as JSON.

    The bytes of the file depend on the compressor that wrote it, this does not.
    """
    if name == manifest()["validity"]["table"]:
        content = validity_csv(Validity(packed).rows())
    else:
        content = json.dumps(dict(Tabular(packed).nodes()), sort_keys=True, separators=(",", ":")).encode("ascii")
    return hashlib.sha256(content).hexdigest()


def validity_csv(rows: list[Row]) -> bytes:
    """The dates as the published table, whose digest is known."""
    return ("code,valid_from,valid_to\r\n" + "".join(f"{c},{a},{b}\r\n" for c, a, b in rows)).encode("ascii")


@cache
def release_on(day: date) -> Release:
    """The release in force on the day and the edition whose notes are read for it."""
    editions = {edition["edition"]: edition["table"] for edition in manifest()["tabular"]}
    current = [r for r in manifest()["release"] if date.fromisoformat(r["first_day"]) <= day]
    if current:
        return Release(
            current[-1]["id"], current[-1]["notes"], current[-1]["status"], editions[current[-1]["notes"]]
        )
    oldest = manifest()["release"][0]["notes"]
    return Release(f"FY{day.year + (day.month >= 10)}", oldest, "none", editions[oldest])
