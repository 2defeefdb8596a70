"""The command line: one clear line for bad input, the right exit status, and the result alone on stdout."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scribe.cli import main

DAY = ("--date-of-service", "2026-11-20")
DIALOGUE = """Clinician: What brings you in?
Patient: I have had low back pain for about a year.
Clinician: Was there any injury?
Patient: No.
Clinician: My assessment is chronic low back pain.
"""


@pytest.fixture
def dialogue(tmp_path: Path) -> Path:
    path = tmp_path / "visit.txt"
    path.write_text(DIALOGUE, encoding="utf-8")
    return path


def test_a_dialogue_becomes_codes_in_order(dialogue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["note", str(dialogue), *DAY, "--format", "json"])

    result = json.loads(capsys.readouterr().out)
    assert status == 0
    assert [code["code"] for code in result["codes"]] == ["M54.50", "G89.29"]


def test_the_json_has_every_key_of_the_contract(dialogue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["note", str(dialogue), *DAY, "--format", "json"])

    result = json.loads(capsys.readouterr().out)
    assert result.keys() >= {
        "schema_version", "encounter", "transcript", "documentation", "codes", "findings", "queries", "note",
        "disposition", "provenance",
    }  # fmt: skip
    assert result["provenance"].keys() >= {
        "asr", "extractor", "model", "prompt", "rule_pack", "code_set", "software",
    }  # fmt: skip
    assert result["transcript"]["segments"][0].keys() == {
        "id", "start", "end", "speaker_role", "text", "confidence",
    }  # fmt: skip


def test_a_fhir_document_is_printed_alone_and_reads_no_clock(
    dialogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = []
    for _ in range(2):
        main(["note", str(dialogue), *DAY, "--format", "fhir"])
        outputs.append(capsys.readouterr().out)

    document = json.loads(outputs[0])
    assert (document["resourceType"], document["type"]) == ("Bundle", "document")
    assert document["timestamp"] == "2026-11-20T00:00:00Z"
    assert outputs[0] == outputs[1]


def test_two_runs_give_the_same_bytes(dialogue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for _ in range(2):
        main(["note", str(dialogue), *DAY, "--format", "json"])
        outputs.append(capsys.readouterr().out)

    assert outputs[0] == outputs[1]


def test_a_result_checks_the_same_when_it_is_read_back(
    dialogue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "result.json"
    main(["note", str(dialogue), *DAY, "--format", "json", "--out", str(saved)])

    status = main(["check", str(saved), "--format", "json"])

    again, before = json.loads(capsys.readouterr().out), json.loads(saved.read_text(encoding="utf-8"))
    assert status == 0
    assert {key: again[key] for key in ("codes", "findings", "queries", "disposition")} == {
        key: before[key] for key in ("codes", "findings", "queries", "disposition")
    }


def test_a_wrong_proposed_code_is_an_error_of_the_check(
    dialogue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "result.json"
    main(["note", str(dialogue), *DAY, "--format", "json", "--proposed-code", "M54.5", "--out", str(saved)])

    assert main(["check", str(saved)]) == 1
    assert "INVALID_CODE_FOR_DOS" in capsys.readouterr().out


def test_lines_on_stdin_are_answered_line_by_line(dialogue: Path, tmp_path: Path) -> None:
    saved = tmp_path / "result.json"
    main(["note", str(dialogue), *DAY, "--format", "json", "--out", str(saved)])
    line = json.dumps(json.loads(saved.read_text(encoding="utf-8")))

    done = subprocess.run(
        [sys.executable, "-m", "scribe.cli", "check", "-", "--format", "jsonl"],
        input=f"{line}\nMarker\n{line}\n", capture_output=True, text=True, check=False,
    )  # fmt: skip

    answers = [json.loads(answer) for answer in done.stdout.splitlines()]
    assert [set(answer) & {"error", "disposition"} for answer in answers] == [
        {"disposition"},
        {"error"},
        {"disposition"},
    ]
    assert (done.returncode, "Marker" in done.stdout) == (2, False)


WRONG = {
    "missing.wav": None,
    "empty.wav": b"",
    "text.wav": b"Marker Smith, born 1970, has low back pain.",
    "empty.txt": b"",
    "field.json": b'{"transcript": {"segments": [{"txt": "Marker Smith"}]}}',
    "no.json": b"Marker Smith",
    "latin.txt": b"Patient: caf\xe9 Marker",
    "header.vtt": b"Marker",
}


@pytest.mark.parametrize("name", WRONG)
def test_bad_input_is_one_line_on_stderr_and_status_2(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    content = WRONG[name]
    if content is not None:
        path.write_bytes(content)

    status = main(["note", str(path), *DAY])

    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert "Marker" not in said.err
    assert name in said.err


@pytest.mark.parametrize("day", ["2015-09-30", "2027-04-01", "yesterday"])
def test_a_date_of_service_outside_the_tables_is_refused(
    day: str, dialogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["note", str(dialogue), "--date-of-service", day])

    assert (status, capsys.readouterr().err.count("\n")) == (2, 1)


def test_an_unreadable_speech_model_path_names_the_path_and_the_cure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recording = Path(__file__).parents[2] / "eval/fixtures/recordings/low-back-pain.opus"

    status = main(["note", str(recording), *DAY, "--asr-model", str(tmp_path / "absent"), "--quiet"])

    said = capsys.readouterr().err
    assert status in (2, 3)
    assert said.count("\n") == 1
    assert "absent" in said


def test_a_required_model_that_is_not_named_is_status_3(dialogue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["note", str(dialogue), *DAY, "--require-model"]) == 3
    assert "SCRIBE_MODEL" in capsys.readouterr().err


def test_a_rule_can_be_asked_for_by_id_and_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "EXCLUDES1_CONFLICT"]) == 0
    by_name = capsys.readouterr().out
    assert main(["rules", "CV101"]) == 0
    assert capsys.readouterr().out == by_name


def test_an_unknown_rule_is_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "XX999"]) == 2
    assert "no rule of this id or name" in capsys.readouterr().err


def test_keys_alone_never_name_a_model(
    dialogue: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")

    status = main(["note", str(dialogue), *DAY, "--format", "json"])

    assert status == 0
    assert json.loads(capsys.readouterr().out)["provenance"]["model"] is None


def test_a_wrong_word_on_the_command_line_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["note", "--nonsense"])

    assert (stopped.value.code, capsys.readouterr().err.count("\n")) == (2, 1)


def test_an_output_that_cannot_be_written_is_said_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["note", str(tmp_path / "missing.wav"), *DAY, "--out", str(tmp_path / "no" / "x.json")])

    said = capsys.readouterr().err
    assert (status, "--out" in said, "missing.wav" in said) == (2, True, False)


def test_a_proposed_code_that_is_far_too_long_is_status_2(
    dialogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["note", str(dialogue), *DAY, "--proposed-code", "A" * 40]) == 2
    assert "longer than" in capsys.readouterr().err


def test_a_document_with_nothing_to_check_is_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.json"
    path.write_text("{}", encoding="utf-8")

    assert main(["check", str(path)]) == 2
    assert "nothing to check" in capsys.readouterr().err


def _sided(tmp_path: Path, **more: object) -> Path:
    """A visit whose side nobody stated, with what else the document holds."""
    visit = Path(__file__).parents[1] / "guardrails" / "visits" / "v10.json"
    path = tmp_path / "visit.json"
    path.write_text(json.dumps({**json.loads(visit.read_text("utf-8")), **more}), "utf-8")
    return path


def test_an_answer_in_a_document_gives_a_second_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _sided(tmp_path, answers=[{"query": "GG105-low-back", "answer": "Left", "by": "dr-a"}])

    main(["check", str(path), "--format", "json"])

    answer = json.loads(capsys.readouterr().out)
    assert [code["code"] for code in answer["codes"]] == ["M54.42"]
    assert [record["facts"][0]["value"] for record in answer["answered"]] == ["left"]


@pytest.mark.parametrize(
    "given", [{"query": "GG999", "answer": "Left"}, {"query": "GG105-low-back", "answer": "Other (please specify)"}]
)
def test_an_answer_to_nothing_or_without_its_words_is_refused(
    given: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["check", str(_sided(tmp_path, answers=[given]))])

    assert (status, capsys.readouterr().err.count("\n")) == (2, 1)


def test_a_query_written_elsewhere_is_held_against_the_practice_brief(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    leading = {"question": "Please document chronic to avoid a denial?", "options": ["No", "Yes"]}

    status = main(["check", str(_sided(tmp_path, queries=[leading]))])

    assert (status, "QUERY_NOT_COMPLIANT" in capsys.readouterr().out) == (1, True)
