"""The note in a model's words, from the command line over HTTP to the result and its account."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval import scripted_server as script
from scribe.cli import main

DAY = ("--date-of-service", "2026-11-20", "--format", "json")
SAID = (
    "Clinician: What can I do for you?\n"
    "Patient: My low back hurts, a six out of ten, for three weeks.\n"
    "Clinician: Any fever?\n"
    "Patient: No.\n"
    "Clinician: My assessment is low back pain.\n"
)
QUOTES = {
    "region": ("low back", "low back", 2),
    "severity": ("six out of ten", "a six out of ten", 2),
    "onset": ("three weeks", "for three weeks", 2),
    "red_flag": ("fever", "No.", 4),
    "diagnosis": ("low back pain", "My assessment is low back pain", 5),
}
SHOWN = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
Word = Callable[[dict[str, str]], script.Behaviour]


def answering(word: Word) -> script.Behaviour:
    """Facts where facts are asked for; else what ``word`` does with the numbered sentences that were shown."""

    def behave(handler: script.Handler) -> None:
        schema = handler.request_body["response_format"]["json_schema"]["schema"]
        if "sentences" in schema["properties"]:
            word(dict(SHOWN.findall(handler.request_body["messages"][-1]["content"])))(handler)
            return
        answer = {kind: _facts(kind) for kind in schema["required"]}
        handler.answer(200, script.completion(json.dumps(answer)))

    return behave


def _facts(kind: str) -> list[dict[str, Any]]:
    if kind not in QUOTES:
        return []
    value, quote, line = QUOTES[kind]
    fact = {
        "line": str(line),
        "quote": quote,
        "value": value,
        "assertion": "denied" if kind == "red_flag" else "documented",
        "experiencer": "patient",
        "temporality": "current",
    }
    return [fact | ({"stated_by": "clinician", "certainty_words": None} if kind == "diagnosis" else {})]


def sentences(*made: tuple[list[str], str]) -> script.Behaviour:
    return script.replies(json.dumps({"sentences": [{"from": numbers, "text": text} for numbers, text in made]}))


def well(shown: dict[str, str]) -> script.Behaviour:
    """Onset and severity in one sentence, the denial in another."""
    at = {
        words: n for n, text in shown.items() for words in ("three weeks", "6 out of 10", "fever") if words in text
    }
    return sentences(
        ([at["three weeks"], at["6 out of 10"]], "The patient reports pain of 6 out of 10 for three weeks."),
        ([at["fever"]], "The patient denies any fever."),
    )


def badly(shown: dict[str, str]) -> script.Behaviour:
    return sentences(*(([n], f"{text[:-1]}, and psychogenic cause is excluded.") for n, text in shown.items()))


def drafted(
    word: Word, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, dict[str, Any]]:
    """Exit status and result of ``scribe note``; an empty result where there was none."""
    path = folder / "visit.txt"
    path.write_text(SAID, encoding="utf-8")
    monkeypatch.setenv("SCRIBE_MODEL", "scripted")
    monkeypatch.setenv("SCRIBE_LLM_TIMEOUT_S", "20")
    with script.serving(answering(word)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        status = main(["note", str(path), *DAY, *more])
    return status, json.loads(capsys.readouterr().out or "{}")


def texts(result: dict[str, Any]) -> list[str]:
    return [statement["text"] for section in result["note"]["sections"] for statement in section["statements"]]


@pytest.fixture(autouse=True)
def _worded_by_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIBE_NARRATIVE", "model")
    monkeypatch.setenv("SCRIBE_LLM_STRUCTURED", "json_schema")


def test_sentences_that_hold_are_the_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, result = drafted(well, tmp_path, monkeypatch, capsys)

    account = result["provenance"]["phrasing"]
    assert status == 0
    assert {"The patient reports pain of 6 out of 10 for three weeks.", "The patient denies any fever."} <= set(
        texts(result)
    )
    assert "The patient denies any fever." in result["note"]["markdown"]
    assert (account["name"], account["version"], account["phrased"], account["replaced"]) == ("phrase", "v1", 2, {})
    assert (account["model"]["calls"], account["model"]["prompt_tokens"]) == (1, 100)
    assert account["model"]["seconds"] > 0


def test_sentences_that_do_not_hold_leave_the_templates_and_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, worded = drafted(badly, tmp_path, monkeypatch, capsys)
    monkeypatch.setenv("SCRIBE_NARRATIVE", "template")
    _, plain = drafted(badly, tmp_path, monkeypatch, capsys)

    assert worded["note"] == plain["note"]
    assert worded["findings"] == plain["findings"]
    assert worded["provenance"]["phrasing"]["phrased"] == 0
    assert sum(worded["provenance"]["phrasing"]["replaced"].values()) >= 3
    assert plain["provenance"]["phrasing"] is None


def test_the_words_of_a_note_change_no_code_no_query_and_no_disposition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, worded = drafted(well, tmp_path, monkeypatch, capsys)
    monkeypatch.setenv("SCRIBE_NARRATIVE", "template")
    _, plain = drafted(well, tmp_path, monkeypatch, capsys)

    for part in ("documentation", "codes", "findings", "queries", "disposition"):
        assert worded[part] == plain[part]


FAILURES: dict[str, tuple[script.Behaviour, str]] = {
    "half an answer": (script.replies('{"sentences": [', "length"), "model-truncated"),
    "another form": (script.replies('{"note": "all well"}'), "model-reply-invalid"),
    "a refusal": (script.replies(None, refusal="I cannot help with that."), "model-refused"),
    "a server error": (script.status(500), "model-unavailable"),
}


@pytest.mark.parametrize("what", FAILURES)
def test_a_model_that_fails_at_the_wording_leaves_the_templates_and_says_so(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    behave, code = FAILURES[what]

    status, result = drafted(lambda _: behave, tmp_path, monkeypatch, capsys)

    told = [finding for finding in result["findings"] if finding["name"] == "MODEL_WORDING_FAILED"]
    assert (status, [finding["severity"] for finding in told]) == (0, ["info"])
    assert result["provenance"]["extractor"]["name"] == "llm-chain"
    assert result["provenance"]["phrasing"]["model"]["error"] == code
    assert "Patient denies fever." in texts(result)


def test_a_required_model_that_fails_at_the_wording_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, result = drafted(lambda _: script.status(500), tmp_path, monkeypatch, capsys, "--require-model")

    assert (status, result) == (3, {})


def test_the_reading_and_the_wording_share_one_deadline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[float] = []

    def spying(self: object, asks: object, left_s: float) -> object:
        seen.append(left_s)
        return original(self, asks, left_s)

    from scribe.llm.langchain_model import LangChainModel

    original = LangChainModel._complete
    monkeypatch.setattr(LangChainModel, "_complete", spying)
    drafted(well, tmp_path, monkeypatch, capsys)

    assert seen[0] == 20
    assert 0 < seen[1] < 20


def test_wording_by_a_model_needs_a_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SCRIBE_MODEL", raising=False)
    path = tmp_path / "visit.txt"
    path.write_text(SAID, encoding="utf-8")

    status = main(["note", str(path), *DAY])

    assert status == 3
    assert "SCRIBE_NARRATIVE" in capsys.readouterr().err
