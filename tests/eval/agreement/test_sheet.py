"""The sheet shows every label once, safely, under ids that stay; the blind one shows none."""

import csv
import io
from pathlib import Path

import pytest

from eval.agreement.items import ItemKind
from eval.agreement.sheet import Choice, as_csv, guarded, reading_copy, sheet_of, unguarded
from eval.errors import NoFixtures
from tests.eval.agreement.labelled import document, folder_of


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "labels", **{"low-back": document()})


def test_each_label_is_a_row_with_its_words_and_who_said_them(folder: Path) -> None:
    rows = _rows(as_csv(sheet_of(folder)))

    assert [(row["kind"], row["says"], row["segment"], row["speaker"]) for row in rows] == [
        ("code", "M54.50 in place 1", "", ""),
        ("code", "never: M54.9", "", ""),
        ("disposition", "ready_for_review", "", ""),
        ("query", "no query", "", ""),
        ("fact", "region: lumbar, documented", "s1", "clinician"),
        ("fact", "radiation: leg, denied", "s2", "patient"),
    ]
    assert {row["verdict"] + row["instead"] + row["comment"] for row in rows} == {""}


def test_what_must_not_come_is_one_row(folder: Path) -> None:
    folder_of(
        folder,
        **{
            "low-back": document(never_codes=["M54.9", "M54.2"], not_discussed=["imaging", "psychogenic"], facts=[])
        },
    )

    says = [item.says for item in sheet_of(folder).items]

    assert "never: M54.9, M54.2" in says
    assert "nobody spoke of: imaging, psychogenic" in says


def test_a_sheet_may_ask_for_some_kinds_of_some_encounters(folder: Path) -> None:
    folder_of(folder, **{f"low-back-{n}": document() for n in range(5)})
    choice = Choice(kinds=frozenset({ItemKind.CODE}), encounters=2)

    made = sheet_of(folder, choice)

    assert len(made.encounters) == 2
    assert {item.kind for item in made.items} == {ItemKind.CODE}
    assert made == sheet_of(folder, choice)
    assert made.version != sheet_of(folder).version


def test_no_cell_is_taken_for_a_formula(folder: Path) -> None:
    quotes = [row["quote"] for row in _rows(as_csv(sheet_of(folder)))]

    assert quotes[-1] == "'=Yes, and no leg pain"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1"])
def test_a_guarded_cell_reads_back_as_it_was(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


def test_a_plain_apostrophe_is_nobody_s_guard() -> None:
    assert unguarded("'tis so") == "'tis so"


def test_a_row_keeps_its_id_when_another_label_comes_in(folder: Path) -> None:
    before = {item.row: item.says for item in sheet_of(folder).items}
    folder_of(folder, **{"low-back": document(codes=["M54.50", "G89.29"])})

    after = {item.row: item.says for item in sheet_of(folder).items}

    assert before.items() <= after.items()
    assert len(after) == len(before) + 1


def test_equal_labels_have_ids_of_their_own(folder: Path) -> None:
    fact = {"kind": "region", "value": "lumbar", "quote": "low back pain", "segments": ["s1"]}
    folder_of(folder, **{"low-back": document(facts=[fact, fact])})

    rows = [item.row for item in sheet_of(folder).items]

    assert len(set(rows)) == len(rows)


def test_the_version_changes_with_a_label_and_with_a_word(folder: Path) -> None:
    first = sheet_of(folder).version
    folder_of(folder, **{"low-back": document(codes=["M54.51"])})
    second = sheet_of(folder).version
    changed = document()
    changed["request"]["transcript"]["segments"][0]["text"] = "So, low back pain again?"
    folder_of(folder, **{"low-back": changed})

    assert len({first, second, sheet_of(folder).version, sheet_of(folder, Choice(blind=True)).version}) == 4


def test_a_blind_sheet_holds_no_label_and_not_the_name_of_the_sample(folder: Path) -> None:
    text = as_csv(sheet_of(folder, Choice(blind=True)))
    questions = [row["question"] for row in _rows(text)]

    assert [hidden for hidden in ("M54", "lumbar", "low-back", "Low back pain, no leg") if hidden in text] == []
    assert len(questions) == 4
    assert questions[-1] == "Is this radiation documented, denied, uncertain?"


def test_the_reading_copy_has_the_words_and_no_label(folder: Path) -> None:
    text = reading_copy(sheet_of(folder, Choice(blind=True)))

    assert "- **s2 patient** =Yes, and no leg pain." in text
    assert "date of service 2026-11-20, age 41." in text
    assert "M54.50" not in text
    assert "low-back" not in text


def test_a_folder_without_labels_makes_no_sheet(tmp_path: Path) -> None:
    with pytest.raises(NoFixtures):
        sheet_of(tmp_path)
