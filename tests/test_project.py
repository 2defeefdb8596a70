"""The project keeps its own rules: pins without hosts, versions bounded, generated files current."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from scribe.commands.generate import ROOT, generated
from scribe.schema.errors import ScribeError

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_pins_name_no_host_and_hash_every_package() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    packages = [block for block in re.split(r"\n(?=\S)", pins) if "==" in block]

    assert "://" not in pins
    assert packages
    assert [block.split("==")[0] for block in packages if "--hash=sha256:" not in block] == []


def test_the_pins_of_the_extra_name_no_host_and_hash_the_one_package() -> None:
    pins = (ROOT / "constraints-diarize.txt").read_text(encoding="utf-8")

    assert "://" not in pins
    assert re.findall(r"^(\S+==\S+)", pins, flags=re.MULTILINE) == PROJECT["optional-dependencies"]["diarize"]
    assert "--hash=sha256:" in pins


def test_every_dependency_has_an_upper_bound() -> None:
    extras = PROJECT["optional-dependencies"].values()
    wanted = [*PROJECT["dependencies"], *(name for extra in extras for name in extra)]

    assert [name for name in wanted if "<" not in name and "==" not in name] == []
    assert "<" in PROJECT["requires-python"]


def test_generated_files_are_current() -> None:
    stale = [str(path) for path, text in generated().items() if (ROOT / path).read_text(encoding="utf-8") != text]

    assert stale == [], "run make docs"


def test_every_make_target_has_a_line_of_help() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):(.*)$", makefile, flags=re.MULTILINE)

    assert [name for name, rest in targets if "##" not in rest] == []


def _tree(error: type[ScribeError]) -> list[type[ScribeError]]:
    return [error, *(below for child in error.__subclasses__() for below in _tree(child))]


def test_every_error_has_its_own_code() -> None:
    tree = _tree(ScribeError)

    assert len({error.code for error in tree}) == len(tree)


def test_every_error_is_drawn_in_the_tree() -> None:
    import scribe.schema.errors as errors

    drawn = errors.__doc__ or ""

    assert [error.__name__ for error in _tree(ScribeError) if error.__name__ not in drawn] == []


@pytest.mark.parametrize("module", ["scribe.cli", "guardrails", "audio", "scribe.llm"])
def test_heavy_libraries_are_imported_only_when_used(module: str) -> None:
    heavy = ["faster_whisper", "av", "ctranslate2", "langchain_core", "openai", "fastapi", "numpy"]
    code = f"import sys, {module}; print([name for name in {heavy!r} if name in sys.modules])"

    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert seen.strip() == "[]"


def test_no_file_names_a_path_of_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    home = re.compile(r"/(?:root|home/[a-z]+)/[a-z]")
    suffixes = {".py", ".md", ".toml", ".json", ".txt", ""}
    files = [ROOT / name for name in listed.stdout.splitlines() if Path(name).suffix in suffixes]

    found = [str(f) for f in files if f.is_file() and home.search(f.read_text(encoding="utf-8", errors="ignore"))]

    assert found == []
