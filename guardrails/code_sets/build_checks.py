"""What a build must find before its tables count: the published totals, recorded under [checks] of SOURCES.toml.

Totals of codes in force are those of the order files; 7th characters and notes are measured on the Tabular List.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from guardrails.code_sets.code_set import CodeSet, Node, code_set_for, undotted
from guardrails.code_sets.excludes1 import exclusions
from guardrails.code_sets.tables import Row, validity_csv
from guardrails.code_sets.targets import CODE

Nodes = Mapping[str, Mapping[str, Any]]
Measures = dict[str, Any]

_PLAIN = re.compile(rf"{CODE}(?P<range>-{CODE})?[.\-]*")


def verify(rows: list[Row], trees: Mapping[str, Nodes], manifest: Mapping[str, Any]) -> None:
    """Ends the program with one line that names the check, unless rows and trees are what ``manifest`` expects."""
    expected = dict(_flat(manifest["checks"]))
    found = dict(_flat(measured(rows, trees, manifest)))
    for name in (*expected, *found):
        if expected.get(name) != found.get(name):
            wanted = expected.get(name)
            raise SystemExit(f"code sets: check {name}: expected {wanted}, found {found.get(name)}")


def measured(rows: list[Row], trees: Mapping[str, Nodes], manifest: Mapping[str, Any]) -> Measures:
    """The measures of a build, in the shape of [checks]. trees: by edition, the newest last."""
    days = {edition["edition"]: edition["day"] for edition in manifest["tabular"]}
    return {
        "in_force": {day: len(_in_force(rows, day)) for day in manifest["checks"]["in_force"]},
        "validity": _validity(rows),
        "days": {code: _days(rows, code) for code in manifest["checks"]["days"]},
        "tabular": {name: _tree(nodes) | _seventh(nodes, rows, days[name]) for name, nodes in trees.items()},
        "pairs": _pairs(list(trees.values())[-1], manifest["pairs"]),
    }


def _flat(measures: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in measures.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name} / ")
        else:
            yield f"{above}{name}", value


def _in_force(rows: list[Row], day: str) -> set[str]:
    number = int(day.replace("-", ""))
    return {code for code, first, last in rows if first <= number <= last}


def _validity(rows: list[Row]) -> Measures:
    before, after = _in_force(rows, "2026-09-30"), _in_force(rows, "2026-10-01")
    return {
        "rows": len(rows),
        "codes": len({code for code, _, _ in rows}),
        "csv_sha256": hashlib.sha256(validity_csv(rows)).hexdigest(),
        "added_in_fy2027": len(after - before),
        "removed_in_fy2027": len(before - after),
    }


def _days(rows: list[Row], code: str) -> list[str]:
    numbers = [str(n) for bare, *span in rows if bare == undotted(code) for n in span]
    return [f"{n[:4]}-{n[4:6]}-{n[6:]}" for n in numbers]


def _tree(nodes: Nodes) -> Measures:
    """The size of a Tabular List and of its Excludes1 notes."""
    parents = {node.get("parent") for node in nodes.values()}
    codes = [name for name in nodes if not name.startswith(("CH", "B:"))]
    notes = [list(_plainly_named(note)) for node in nodes.values() for note in node.get("excludes1", ())]
    return {
        "chapters": sum(name.startswith("CH") for name in nodes),
        "blocks": sum(name.startswith("B:") for name in nodes),
        "codes": len(codes),
        "leaves": sum(name not in parents for name in codes),
        "excludes1": len(notes),
        "excludes1_without_code": sum(not named for named in notes),
        "excludes1_with_range": sum(any(named) for named in notes),
    }


def _plainly_named(note: str) -> Iterator[bool]:
    """For each code or range in the plain notation, whether it is a range.

    The published counts read that notation only. The reader of ``targets.py`` understands more: an unclosed
    parenthesis and the ranges with a stray dot, dash or blank.
    """
    for group in re.findall(r"\(([^()]*)\)", note):
        for token in re.split(r"[,;\s]+", re.sub(r"\s*with\b.*", "", group)):
            if found := _PLAIN.fullmatch(token):
                yield bool(found.group("range"))


def _seventh(nodes: Nodes, rows: list[Row], day: str) -> Measures:
    """Codes generated from leaves and 7th characters against those in force on the day of the edition."""
    generated, in_force = set(_generated(nodes)), _in_force(rows, day)
    surplus = generated - in_force
    return {
        "seventh_missing": len(in_force - generated),
        "seventh_surplus": len(surplus),
        "seventh_surplus_in": sorted({code[:3] for code in surplus}),
    }


def _generated(nodes: Nodes) -> Iterator[str]:
    parents = {node.get("parent") for node in nodes.values()}
    for name in nodes:
        if name not in parents and not name.startswith(("CH", "B:")):
            characters = _characters(nodes, name)
            padded = undotted(name).ljust(6, "X")
            yield from (padded + character for character in characters) if characters else (undotted(name),)


def _characters(nodes: Nodes, name: str | None) -> tuple[str, ...]:
    """The 7th characters of the nearest line that has a table of them."""
    while name:
        if "seven" in nodes[name]:
            return tuple(nodes[name]["seven"])
        name = nodes[name].get("parent")
    return ()


@dataclass(frozen=True, slots=True)
class _Built(CodeSet):
    """A code set that reads its lines from the tree just built, not from the committed table."""

    nodes: Nodes

    def _line(self, name: str) -> Node | None:
        found = self.nodes.get(name)
        return Node(name, found["title"], found) if found else None


def _pairs(nodes: Nodes, pairs: Mapping[str, str]) -> Measures:
    today = code_set_for(date(2026, 11, 20))
    codes = _Built(today.day, today.release, nodes)
    conflicts = {pair: bool(exclusions(codes, *pair.split("+"))) for row in pairs.values() for pair in row.split()}
    return {
        "missed": [pair for pair in pairs["must_be_found"].split() if not conflicts[pair]],
        "stopped": [pair for pair in pairs["must_pass"].split() if conflicts[pair]],
    }
