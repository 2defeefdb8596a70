"""Whatever a named model does, the visit is drafted: the reader's draft, MODEL_FAILED, one line, exit 0."""

import json
from pathlib import Path

import pytest

from eval import scripted_server as script
from scribe.cli import main

DAY = ("--date-of-service", "2026-11-20", "--format", "json")
BEHAVIOURS = {
    "a web page": (script.html, "model-unavailable"),
    "malformed JSON": (script.not_json, "model-unavailable"),
    "an answer that is no JSON": (script.replies("I would rather talk."), "model-reply-invalid"),
    "a refusal": (script.replies(None, refusal="I cannot help with that."), "model-refused"),
    "half an answer": (script.replies('{"facts": [', "length"), "model-truncated"),
    "429 for ever": (script.status(429, Retry_After="1"), "model-rate-limited"),
    "silence": (script.hangs, "model-timeout"),
    "a server error": (script.status(500), "model-unavailable"),
}


@pytest.fixture
def visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCRIBE_MODEL", "scripted")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("SCRIBE_LLM_TIMEOUT_S", "3")
    path = tmp_path / "visit.txt"
    path.write_text("Patient: My low back hurts.\nClinician: My assessment is low back pain.\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("what", BEHAVIOURS)
def test_a_failing_model_costs_a_warning_and_never_the_draft(
    what: str, visit: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    behave, code = BEHAVIOURS[what]

    with script.serving(behave) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        status = main(["note", str(visit), *DAY])

    said = capsys.readouterr()
    result = json.loads(said.out)
    failed = [finding for finding in result["findings"] if finding["name"] == "MODEL_FAILED"]
    assert (status, [finding["severity"] for finding in failed]) == (0, ["warning"])
    assert [code["code"] for code in result["codes"]] == ["M54.50"]
    assert result["provenance"]["model"]["error"] == code
    assert said.err.count("\n") == 1


def test_no_server_there_costs_a_warning_too(
    visit: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")

    status = main(["note", str(visit), *DAY])

    assert status == 0
    assert json.loads(capsys.readouterr().out)["provenance"]["model"]["error"] == "model-unavailable"


def test_a_required_model_that_fails_is_status_3(
    visit: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with script.serving(script.status(500)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        status = main(["note", str(visit), *DAY, "--require-model"])

    assert (status, capsys.readouterr().out) == (3, "")


def test_without_speech_no_model_is_called(
    tmp_path: Path, visit: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    silent = tmp_path / "silent.json"
    silent.write_text('{"transcript": {"segments": [{"text": " "}]}}', encoding="utf-8")

    with script.serving(script.html) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        status = main(["note", str(silent), *DAY])

    assert (status, json.loads(capsys.readouterr().out)["disposition"]) == (0, "no_speech")
    assert server.requests == []


def test_a_tracing_variable_stops_the_program_before_any_text_is_sent(
    visit: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")

    assert main(["note", str(visit), *DAY]) == 3
    assert "LANGSMITH_TRACING" in capsys.readouterr().err
