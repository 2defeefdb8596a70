"""The audio benchmark judges what was measured, writes pages that can be compared, and names what is absent."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from eval.bench_audio import accuracy, memory, pages
from eval.bench_audio.__main__ import PARTS, main
from eval.bench_audio.absent import NotMeasured
from eval.bench_audio.section import Section
from eval.bench_audio.wer import WordErrors, word_errors
from eval.figure import Figure
from eval.labelled.labels import data_folder
from tests.conftest import ROOT

DAY = ("--date", "2026-11-26")
GOOD = Section("noise", "Noise", "What was done.", (Figure("lost words", 1.0, 2.0, "%"),))
BAD = Section("noise", "Noise", "What was done.", (Figure("lost words", 3.0, 2.0, "%"),))

Part = Callable[[], Section]


@pytest.fixture
def part(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Part], None]:
    """Puts a stand-in in the place of a part."""

    def put(name: str, section: Part) -> None:
        module = ModuleType(name)
        module.section = section  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, f"eval.bench_audio.{name}", module)

    return put


def raising(error: Exception) -> Part:
    def section() -> Section:
        raise error

    return section


@pytest.mark.parametrize(("section", "status", "mark"), [(GOOD, 0, "holds"), (BAD, 1, "**does not hold**")])
def test_a_page_shows_each_bound_and_the_status_says_whether_all_hold(
    section: Section, status: int, mark: str, part: Callable[[str, Part], None], tmp_path: Path
) -> None:
    part("noise", lambda: section)

    assert main(["noise", *DAY], tmp_path) == status
    assert f"| at most 2 | {mark} |" in (tmp_path / "noise.md").read_text("utf-8")


def test_measuring_again_changes_no_byte(part: Callable[[str, Part], None], tmp_path: Path) -> None:
    part("noise", lambda: GOOD)
    written = []

    for _ in range(2):
        main(["noise", *DAY], tmp_path)
        written.append({page.name: page.read_bytes() for page in tmp_path.iterdir()})

    assert written[0] == written[1]


def test_a_part_that_lacks_what_it_needs_is_named_and_its_page_stays(
    part: Callable[[str, Part], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "noise.md").write_text("as it was", "utf-8")
    part("noise", raising(NotMeasured("the development data is absent")))

    assert main(["noise", *DAY], tmp_path) == 0
    assert "noise: not measured, the development data is absent" in capsys.readouterr().out
    assert (tmp_path / "noise.md").read_text("utf-8") == "as it was"


@pytest.mark.parametrize(("inside", "status"), [(True, 0), (False, 1)])
def test_only_a_missing_file_of_the_development_data_is_no_failure(
    inside: bool, status: int, part: Callable[[str, Part], None], tmp_path: Path
) -> None:
    folder = data_folder() if inside else tmp_path
    part("noise", raising(FileNotFoundError(2, "no such file", str(folder / "audio" / "jfk.flac"))))

    assert main(["noise", *DAY], tmp_path) == status


def test_a_part_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "eval.bench_audio.noise", None)

    assert main(["noise", *DAY], tmp_path) == 0
    assert "noise: not measured, it is not part of this version" in capsys.readouterr().out


def test_a_part_that_crashes_fails_and_takes_no_other_with_it(
    part: Callable[[str, Part], None], tmp_path: Path
) -> None:
    part("accuracy", raising(ValueError("broken")))
    part("noise", lambda: GOOD)

    assert main(["accuracy", "noise", *DAY], tmp_path) == 1
    assert (tmp_path / "noise.md").exists()


def test_the_index_lists_each_page_with_its_bounds_and_day(
    part: Callable[[str, Part], None], tmp_path: Path
) -> None:
    part("noise", lambda: BAD)

    main(["noise", *DAY], tmp_path)

    index = (tmp_path / "README.md").read_text("utf-8")
    assert "| [Noise](noise.md) | 0 of 1 | 2026-11-26 |" in index


def test_a_page_tells_the_machine_without_its_name(tmp_path: Path) -> None:
    import platform

    line = pages.Measured(date(2026, 11, 26), 200.0, pages.machine()).line()

    assert line.startswith("Measured 2026-11-26 in 3 min on ")
    assert "faster-whisper" in line
    assert platform.node() not in line


def test_every_page_in_the_project_is_that_of_a_part() -> None:
    pages_there = {page.stem for page in (ROOT / "docs" / "benchmarks").glob("*.md")}

    assert pages_there - {"README"} <= {*PARTS, *pages.SERVICE}


def test_word_errors_are_counted_by_kind_after_normalising() -> None:
    assert word_errors("I've had twenty bad days now.", "I have had 20 days now, okay") == WordErrors(7, 0, 1, 1)


def heard(way: str, file: str, wrong: int, wall: float, pooled: bool = True) -> accuracy.Heard:
    return accuracy.Heard(way, file, 60.0, WordErrors(100, wrong, 0, 0), wall, wall, pooled)


def test_accuracy_is_judged_pooled_and_by_the_worst_file_and_time_by_the_sum() -> None:
    section = accuracy.told(
        [
            heard("bare", "a", 10, 4.0), heard("ours", "a", 12, 5.0),
            heard("bare", "b", 10, 4.0), heard("ours", "b", 7, 3.0),
            heard("bare", "mixed", 10, 9.0, pooled=False), heard("ours", "mixed", 90, 99.0, pooled=False),
        ]
    )  # fmt: skip

    judged = [(round(figure.value, 2), figure.holds) for figure in section.figures]
    assert judged == [(-0.5, True), (2.0, False), (1.0, True)]
    assert "| mixed * |" in section.text


def test_faster_settings_are_held_to_what_they_gain_and_cost() -> None:
    section = accuracy.told([heard("bare", "a", 9, 4.0), heard("ours", "a", 9, 4.0), heard("greedy", "a", 10, 2.0)])

    assert [(figure.value, figure.holds) for figure in section.figures[3:]] == [(2.0, True), (1.0, False)]


def test_memory_is_judged_by_ours_alone_and_bare_is_shown_beside_it() -> None:
    runs = [
        memory.Run(way, "opus", minutes, 1000, peak, 1.0)
        for way, minutes, peak in (
            ("ours", 6, 400.0),
            ("bare", 6, 400.0),
            ("ours", 60, 420.0),
            ("bare", 60, 4000.0),
        )
    ]

    section = memory.told(runs, "tiny.en")

    assert [(figure.value, figure.holds) for figure in section.figures] == [(1.05, True)]
    assert "bare, opus: 10.00" in section.text


def test_the_recordings_of_the_memory_part_are_exactly_as_long_as_they_say(tmp_path: Path) -> None:
    from audio.survey import survey

    lengths = [round(survey(path).seconds, 1) for _, path in memory.recordings(tmp_path, 1)]

    assert lengths == [60.0, 60.0]
