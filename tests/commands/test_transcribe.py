"""``scribe transcribe``: its options reach the engine, its forms are readable, and bad values are one line."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from audio import Progress
from scribe.cli import main
from scribe.commands import hear
from scribe.intake.text import parse_text
from scribe.schema.result import AsrComponent
from scribe.schema.transcript import Segment, SpeakerRole, Transcript
from scribe.settings import Settings
from tests.conftest import RECORDINGS

VISIT = RECORDINGS / "low-back-pain.opus"
HEARD = Transcript(
    segments=(
        Segment(
            id="s1", start=0.5, end=2.0, speaker_role=SpeakerRole.CLINICIAN, text="What's it like & since when?"
        ),
        Segment(id="s2", start=2.5, end=2.5, speaker_role=SpeakerRole.PATIENT, text="Worse, <5 minutes --> pain."),
        Segment(id="s3", start=3661.0, end=3662.25, text="Okay."),
    ),
    language="en",
    duration=3700.0,
)


class StandIn:
    """A transcriber that heard HEARD."""

    component = AsrComponent(name="stand-in", version="1", settings={})

    def transcribe(self, path: Path, progress: Callable[[Progress], None] | None) -> Transcript:
        if progress:
            progress(Progress(0.0, 3700.0))
            progress(Progress(3700.0, 3700.0))
        return HEARD


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """The settings each transcriber was built with."""
    built: list[Settings] = []
    monkeypatch.setattr(hear, "build_transcriber", lambda settings, warn: built.append(settings) or StandIn())
    return built


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "visit.wav"
    path.write_bytes(b"sound")
    return path


def test_model_device_and_language_reach_the_engine(asked: list[Settings], recording: Path) -> None:
    main(["transcribe", str(recording), "--model", "small", "--device", "cpu", "--language", "DE", "--quiet"])

    assert [(one.asr_model, one.device, one.language) for one in asked] == [("small", "cpu", "de")]


def test_asr_model_is_the_same_as_model(asked: list[Settings], recording: Path) -> None:
    main(["transcribe", str(recording), "--asr-model", "small", "--quiet"])

    assert [one.asr_model for one in asked] == ["small"]


@pytest.mark.parametrize("word", ["auto", ""])
def test_the_language_is_listened_for_where_none_is_named(
    word: str, asked: list[Settings], recording: Path
) -> None:
    main(["transcribe", str(recording), "--language", word, "--quiet"])

    assert [one.language for one in asked] == [None]


def test_what_is_not_said_stays_as_the_settings_have_it(
    asked: list[Settings], recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRIBE_ASR_MODEL", "small")
    monkeypatch.setenv("SCRIBE_DEVICE", "cpu")
    monkeypatch.setenv("SCRIBE_LANGUAGE", "fr")

    main(["transcribe", str(recording), "--quiet"])

    assert [(one.asr_model, one.device, one.language) for one in asked] == [("small", "cpu", "fr")]


def test_a_note_takes_device_and_language_too(asked: list[Settings], recording: Path) -> None:
    options = ["--date-of-service", "2026-11-20", "--device", "cpu", "--language", "auto", "--asr-model", "small"]

    main(["note", str(recording), *options, "--quiet"])

    assert [(one.asr_model, one.device, one.language) for one in asked] == [("small", "cpu", None)]


def test_a_note_takes_no_model_that_could_be_meant_for_the_language_model(
    recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["note", str(recording), "--model", "small"])

    assert (stopped.value.code, capsys.readouterr().err.count("\n")) == (2, 1)


@pytest.mark.parametrize("command", ["transcribe", "note"])
def test_an_unknown_language_is_one_line_and_status_2(
    command: str, recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main([command, str(recording), "--language", "klingon"])

    said = capsys.readouterr().err
    assert (status, said.count("\n"), "--language" in said) == (2, 1, True)


def test_an_unknown_language_of_the_settings_names_its_variable(
    recording: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SCRIBE_LANGUAGE", "klingon")

    status = main(["transcribe", str(recording)])

    said = capsys.readouterr().err
    assert (status, said.count("\n"), "SCRIBE_LANGUAGE" in said) == (3, 1, True)


def test_an_unknown_device_is_one_line_and_status_2(recording: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["transcribe", str(recording), "--device", "tpu"])

    assert (stopped.value.code, capsys.readouterr().err.count("\n")) == (2, 1)


@pytest.mark.usefixtures("asked")
def test_progress_and_result_do_not_mix(recording: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["transcribe", str(recording)])

    said = capsys.readouterr()
    assert Transcript.model_validate_json(said.out) == HEARD
    assert said.err.splitlines()[-1] == "transcribing 100 % (61:40 of 61:40)"


@pytest.mark.usefixtures("asked")
def test_the_text_reads_back_with_its_speakers(recording: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["transcribe", str(recording), "--format", "txt", "--quiet"])

    again = parse_text(capsys.readouterr().out)
    assert [(s.speaker_role, s.text) for s in again.segments] == [(s.speaker_role, s.text) for s in HEARD.segments]


_CUE = re.compile(r"(\d\d):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d\d):([0-5]\d):([0-5]\d)\.(\d{3})")
_PAYLOAD = re.compile(r"<v (?:Clinician|Patient|Other|Unknown)>(?:[^<>&]|&(?:amp|lt|gt);)+")


def strict_cues(text: str) -> list[tuple[int, int, str]]:
    """(start ms, end ms, payload) of each cue. Fails on whatever the W3C format does not allow."""
    header, *blocks = text.rstrip("\n").split("\n\n")
    assert header == "WEBVTT"
    cues = []
    for block in blocks:
        timing, payload = block.split("\n")
        found = _CUE.fullmatch(timing)
        assert found
        assert _PAYLOAD.fullmatch(payload)
        h1, m1, s1, f1, h2, m2, s2, f2 = map(int, found.groups())
        cues.append((((h1 * 60 + m1) * 60 + s1) * 1000 + f1, ((h2 * 60 + m2) * 60 + s2) * 1000 + f2, payload))
    assert all(start < end for start, end, _ in cues)
    assert all(first[0] <= second[0] for first, second in pairwise(cues))
    return cues


@pytest.mark.usefixtures("asked")
def test_the_captions_are_strict_webvtt(recording: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["transcribe", str(recording), "--format", "vtt", "--quiet"])

    assert strict_cues(capsys.readouterr().out) == [
        (500, 2000, "<v Clinician>What's it like &amp; since when?"),
        (2500, 2501, "<v Patient>Worse, &lt;5 minutes --&gt; pain."),
        (3661000, 3662250, "<v Unknown>Okay."),
    ]


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A process in the background passes on that it ignores interrupts; a handler is not passed on."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.speech
@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_ends_the_work_with_one_line_and_no_file(tmp_path: Path) -> None:
    out = tmp_path / "visit.json"
    command = [sys.executable, "-m", "scribe.cli", "transcribe", str(VISIT), "--out", str(out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as asked:
        assert asked.stderr is not None
        first = asked.stderr.readline()
        time.sleep(0.5)
        asked.send_signal(signal.SIGINT)
        said = asked.stderr.read()

    assert first.startswith("transcribing   0 %")
    assert said.splitlines()[-1] == "scribe: interrupted"
    assert "Traceback" not in said
    assert "Exception" not in said
    assert asked.returncode == 130
    assert list(tmp_path.iterdir()) == []
