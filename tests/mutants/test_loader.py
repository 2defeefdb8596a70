"""The loader: one module has the changed source, and no file is written."""

import importlib
import sys
from pathlib import Path

import pytest

from tests.mutants import loader
from tests.mutants.mutant import mutants_of

SOURCE = "LIMIT = 1\n"


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "example_of_a_mutant.py"
    path.write_text(SOURCE, "utf-8")
    monkeypatch.setattr(loader, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    return path


def test_the_module_is_the_mutant_and_the_file_is_not(example: Path) -> None:
    mutant = next(iter(mutants_of(example.name, SOURCE)))

    loader.install(mutant, SOURCE)

    assert importlib.import_module("example_of_a_mutant").LIMIT == 2
    assert [path.name for path in example.parent.iterdir()] == [example.name]
    assert example.read_text("utf-8") == SOURCE


def test_a_module_that_is_loaded_already_is_refused(example: Path) -> None:
    mutant = next(iter(mutants_of(example.name, SOURCE)))
    sys.modules["example_of_a_mutant"] = sys

    with pytest.raises(RuntimeError, match="loaded already"):
        loader.install(mutant, SOURCE)
