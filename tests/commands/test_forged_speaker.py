"""A document cannot put the patient's words under the clinician's name."""

import json
from pathlib import Path

import pytest

from scribe.cli import main


def test_a_quote_under_another_speakers_name_holds_the_draft(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "I have lumbar stenosis"
    evidence = {
        "segment_id": "s1", "quote": words, "start_char": 0, "end_char": len(words), "speaker_role": "clinician",
    }  # fmt: skip
    fact = {
        "id": "f1", "kind": "diagnosis", "value": "lumbar stenosis", "speaker_role": "clinician",
        "evidence": [evidence],
    }  # fmt: skip
    document = {
        "encounter": {"date_of_service": "2026-11-20"},
        "transcript": {"segments": [{"id": "s1", "speaker_role": "patient", "text": words}]},
        "documentation": {"facts": [fact]},
    }
    path = tmp_path / "forged.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    status = main(["check", str(path), "--format", "json"])

    answer = json.loads(capsys.readouterr().out)
    assert (status, answer["disposition"]) == (1, "hold_for_query")
    assert "QUOTE_NOT_IN_SOURCE" in [finding["name"] for finding in answer["findings"]]
