"""Replay: an unchanged note does not change, a change has its cause, and no word of a visit is told."""

import json
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.drift.again import Again, again
from eval.drift.changes import Cause, drifted
from eval.embedded import embedded_draft, embedded_parts
from eval.own_encounters import own_encounters
from scribe.export.json_result import result_json
from scribe.schema.result import Component, Result

VISITS = {own.name: own for own in own_encounters()}


def stored(name: str) -> Result:
    own = VISITS[name]
    return embedded_draft(own.visit, own.transcript, own.proposed)


@pytest.mark.parametrize("name", VISITS)
def test_nothing_changes_where_nothing_was_changed(name: str) -> None:
    assert drifted(again(name, stored(name), embedded_parts())).changes == ()


def with_other_rules(result: Result) -> Result:
    """As an older rule pack would have left it: without its codes and without its first finding."""
    old = Component(name="spine", version="0", sha256="0" * 64)
    provenance = result.provenance.model_copy(update={"rule_pack": old})
    return result.model_copy(update={"codes": (), "findings": result.findings[1:], "provenance": provenance})


def test_what_other_rules_gave_is_told_with_the_rules_and_the_versions() -> None:
    found = drifted(again("x", with_other_rules(stored("sciatica-left")), embedded_parts()))

    (code,) = [change for change in found.changes if change.what == "code"]
    assert (code.before, code.after, code.cause) == (None, "M54.42", Cause.RULES)
    assert "given by CD" in code.why
    assert "rule pack spine 0 000000000000 -> spine" in code.why
    assert found.grave
    assert {change.cause for change in found.changes} == {Cause.RULES}


def test_what_another_reader_found_is_told_as_its_reading() -> None:
    whole = stored("sciatica-left")
    fewer = whole.documentation.with_facts([f for f in whole.documentation.facts if f.kind != "diagnosis"])
    old = whole.provenance.model_copy(update={"extractor": Component(name="reader", version="0")})
    before = whole.model_copy(update={"documentation": fewer, "provenance": old})
    note = again("x", before, embedded_parts())
    found = drifted(Again("x", note.recoded, note.recoded, note.redrafted))

    facts = [change for change in found.changes if change.what == "fact"]
    assert facts
    assert {change.cause for change in found.changes} == {Cause.READING}
    assert all("extractor reader 0 -> " in change.why for change in facts)


def test_a_code_that_is_gone_says_what_took_its_place() -> None:
    now = stored("sciatica-left")
    before = now.model_copy(update={"codes": (now.codes[0].model_copy(update={"code": "M54.50"}),)})

    changes = drifted(Again("x", before, now, now)).changes

    (lost,) = [change for change in changes if change.what == "code" and change.after is None]
    assert lost.before == "M54.50"
    assert "withheld by CD" in lost.why or "facts or conditions are gone" in lost.why


def test_the_command_reports_in_no_words_of_the_visit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results = {name: stored(name) for name in VISITS}
    (tmp_path / "old.jsonl").write_text(
        "".join(result_json(with_other_rules(result), indent=None) + "\n" for result in results.values()), "utf-8"
    )
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "one.json").write_text(result_json(results["sciatica-left"]), "utf-8")

    assert main(["replay", str(tmp_path / "old.jsonl"), str(tmp_path / "new"), "--jsonl", str(tmp_path / "c")]) == 0

    told = capsys.readouterr().out + (tmp_path / "c").read_text("utf-8")
    assert told.startswith("# Replay")
    assert f"{len(results) + 1} notes;" in told
    words = {
        sentence
        for result in results.values()
        for segment in result.transcript.segments
        for sentence in segment.text.split(". ")
        if len(sentence) > 12
    }
    assert words
    assert [sentence for sentence in words if sentence in told] == []
    changes = [json.loads(line) for line in (tmp_path / "c").read_text("utf-8").splitlines()]
    assert len(changes) == len(results) + 1
    assert changes[-1] == {"name": "one", "changes": []}


@pytest.mark.parametrize(("fail_on", "status"), [("never", 0), ("grave", 1), ("any", 1)])
def test_changes_can_fail_the_command(tmp_path: Path, fail_on: str, status: int) -> None:
    (tmp_path / "old.json").write_text(result_json(with_other_rules(stored("sciatica-left"))), "utf-8")

    assert main(["replay", str(tmp_path / "old.json"), "--fail-on", fail_on]) == status


def test_what_is_no_result_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.jsonl").write_text('{"transcript": "my back hurts"}\n', "utf-8")

    assert main(["replay", str(tmp_path / "x.jsonl")]) == 2
    said = capsys.readouterr().err
    assert "x.jsonl line 1 is no result" in said
    assert "hurts" not in said


def test_a_folder_without_results_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", str(tmp_path), "--fail-on", "any"]) == 2
    assert "no stored result in it" in capsys.readouterr().err


def test_a_model_that_failed_is_told_although_the_reader_wrote_the_same_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    (tmp_path / "old.json").write_text(result_json(stored("sciatica-left")), "utf-8")

    assert main(["replay", str(tmp_path / "old.json"), "--model", "absent", "--fail-on", "grave"]) == 1
    assert "| model | - | model-unavailable | reading: absent failed and the reader stood in |" in (
        capsys.readouterr().out
    )
