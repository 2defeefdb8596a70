"""Over the development data, where it is present: each form goes through the nearest adapter and comes out
whole."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eval.adapters import ADAPTERS
from eval.adapters.convert import convert
from eval.samples.unlabelled import UnlabelledEncounter

DAY = date(2026, 11, 20)
pytestmark = pytest.mark.shared


def _encounters(shared_data: Path, begin: str) -> list[dict[str, Any]]:
    return [
        json.loads(path.read_text("utf-8")) for path in sorted((shared_data / "encounters").glob(f"{begin}-*.json"))
    ]


def _words(given: dict[str, Any]) -> list[str]:
    return [" ".join(turn["text"].split()) for turn in given["dialogue"]]


def _heard(path: Path) -> list[str]:
    sample = UnlabelledEncounter.model_validate_json(path.read_bytes())
    return [" ".join(segment.text.split()) for segment in sample.request.transcript.segments]


def _write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


def test_every_aci_encounter_comes_through_turn_by_turn(shared_data: Path, tmp_path: Path) -> None:
    given = _encounters(shared_data, "aci")
    rows = [
        [
            "aci",
            one["id"].removeprefix("aci-"),
            "\n".join(f"[{turn['speaker']}] {turn['text']}" for turn in one["dialogue"]),
            one["note"],
        ]
        for one in given
    ]
    _write(tmp_path / "train.csv", ["dataset", "encounter_id", "dialogue", "note"], rows)

    done = convert(ADAPTERS["aci-bench"], tmp_path, tmp_path / "out", DAY)

    assert done.samples == len(given) > 0
    assert [_heard(tmp_path / "out" / f"{one['id']}.json") for one in given] == [_words(one) for one in given]


def test_every_mts_dialogue_comes_through_turn_by_turn(shared_data: Path, tmp_path: Path) -> None:
    given = _encounters(shared_data, "mts")
    rows = [
        [
            str(n),
            "GENHX",
            one["note"],
            "\r\n".join(f"{turn['speaker'].capitalize()}: {turn['text']}" for turn in one["dialogue"]),
        ]
        for n, one in enumerate(given)
    ]
    _write(tmp_path / "MTS-Dialog-TrainingSet.csv", ["ID", "section_header", "section_text", "dialogue"], rows)

    convert(ADAPTERS["mts-dialog"], tmp_path, tmp_path / "out", DAY)

    assert [_heard(tmp_path / "out" / f"mts-train-{n}.json") for n in range(len(given))] == [
        _words(o) for o in given
    ]


def test_every_written_interview_comes_through_turn_by_turn(shared_data: Path, tmp_path: Path) -> None:
    given = _encounters(shared_data, "osce")
    for one in given:
        lines = [f"{turn['speaker'][0].upper()}: {turn['text']}" for turn in one["dialogue"]]
        (tmp_path / f"{one['id'].removeprefix('osce-')}.txt").write_text("\n\n".join(lines), encoding="utf-8")

    convert(ADAPTERS["fareez"], tmp_path, tmp_path / "out", DAY)

    assert [_heard(tmp_path / "out" / f"{one['id']}.json") for one in given] == [_words(one) for one in given]


def test_the_recorded_interviews_are_read_as_they_lie(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "audio" / "interviews"

    done = convert(ADAPTERS["fareez"], folder, tmp_path / "out", DAY)

    assert done.samples == done.with_sound == len(list(folder.glob("*.txt")))
