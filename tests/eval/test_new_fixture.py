"""A labelled encounter is begun with the words of a visit and no label, and is no fixture until it is filled in."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eval.adapters import ADAPTERS
from eval.adapters.convert import convert
from eval.errors import FixtureUnreadable
from eval.samples import folder as fixtures
from eval.samples import new
from eval.samples.labels import LabelledEncounter
from eval.samples.new import main_new
from eval.samples.unfinished import MARK, unfinished
from scribe.schema.errors import InputError, UnreadableTranscript
from scribe.schema.result import AsrComponent
from scribe.schema.transcript import Segment, SpeakerRole, Transcript

DIALOGUE = "Clinician: Where is the pain?\nPatient: My back, TO FILL IN the gap.\n"


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    (tmp_path / "visit.txt").write_text(DIALOGUE, encoding="utf-8")
    return tmp_path / "visit.txt"


def _begun(path: Path) -> dict[str, Any]:
    assert main_new([str(path)]) == 0
    return json.loads(path.with_suffix(".labels.json").read_text("utf-8"))


def _filled(document: dict[str, Any]) -> dict[str, Any]:
    """As a person fills it in."""
    document.update(
        title="Back pain", family="low-back", source="our visit", licence="internal", labelled_by="a coder"
    )
    document["request"]["encounter"].update(date_of_service="2026-11-20", setting="outpatient")
    document["expected"].update(why="unspecified site", codes=["M54.9"], disposition="ready_for_review")
    if "recording" in document:
        document["recording"]["noise"] = "quiet"
    return document


def test_the_words_are_there_and_every_label_is_still_to_be_written(typed: Path) -> None:
    document = _begun(typed)

    assert document["request"]["transcript"]["segments"] == [
        {"id": "s1", "speaker_role": "clinician", "text": "Where is the pain?"},
        {"id": "s2", "speaker_role": "patient", "text": "My back, TO FILL IN the gap."},
    ]
    assert unfinished(document) == [
        "title",
        "family",
        "source",
        "licence",
        "labelled_by",
        "request.encounter.date_of_service",
        "request.encounter.setting",
        "expected.why",
        "expected.codes[0]",
        "expected.disposition",
    ]
    assert [name for name, value in document["expected"].items() if value and MARK not in str(value)] == []


def test_the_person_is_told_what_is_left(typed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main_new([str(typed)])

    told = capsys.readouterr()
    assert told.out == ""
    assert "still to be filled in: title, family" in told.err
    assert "My back" not in told.err


def test_a_begun_file_is_refused_as_a_fixture_with_the_places_that_are_open(typed: Path) -> None:
    _begun(typed)
    (sample,) = fixtures.samples(typed.parent, fixtures.ENCOUNTER)

    with pytest.raises(FixtureUnreadable, match=r"still to be filled in: title, .*expected\.codes\[0\]"):
        fixtures.encounter(sample, typed.parent)


def test_a_filled_file_is_a_fixture(typed: Path) -> None:
    out = typed.with_suffix(".labels.json")
    out.write_text(json.dumps(_filled(_begun(typed))), encoding="utf-8")
    (sample,) = fixtures.samples(typed.parent, fixtures.ENCOUNTER)

    labelled = fixtures.encounter(sample, typed.parent)

    assert unfinished(labelled) == []
    assert labelled.expected.codes == ("M54.9",)


def test_what_somebody_says_is_never_a_gap(typed: Path) -> None:
    document = _filled(_begun(typed))
    document["request"]["transcript"]["segments"][1]["text"] = "TO FILL IN was written on the form."

    assert unfinished(LabelledEncounter.model_validate_json(json.dumps(document))) == []


def test_a_label_left_open_in_a_readable_encounter_is_found(typed: Path) -> None:
    document = _filled(_begun(typed))
    document["expected"]["queries"] = [MARK]

    assert unfinished(LabelledEncounter.model_validate_json(json.dumps(document))) == ["expected.queries[0]"]


def test_a_request_keeps_what_it_knows_of_the_visit(tmp_path: Path) -> None:
    request = {
        "encounter": {"date_of_service": "2026-11-03", "age_years": 50},
        "transcript": {"segments": [{"id": "a", "start": 1.5, "end": 2.0, "text": "My neck."}]},
        "proposed_codes": ["M54.2"],
    }
    (tmp_path / "visit.json").write_text(json.dumps(request), encoding="utf-8")

    document = _begun(tmp_path / "visit.json")

    assert document["request"] == {
        "encounter": {"date_of_service": "2026-11-03", "setting": MARK, "age_years": 50},
        "transcript": {
            "segments": [{"id": "a", "start": 1.5, "end": 2.0, "speaker_role": "unknown", "text": "My neck."}]
        },
        "proposed_codes": ["M54.2"],
    }


def test_captions_keep_their_times(tmp_path: Path) -> None:
    (tmp_path / "visit.vtt").write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Patient>My neck.\n", encoding="utf-8"
    )

    (segment,) = _begun(tmp_path / "visit.vtt")["request"]["transcript"]["segments"]

    assert (segment["start"], segment["end"], segment["speaker_role"]) == (1.0, 2.5, "patient")


def test_an_unlabelled_sample_brings_its_licence_and_its_recording(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "MSK0901.txt").write_text("D: Hello.\nP: My back.\n")
    (source / "MSK0901.mp3").write_bytes(b"sound")
    convert(ADAPTERS["fareez"], source, tmp_path / "out", date(2026, 11, 20))
    out = tmp_path / "mine.json"

    main_new([str(tmp_path / "out" / "osce-MSK0901.json"), "--out", str(out)])

    document = json.loads(out.read_text("utf-8"))
    assert document["source"].startswith("Fareez et al. 2022")
    assert document["recording"]["file"] == "out/osce-MSK0901.mp3"
    assert document["recording"]["sha256"] == hashlib.sha256(b"sound").hexdigest()
    assert "turns" not in document["recording"]
    assert LabelledEncounter.model_validate_json(json.dumps(_filled(document))).recording is not None


class _Engine:
    """Hears one sentence in whatever it is given."""

    component = AsrComponent(name="faster-whisper base", version="1")

    def transcribe(self, recording: Path) -> Transcript:
        heard = Segment(
            id="s1", start=0.5, end=1.5, speaker_role=SpeakerRole.PATIENT, text="My back.", confidence=0.5
        )
        return Transcript(segments=(heard,), duration=2.0)


def test_a_recording_gives_words_to_correct_and_no_reference_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new, "build_transcriber", lambda settings, warn: _Engine())
    (tmp_path / "visit.wav").write_bytes(b"sound")

    document = _begun(tmp_path / "visit.wav")

    assert document["request"]["transcript"]["segments"] == [
        {"id": "s1", "start": 0.5, "end": 1.5, "speaker_role": "patient", "text": "My back."}
    ]
    assert document["recording"] == {
        "voices": {},
        "noise": f"{MARK}: quiet, moderate or loud",
        "file": "visit.wav",
        "sha256": hashlib.sha256(b"sound").hexdigest(),
    }
    assert {"source", "recording.noise"} <= set(unfinished(document))
    assert "faster-whisper base" in document["source"]


def test_labels_that_are_there_are_never_overwritten(typed: Path) -> None:
    out = typed.with_suffix(".labels.json")
    out.write_text("hours of work")

    with pytest.raises(InputError, match="not overwritten"):
        main_new([str(typed)])

    assert out.read_text() == "hours of work"


def test_a_fixture_is_not_begun_again(typed: Path) -> None:
    _begun(typed)

    with pytest.raises(InputError, match="a fixture already"):
        main_new([str(typed.with_suffix(".labels.json"))])


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("visit.txt", b"", UnreadableTranscript),
        ("visit.txt", b"\xff\xfe\xff", UnreadableTranscript),
        ("visit.vtt", b"no captions", UnreadableTranscript),
        ("visit.json", b"{", UnreadableTranscript),
        ("visit.json", b'{"format": "scribe-eval-unlabelled/1"}', UnreadableTranscript),
    ],
)
def test_what_is_no_transcript_is_refused_and_nothing_is_written(
    tmp_path: Path, name: str, content: bytes, error: type[InputError]
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(error, match=name):
        main_new([str(tmp_path / name)])

    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["visit.txt", "visit.wav"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=name):
        main_new([str(tmp_path / name)])


def test_a_folder_that_is_not_there_is_said_before_anything_is_heard(typed: Path) -> None:
    with pytest.raises(InputError, match="is no folder"):
        main_new([str(typed), "--out", str(typed.parent / "nowhere" / "x.json")])
