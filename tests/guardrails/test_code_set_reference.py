"""The committed tables against the coding reference, an independent extract of the spine scope (shared data)."""

import json
from pathlib import Path
from typing import Any

import pytest

from guardrails.code_sets.tables import tabular, validity

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def reference(shared_data: Path) -> dict[str, Any]:
    """The reference's extract: nodes and valid days; it lies beside the development data."""
    file = shared_data.parent / "domain" / "data" / "spine_tabular.json"
    if not file.is_file():
        pytest.skip("the coding reference is absent (domain/data/spine_tabular.json beside the development data)")
    extract: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return extract


@pytest.fixture(scope="module")
def nodes() -> dict[str, dict[str, Any]]:
    """Every line of the committed table, under the reference's names of fields."""
    lines = {name: dict(node) for name, node in tabular("tabular-2026-04.bin").nodes()}
    for name, line in lines.items():
        line["desc"] = line.pop("title")
        line["kind"] = "chapter" if name.startswith("CH") else "block" if name.startswith("B:") else "code"
        if line["kind"] == "code" and lines[line["parent"]]["kind"] == "code":
            lines[line["parent"]].setdefault("children", set()).add(name)
    return lines


def _unordered(node: dict[str, Any]) -> dict[str, Any]:
    """The node with its children as a set: tables are sorted, the reference is not (M79.A before M79.8)."""
    return node | {"children": set(node["children"])} if "children" in node else node


def test_every_node_is_that_of_the_reference(reference: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> None:
    wanted = {name: _unordered(node) for name, node in reference["nodes"].items() if node["kind"] != "block"}

    assert len(wanted) == 3627
    assert [name for name, node in wanted.items() if nodes.get(name) != node] == []


def test_every_block_is_that_of_the_reference(reference: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> None:
    def flat(name: str) -> dict[str, Any]:
        """The block directly under its chapter, as the reference has it, whatever heading lies between."""
        node = nodes[name]
        return node if node["parent"].startswith("CH") else node | {"parent": flat(node["parent"])["parent"]}

    wanted = {name: node for name, node in reference["nodes"].items() if node["kind"] == "block"}

    assert len(wanted) == 36
    assert [name for name, node in wanted.items() if flat(name) != node] == []


def test_every_code_is_valid_on_the_days_of_the_reference(reference: dict[str, Any]) -> None:
    ours = {code: [[first, last]] for code, first, last in validity().rows()}
    wanted = {code.replace(".", ""): days for code, days in reference["valid"].items()}

    assert len(wanted) == 6124
    assert {code: ours.get(code) for code in wanted} == wanted
