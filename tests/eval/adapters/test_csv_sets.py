"""ACI-Bench and MTS-Dialog: rows become samples, and a broken row is named by its place alone."""

import json
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from eval.adapters import ADAPTERS
from eval.adapters.convert import convert
from eval.adapters.errors import BrokenRow, UnknownSpeaker, UnreadableSource, WrongFolder
from eval.samples.unlabelled import UnlabelledEncounter
from scribe.schema.transcript import SpeakerRole

DAY = date(2026, 11, 20)
ACI, MTS = ADAPTERS["aci-bench"], ADAPTERS["mts-dialog"]
ACI_HEADER = "dataset,encounter_id,dialogue,note\n"
MTS_HEADER = "ID,section_header,section_text,dialogue\n"
C, P, OTHER = SpeakerRole.CLINICIAN, SpeakerRole.PATIENT, SpeakerRole.OTHER


def _sample(out: Path, name: str) -> UnlabelledEncounter:
    return UnlabelledEncounter.model_validate_json((out / f"{name}.json").read_bytes())


def _turns(sample: UnlabelledEncounter) -> list[tuple[SpeakerRole | None, str]]:
    return [(segment.speaker_role, segment.text) for segment in sample.request.transcript.segments]


def _aci(folder: Path, *rows: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "train.csv").write_text(ACI_HEADER + "".join(rows), encoding="utf-8")
    return folder


def _aci_row(encounter: str, dialogue: str, note: str = "PLAN\n\nRest.") -> str:
    return f'aci,{encounter},"{dialogue}","{note}"\n'


def test_tags_of_aci_bench_become_roles_and_untagged_lines_go_on(tmp_path: Path) -> None:
    dialogue = "[doctor] what hurts ?\n\n[patient] my neck ,\nmostly .\n[patient_guest] he fell ."
    source = _aci(tmp_path / "in", _aci_row("D2N901", dialogue))

    convert(ACI, source, tmp_path / "out", DAY)

    sample = _sample(tmp_path / "out", "aci-D2N901")
    assert _turns(sample) == [(C, "what hurts ?"), (P, "my neck , mostly ."), (OTHER, "he fell .")]
    assert [segment.id for segment in sample.request.transcript.segments] == ["s1", "s2", "s3"]


def test_the_reference_note_stands_apart_from_the_transcript(tmp_path: Path) -> None:
    source = _aci(tmp_path / "in", _aci_row("D2N901", "[doctor] hello .", "PLAN\n\nHeat."))

    convert(ACI, source, tmp_path / "out", DAY)

    sample = _sample(tmp_path / "out", "aci-D2N901")
    assert sample.reference_note == "PLAN\n\nHeat."
    assert (sample.licence, sample.source) == ("CC BY 4.0", "ACI-Bench (wyim/aci-bench), train.csv")
    assert sample.request.encounter.date_of_service == DAY


def test_the_root_of_the_release_is_enough_and_its_metadata_are_no_rows(tmp_path: Path) -> None:
    folder = _aci(tmp_path / "in" / "data" / "challenge_data", _aci_row("D2N901", "[doctor] hello ."))
    (folder / "train_metadata.csv").write_text("dataset,encounter_id\naci,D2N901\n", encoding="utf-8")

    done = convert(ACI, tmp_path / "in", tmp_path / "out", DAY)

    assert (done.samples, done.with_sound) == (1, 0)


def test_the_json_release_gives_whole_notes_and_leaves_out_their_sections(tmp_path: Path) -> None:
    entries = [
        {"src": "[doctor] hello .", "tgt": "whole", "file": "D2N901-aci"},
        {"src": "[doctor] hello .", "tgt": "part", "file": "D2N901-aci-subjective"},
    ]
    (tmp_path / "valid.json").write_text(json.dumps({"data": entries}), encoding="utf-8")

    convert(ACI, tmp_path, tmp_path / "out", DAY)

    assert [path.name for path in (tmp_path / "out").iterdir()] == ["aci-D2N901.json"]
    assert _sample(tmp_path / "out", "aci-D2N901").reference_note == "whole"


@pytest.mark.parametrize("content", ["[]", "{", '{"data": 3}', '"text"'])
def test_another_json_is_no_release(tmp_path: Path, content: str) -> None:
    (tmp_path / "valid.json").write_text(content, encoding="utf-8")

    with pytest.raises(UnreadableSource, match=r"valid\.json"):
        convert(ACI, tmp_path, tmp_path / "out", DAY)


def test_windows_line_ends_and_second_speakers_of_mts_dialog_are_read(tmp_path: Path) -> None:
    dialogue = "Doctor: Any surgery?\r\nGuest_family: None.\r\nGuest_clinican: A knee scope.\r\nPatient : Right."
    (tmp_path / "MTS-Dialog-TrainingSet.csv").write_bytes(
        (MTS_HEADER + f'7,PASTSURGICAL,Knee scope.,"{dialogue}"\r\n').encode()
    )

    convert(MTS, tmp_path, tmp_path / "out", DAY)

    sample = _sample(tmp_path / "out", "mts-train-7")
    assert _turns(sample) == [(C, "Any surgery?"), (OTHER, "None."), (C, "A knee scope."), (P, "Right.")]
    assert sample.reference_note == "PASTSURGICAL\n\nKnee scope."


