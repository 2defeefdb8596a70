"""Reports are written where they are asked for, and nowhere else."""

from pathlib import Path

import pytest

from eval.reports import as_json
from eval.reports.write import write
from eval.results import RunResult
from tests.eval.reports import example


def test_only_what_is_asked_for_is_written(tmp_path: Path) -> None:
    write(example.run(), example.stored(), tmp_path, markdown=tmp_path / "new" / "run.md")

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["run.md"]


@pytest.mark.parametrize("run", [example.run(), example.EMPTY])
def test_each_form_goes_into_its_file(run: RunResult, tmp_path: Path) -> None:
    names = ("run.xml", "run.json", "run.md", "run.html")
    xml, json, markdown, html = (tmp_path / name for name in names)

    write(run, example.stored(), tmp_path, junit=xml, json=json, markdown=markdown, html=html)

    starts = [path.read_text("utf-8").split()[0] for path in (xml, json, markdown, html)]
    assert starts == ["<?xml", "{", "##", "<!DOCTYPE"]
    assert as_json.read(json.read_text("utf-8")) == run
