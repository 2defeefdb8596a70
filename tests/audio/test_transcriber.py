"""The whole way from a recording to a transcript, with the real engine on the bundled recordings."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import jiwer
import numpy as np
import pytest

from audio import Progress, Transcriber, build_transcriber
from audio.decode import SAMPLE_RATE
from audio.engine import SharedEngine
from eval.metrics.speaker_roles import role_shares
from eval.metrics.words import spoken_words
from scribe.schema.errors import EngineUnavailable
from scribe.schema.transcript import SpeakerRole, Transcript
from tests.audio.conftest import VISIT
from tests.audio.sound import encode
from tests.conftest import RECORDINGS


def script() -> list[dict]:
    import json

    return json.loads(VISIT.with_suffix(".script.json").read_text())["turns"]


def accounted(transcript: Transcript) -> float:
    coverage = transcript.coverage
    return (coverage.seconds_decoded or 0.0) + sum(gap.end - gap.start for gap in coverage.gaps)


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SharedEngine, "hear", lambda *_: pytest.fail("the engine was asked for words"))


@pytest.mark.speech
def test_the_bundled_visit_is_heard_word_for_word(visit: Transcript) -> None:
    from whisper_normalizer.english import EnglishTextNormalizer

    plain = EnglishTextNormalizer()
    said = plain(" ".join(turn["text"] for turn in script()))

    assert jiwer.wer(said, plain(" ".join(segment.text for segment in visit.segments))) < 0.05


@pytest.mark.speech
def test_95_of_100_words_of_the_visit_have_the_right_speaker_and_1_a_wrong_one_at_most(visit: Transcript) -> None:
    reference = spoken_words((SpeakerRole(turn["speaker_role"]), turn["text"]) for turn in script())
    heard = spoken_words((segment.speaker_role, segment.text) for segment in visit.segments)

    shares = role_shares(reference, heard)

    assert shares.right is not None
    assert shares.right >= 0.95
    assert shares.wrong is not None
    assert shares.wrong <= 0.01


@pytest.mark.speech
def test_words_lie_in_order_in_their_segments_and_are_their_text(visit: Transcript) -> None:
    words = [word for segment in visit.segments for word in segment.words]

    assert all(a.start <= b.start for a, b in pairwise(words))
    assert all(" ".join(w.text for w in s.words) == s.text for s in visit.segments)
    assert all(s.start == s.words[0].start and s.confidence is not None for s in visit.segments)
    assert [segment.id for segment in visit.segments] == [f"s{n}" for n in range(1, len(visit.segments) + 1)]


@pytest.mark.speech
def test_the_times_of_the_visit_are_those_of_the_script(visit: Transcript) -> None:
    numb = next(turn for turn in script() if "numbness or tingling" in turn["text"])
    heard = next(segment for segment in visit.segments if "numbness or tingling" in segment.text)

    assert heard.words[-1].end == pytest.approx(numb["end"], abs=0.6)


@pytest.mark.speech
def test_every_second_of_the_visit_is_accounted_for(visit: Transcript) -> None:
    assert visit.coverage.seconds_in == visit.duration
    assert accounted(visit) == pytest.approx(visit.duration, abs=0.1)
    assert {gap.reason for gap in visit.coverage.gaps} <= {"silence"}


@pytest.mark.speech
def test_progress_rises_to_the_end(visit: Transcript, progress: list[Progress]) -> None:
    done = [report.done for report in progress]

    assert done == sorted(done)
    assert len(done) > 10
    assert progress[-1] == Progress(visit.duration, visit.duration)


@pytest.mark.speech
def test_the_same_recording_gives_the_same_bytes(
    opening_mp3: Path, new_transcriber: Callable[[], Transcriber], transcriber: Transcriber
) -> None:
    first = transcriber.transcribe(opening_mp3)

    assert first.word_count > 20
    assert new_transcriber().transcribe(opening_mp3).model_dump_json() == first.model_dump_json()


@pytest.mark.speech
def test_of_a_truncated_mp3_what_is_there_is_kept_and_the_rest_is_a_gap(
    opening_mp3: Path, transcriber: Transcriber, tmp_path: Path
) -> None:
    whole = opening_mp3.read_bytes()
    cut = tmp_path / "cut.mp3"
    cut.write_bytes(whole[: len(whole) * 2 // 3])

    transcript = transcriber.transcribe(cut)

    last = transcript.coverage.gaps[-1]
    assert transcript.word_count > 10
    assert last.reason == "undecodable"
    assert last.end == pytest.approx(14.0, abs=0.2)
    assert accounted(transcript) == pytest.approx(transcript.duration, abs=0.1)


@pytest.mark.speech
def test_what_was_used_is_named(visit: Transcript, transcriber: Transcriber) -> None:
    component = transcriber.component

    assert component.name == "faster-whisper base"
    assert component.sha256 == "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
    assert (component.device, component.compute_type) == ("cpu", "int8")
    assert component.settings["beam_size"] == 5


@pytest.mark.usefixtures("no_engine")
def test_a_minute_of_room_noise_gives_no_words_and_asks_no_engine(transcriber: Transcriber) -> None:
    transcript = transcriber.transcribe(RECORDINGS / "room-noise.opus")

    assert transcript.segments == ()
    assert [gap.reason for gap in transcript.coverage.gaps] == ["no_speech"]
    assert accounted(transcript) == pytest.approx(60.0, abs=0.1)


@pytest.mark.usefixtures("no_engine")
def test_a_fifth_of_a_second_of_speech_gives_no_words(
    opening: np.ndarray, transcriber: Transcriber, tmp_path: Path
) -> None:
    clip = encode(tmp_path / "clip.wav", "pcm_s16le", opening[20_000:23_200].astype(np.float64), rate=SAMPLE_RATE)

    transcript = transcriber.transcribe(clip)

    assert transcript.segments == ()
    assert transcript.duration == pytest.approx(0.2)


@pytest.mark.usefixtures("no_engine")
def test_a_long_silence_gives_no_words(transcriber: Transcriber, tmp_path: Path) -> None:
    silence = encode(tmp_path / "silence.flac", "flac", np.zeros(1200 * 8000), rate=8000)

    transcript = transcriber.transcribe(silence)

    assert transcript.segments == ()
    assert transcript.coverage.seconds_in == 1200.0


@pytest.mark.speech
def test_a_hum_that_the_detector_takes_for_a_voice_gives_no_words(transcriber: Transcriber, tmp_path: Path) -> None:
    time = np.arange(8 * SAMPLE_RATE) / SAMPLE_RATE
    hum = 0.1 * np.sin(2 * np.pi * 150 * time) * (1 + np.sin(2 * np.pi * 4 * time)) / 2

    transcript = transcriber.transcribe(encode(tmp_path / "hum.wav", "pcm_s16le", hum, rate=SAMPLE_RATE))

    assert (transcript.coverage.seconds_speech or 0) > 1
    assert transcript.segments == ()
    assert accounted(transcript) == pytest.approx(8.0, abs=0.1)


@pytest.mark.parametrize("content", [b"not a model", b""])
def test_a_broken_model_file_is_one_clear_line(content: bytes, opening_mp3: Path, tmp_path: Path) -> None:
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "model.bin").write_bytes(content)
    broken = build_transcriber(str(tmp_path), "cpu", None, tmp_path / "cache", "en", 1, warn=print)

    with pytest.raises(EngineUnavailable, match="cannot be loaded") as refused:
        broken.transcribe(opening_mp3)

    assert "\n" not in str(refused.value)


def test_importing_the_package_imports_no_engine() -> None:
    import subprocess
    import sys

    heavy = "{'numpy', 'av', 'soxr', 'faster_whisper', 'ctranslate2', 'onnxruntime', 'pydantic'}"
    told = subprocess.run(
        [sys.executable, "-c", f"import audio, sys; print(sorted({heavy} & set(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == "[]"
