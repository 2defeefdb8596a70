"""A folder of fixtures: no file that means to be one drops out of the figures unseen."""

import json
from pathlib import Path

import pytest

from eval import suites
from eval.errors import FixtureUnreadable
from eval.samples import folder
from eval.suite import Setup

DRAFT = {"title": "t" * 5000, "format": folder.DRAFT}


def names(there: Path) -> list[str]:
    folder.found.cache_clear()
    return [one.name for one in folder.found(there)]


def test_a_fixture_may_name_its_format_anywhere(tmp_path: Path) -> None:
    (tmp_path / "late.json").write_text(json.dumps(DRAFT), "utf-8")

    assert names(tmp_path) == ["late"]


def test_other_files_and_folders_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{}", "utf-8")
    (tmp_path / "folder.json").mkdir()

    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (json.dumps({"format": "scribe-eval-draft/2"}).encode(), "its format scribe-eval-draft/2 is none of"),
        (json.dumps(DRAFT).encode("utf-16"), "it is not UTF-8"),
    ],
    ids=["a format of another version", "UTF-16"],
)
def test_a_fixture_that_no_suite_would_take_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "x.json").write_bytes(content)

    with pytest.raises(FixtureUnreadable, match=f"x.json is no usable fixture: {said}"):
        names(tmp_path)


def test_a_family_in_another_encoding_does_not_end_the_run(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(
        json.dumps({"format": folder.DRAFT, "family": "caf\xe9"}, ensure_ascii=False).encode("latin-1")
    )

    assert names(tmp_path) == ["x"]


def test_another_record_of_what_was_heard_is_another_sample(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(
        json.dumps({"format": folder.ENCOUNTER, "recording": {"file": "x.opus"}}), "utf-8"
    )
    suite, setup = suites.known("heard-to-note"), Setup(fixtures=tmp_path)
    folder.found.cache_clear()
    (before,) = suite.samples(setup)
    (tmp_path / "heard").mkdir()
    (tmp_path / "heard" / "x.json").write_text("{}", "utf-8")

    (after,) = suite.samples(setup)

    assert after.sha256 != before.sha256
