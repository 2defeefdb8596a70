"""Filled sheets are read back whole or refused by row and column, and compared."""

import csv
import json
from pathlib import Path

import pytest

from eval.agreement.agreement import Agreement, agreement
from eval.agreement.command import main_agreement, main_sheet
from eval.agreement.errors import OtherSheet, RowsDiffer, UnreadableSheet, WrongCell
from eval.agreement.read import read_sheet
from eval.agreement.sheet import Choice, sheet_of
from scribe.schema.errors import InputError
from tests.eval.agreement.labelled import Cells, agree, document, fill, folder_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "labels", **{"low-back": document()})


def _compared(folder: Path, first: Path, second: Path, *, blind: bool = False) -> Agreement:
    sheet = sheet_of(folder, Choice(blind))
    return agreement(sheet, read_sheet(first, sheet), read_sheet(second, sheet))


def _disputes_codes(shown: Cells) -> Cells:
    if shown["kind"] == "code":
        return {"verdict": "Disagree", "instead": "M54.51", "comment": "acute"}
    return {"verdict": " AGREE "}


def _unsure_of_facts(shown: Cells) -> Cells:
    return {"verdict": "cannot_tell" if shown["kind"] == "fact" else _disputes_codes(shown)["verdict"]}


def test_agreement_is_counted_over_all_and_by_kind(folder: Path, tmp_path: Path) -> None:
    first = fill(tmp_path / "a.csv", folder, _disputes_codes)
    second = fill(tmp_path / "b.csv", folder, _unsure_of_facts)

    found = _compared(folder, first, second)

    over_all, code, disposition, _, fact = found.kinds
    assert over_all.counts == {"agree / agree": 2, "agree / cannot tell": 2, "disagree / disagree": 2}
    assert (over_all.rows, over_all.agreed, over_all.with_label) == (6, 4, (4, 2))
    assert over_all.kappa == pytest.approx((4 / 6 - 12 / 36) / (1 - 12 / 36))
    assert (code.kind, code.raw, code.kappa) == ("code", 1.0, None)
    assert (disposition.rows, fact.raw, fact.kappa) == (1, 0.0, 0.0)


def test_what_both_reject_is_listed_with_what_they_would_have(folder: Path, tmp_path: Path) -> None:
    first = fill(tmp_path / "a.csv", folder, _disputes_codes)
    second = fill(tmp_path / "b.csv", folder, _unsure_of_facts)

    found = _compared(folder, first, second)

    assert [one.label for one in found.mend] == ["M54.50 in place 1", "never: M54.9"]
    assert (found.mend[0].first.instead, found.mend[0].first.comment) == ("M54.51", "acute")
    assert [one.label for one in found.disagreements] == ["region: lumbar, documented", "radiation: leg, denied"]


def _blind_answers(codes: str) -> "dict[str, str]":
    return {"code": codes, "disposition": "Ready for review", "fact": "documented"}


def test_blind_answers_are_held_against_each_other_and_against_the_labels(folder: Path, tmp_path: Path) -> None:
    first = fill(
        tmp_path / "a.csv", folder, lambda shown: {"answer": _blind_answers("m54.50")[shown["kind"]]}, blind=True
    )
    second = fill(
        tmp_path / "b.csv",
        folder,
        lambda shown: {"answer": _blind_answers("M54.50; G89.29")[shown["kind"]]},
        blind=True,
    )

    found = _compared(folder, first, second, blind=True)

    assert (found.kinds[0].rows, found.kinds[0].agreed, found.kinds[0].with_label) == (4, 3, (3, 2))
    assert [(one.first.said, one.second.said) for one in found.disagreements] == [("M54.50", "M54.50 G89.29")]
    assert [(one.label, one.first.said) for one in found.mend] == [("denied", "documented")]


def test_rows_and_columns_may_be_moved_and_semicolons_used(folder: Path, tmp_path: Path) -> None:
    path = fill(tmp_path / "a.csv", folder, agree)
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    header, rest = rows[0], rows[:0:-1]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([[*row[:1], *row[:0:-1]] for row in [header, *rest]])

    sheet = sheet_of(folder)

    assert [reading.said for reading in read_sheet(path, sheet).values()] == ["agree"] * len(sheet.items)