def test_rows_of_one_number_in_two_files_are_two_samples(tmp_path: Path) -> None:
    for stem in ("MTS-Dialog-TestSet-1-MEDIQA-Chat-2023", "MTS-Dialog-TestSet-2-MEDIQA-Sum-2023"):
        (tmp_path / f"{stem}.csv").write_text(MTS_HEADER + '0,CC,Pain.,"Doctor: Pain?"\n', encoding="utf-8")

    convert(MTS, tmp_path, tmp_path / "out", DAY)

    assert sorted(path.stem for path in (tmp_path / "out").iterdir()) == ["mts-test1-0", "mts-test2-0"]


def test_an_unknown_tag_is_named_by_its_place_and_not_by_its_words(tmp_path: Path) -> None:
    source = _aci(tmp_path / "in", _aci_row("D2N901", "[doctor] hello .\n[zebra] secretword ."))

    with pytest.raises(UnknownSpeaker) as told:
        convert(ACI, source, tmp_path / "out", DAY)

    assert "train.csv, line 2, line 2 of the dialogue" in str(told.value)
    assert "secretword" not in str(told.value)
    assert "zebra" not in str(told.value)


def test_a_noise_in_brackets_is_no_tag(tmp_path: Path) -> None:
    source = _aci(tmp_path / "in", _aci_row("D2N901", "[doctor] hello\n[ inaudible 00:01 ] there"))

    convert(ACI, source, tmp_path / "out", DAY)

    assert _turns(_sample(tmp_path / "out", "aci-D2N901")) == [(C, "hello [ inaudible 00:01 ] there")]


def test_a_row_with_a_cell_too_few_is_named_by_its_line(tmp_path: Path) -> None:
    source = _aci(tmp_path / "in", _aci_row("D2N901", "[doctor] hello .\n[patient] hi ."), "aci,D2N902,only\n")

    with pytest.raises(BrokenRow, match=r"train\.csv, line 6: 3 cells, where the header has 4"):
        convert(ACI, source, tmp_path / "out", DAY)


def test_a_quote_that_never_ends_is_named_by_the_line_it_begins_on(tmp_path: Path) -> None:
    source = _aci(
        tmp_path / "in", _aci_row("D2N901", "[doctor] hello ."), 'aci,D2N902,"[doctor] no end\n', "more\n"
    )

    with pytest.raises(BrokenRow, match=r"train\.csv, line 5"):
        convert(ACI, source, tmp_path / "out", DAY)


def test_an_error_leaves_nothing_behind(tmp_path: Path) -> None:
    source = _aci(tmp_path / "in", _aci_row("D2N901", "[doctor] hello ."), _aci_row("D2N902", "no tag"))

    with pytest.raises(BrokenRow, match="begins without a speaker tag"):
        convert(ACI, source, tmp_path / "out", DAY)

    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_broken_encounters_can_be_left_out_by_name(tmp_path: Path) -> None:
    source = _aci(tmp_path / "in", _aci_row("D2N901", "no tag"), _aci_row("D2N902", "[doctor] hello ."))
    told: list[str] = []

    done = convert(ACI, source, tmp_path / "out", DAY, lambda error: told.append(str(error)))

    assert (done.samples, done.left_out) == (1, 1)
    assert told[0].startswith("train.csv, line 2")


def test_an_encounter_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    source = _aci(tmp_path / "in", *[_aci_row("D2N901", "[doctor] hello .")] * 2)

    with pytest.raises(UnreadableSource, match="aci-D2N901 is there twice"):
        convert(ACI, source, tmp_path / "out", DAY)


@pytest.mark.parametrize("encounter", ["../D2N901", "", "a b"])
def test_an_id_that_is_no_file_name_is_refused(tmp_path: Path, encounter: str) -> None:
    source = _aci(tmp_path / "in", _aci_row(encounter, "[doctor] hello ."))

    with pytest.raises(BrokenRow, match="encounter_id"):
        convert(ACI, source, tmp_path / "out", DAY)


def test_a_folder_without_the_set_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(WrongFolder):
        convert(MTS, tmp_path / "empty", tmp_path / "out", DAY)
    with pytest.raises(WrongFolder, match="does not exist"):
        convert(MTS, tmp_path / "nowhere", tmp_path / "out", DAY)


def test_another_csv_is_told_which_columns_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "train.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(UnreadableSource, match="no column ID, section_header"):
        convert(MTS, tmp_path, tmp_path / "out", DAY)


def test_a_file_of_another_encoding_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "train.csv").write_bytes(MTS_HEADER.encode() + b'0,CC,Pain.,"Doctor: caf\xe9"\n')

    with pytest.raises(UnreadableSource, match=r"train\.csv is not UTF-8"):
        convert(MTS, tmp_path, tmp_path / "out", DAY)


def test_a_large_file_is_never_in_memory_whole(tmp_path: Path) -> None:
    words = "[doctor] and so on . " + "on and on , " * 5_000
    source = _aci(tmp_path / "in", *(_aci_row(f"D2N{n}", words) for n in range(150)))
    tracemalloc.start()

    done = convert(ACI, source, tmp_path / "out", DAY)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert done.samples == 150
    assert peak < (source / "train.csv").stat().st_size / 4