def test_an_unknown_verdict_is_named_by_row_and_column_and_not_by_its_words(folder: Path, tmp_path: Path) -> None:
    path = fill(
        tmp_path / "a.csv", folder, lambda shown: {"verdict": "secret" if shown["segment"] == "s2" else "agree"}
    )
    row = sheet_of(folder).items[-1].row

    with pytest.raises(WrongCell, match=f"a.csv: column verdict, row {row} is empty or no verdict") as told:
        read_sheet(path, sheet_of(folder))

    assert told.value.cells == ((row, "verdict"),)
    assert "secret" not in str(told.value)


def test_a_row_left_empty_is_no_verdict(folder: Path, tmp_path: Path) -> None:
    path = fill(tmp_path / "a.csv", folder, lambda _: {"verdict": ""})

    with pytest.raises(WrongCell, match="and 3 more are empty or no verdict"):
        read_sheet(path, sheet_of(folder))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda lines: lines[:-1], "is missing"),
        (lambda lines: [*lines, lines[-1]], "is there twice"),
        (lambda lines: [*lines, "r0000000000,,,,,,,agree,,"], "row r0000000000 is none of this sheet"),
    ],
)
def test_rows_missing_doubled_or_foreign_are_refused(folder: Path, tmp_path: Path, change, told: str) -> None:
    path = fill(tmp_path / "a.csv", folder, agree)
    path.write_text("\n".join(change(path.read_text("utf-8-sig").splitlines())), encoding="utf-8-sig")

    with pytest.raises(RowsDiffer, match=told):
        read_sheet(path, sheet_of(folder))


def test_the_sheet_of_other_labels_is_refused(folder: Path, tmp_path: Path) -> None:
    path = fill(tmp_path / "a.csv", folder, agree)
    folder_of(folder, **{"low-back": document(codes=["M54.51"])})

    with pytest.raises(OtherSheet):
        read_sheet(path, sheet_of(folder))


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b'row (sheet x),"open\n', b"\xff\xfe\x00"])
def test_another_file_is_no_sheet(folder: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)

    with pytest.raises(UnreadableSheet, match=r"a\.csv"):
        read_sheet(tmp_path / "a.csv", sheet_of(folder))


def test_a_missing_sheet_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSheet, match=r"nowhere\.csv"):
        read_sheet(tmp_path / "nowhere.csv", sheet_of(folder))


def test_the_commands_go_from_labels_to_agreement(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, reading = tmp_path / "sheet.csv", tmp_path / "reading.md"
    assert main_sheet([str(folder), "--out", str(out), "--reading", str(reading)]) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfrow (sheet ")
    assert reading.read_text("utf-8").startswith("# low-back")
    first = fill(tmp_path / "a.csv", folder, _disputes_codes)
    second = fill(tmp_path / "b.csv", folder, agree)
    capsys.readouterr()

    assert main_agreement([str(folder), str(first), str(second)]) == 0
    text = capsys.readouterr().out
    assert main_agreement([str(folder), str(first), str(second), "--format", "json"]) == 0

    assert "both reject our label: 0" in text
    assert "the reviewers differ: 2" in text
    assert len(json.loads(capsys.readouterr().out)["disagreements"]) == 2


def test_a_sheet_that_may_be_filled_in_is_never_overwritten(folder: Path, tmp_path: Path) -> None:
    out = fill(tmp_path / "sheet.csv", folder, agree)
    before = out.read_bytes()

    with pytest.raises(InputError, match="not overwritten"):
        main_sheet([str(folder), "--out", str(out)])

    assert out.read_bytes() == before


def test_an_open_and_a_blind_sheet_are_not_compared(folder: Path, tmp_path: Path) -> None:
    first = fill(tmp_path / "a.csv", folder, agree)
    second = fill(tmp_path / "b.csv", folder, lambda _: {"answer": "cannot tell"}, blind=True)

    with pytest.raises(OtherSheet, match="blind"):
        main_agreement([str(folder), str(first), str(second)])
