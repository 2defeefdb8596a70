"""The bundled recordings: what is in the repository decodes, is what the README says, and follows its script."""

import hashlib
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from eval.recordings import __main__ as command
from eval.recordings import mix, opus, room, script, voices
from eval.samples.labels import Expected
from scribe.schema.transcript import SpeakerRole

FOLDER = command.FOLDER
VISIT, NOISE = FOLDER / "low-back-pain.opus", FOLDER / "room-noise.opus"
RATE_HZ = 16_000
TWO_MEGABYTES = 2_000_000


def decoded(path: Path) -> npt.NDArray[np.float32]:
    """The recording as mono samples at RATE_HZ."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE_HZ)
    with av.open(str(path)) as container:
        frames = [piece for frame in container.decode(audio=0) for piece in resampler.resample(frame)]
    return np.concatenate([frame.to_ndarray()[0] for frame in frames + resampler.resample(None)])


def level_db(samples: npt.NDArray[np.float32]) -> float:
    return float(10 * np.log10(np.mean(samples.astype(np.float64) ** 2) + 1e-12))


def pauses(lines: script.Script) -> Iterator[tuple[float, float]]:
    for before, after in pairwise(lines.turns):
        assert before.end is not None
        assert after.start is not None
        yield before.end, after.start


@pytest.fixture(scope="module")
def lines() -> script.Script:
    return script.load(FOLDER / "low-back-pain.script.json")


@pytest.fixture(scope="module")
def visit() -> npt.NDArray[np.float32]:
    return decoded(VISIT)


@pytest.mark.parametrize("path", [VISIT, NOISE], ids=lambda path: path.stem)
def test_a_recording_is_smaller_than_two_megabytes(path: Path) -> None:
    assert 0 < path.stat().st_size < TWO_MEGABYTES


@pytest.mark.parametrize("path", [VISIT, NOISE], ids=lambda path: path.stem)
def test_the_readme_names_the_sum_of_the_recording(path: Path) -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" in readme


def test_the_visit_lasts_as_long_as_its_script_says(visit: npt.NDArray[np.float32], lines: script.Script) -> None:
    assert len(visit) / RATE_HZ == pytest.approx(lines.duration, abs=0.05)


def test_the_visit_lasts_between_three_and_five_minutes(visit: npt.NDArray[np.float32]) -> None:
    assert 180 <= len(visit) / RATE_HZ <= 300


def test_the_noise_lasts_a_minute() -> None:
    assert len(decoded(NOISE)) / RATE_HZ == pytest.approx(60, abs=0.05)


def test_the_turns_follow_one_another_without_overlap(lines: script.Script) -> None:
    times = [time for turn in lines.turns for time in (turn.start, turn.end)]

    assert times == sorted(set(times))


def test_every_turn_lies_within_the_recording(lines: script.Script) -> None:
    assert lines.turns[0].start > 0
    assert lines.turns[-1].end < lines.duration


def test_the_speakers_take_turns(lines: script.Script) -> None:
    assert all(before.speaker_role is not after.speaker_role for before, after in pairwise(lines.turns))
    assert {turn.speaker_role for turn in lines.turns} == {SpeakerRole.CLINICIAN, SpeakerRole.PATIENT}


def test_nobody_speaks_between_the_turns(visit: npt.NDArray[np.float32], lines: script.Script) -> None:
    loudest = max(
        level_db(visit[int((end + 0.15) * RATE_HZ) : int((start - 0.05) * RATE_HZ)]) for end, start in pauses(lines)
    )

    assert loudest < -50


def test_both_speakers_are_equally_loud(visit: npt.NDArray[np.float32], lines: script.Script) -> None:
    loudness = {
        role: level_db(
            np.concatenate(
                [
                    visit[int(turn.start * RATE_HZ) : int(turn.end * RATE_HZ)]
                    for turn in lines.turns
                    if turn.speaker_role is role
                ]
            )
        )
        for role in (SpeakerRole.CLINICIAN, SpeakerRole.PATIENT)
    }

    assert loudness[SpeakerRole.CLINICIAN] == pytest.approx(loudness[SpeakerRole.PATIENT], abs=1.5)


def test_the_engines_own_voice_detector_finds_no_speech_in_the_noise() -> None:
    from faster_whisper.vad import get_speech_timestamps

    assert get_speech_timestamps(decoded(NOISE)) == []


def test_the_engines_own_voice_detector_finds_speech_in_the_visit(visit: npt.NDArray[np.float32]) -> None:
    from faster_whisper.vad import get_speech_timestamps

    assert get_speech_timestamps(visit[: 20 * RATE_HZ]) != []


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (SpeakerRole.PATIENT, "about a year"),
        (SpeakerRole.PATIENT, "there was no injury"),
        (SpeakerRole.PATIENT, "no pain in my legs"),
        (SpeakerRole.PATIENT, "no numbness"),
        (SpeakerRole.PATIENT, "naproxen"),
        (SpeakerRole.PATIENT, "physical therapy"),
        (SpeakerRole.PATIENT, "only sit for twenty minutes"),
        (SpeakerRole.PATIENT, "My mood has been good"),
        (SpeakerRole.CLINICIAN, "lumbar flexion is limited to sixty degrees"),
        (SpeakerRole.CLINICIAN, "The report says: No acute pathology. There is disc-space narrowing at L5-S1."),
        (SpeakerRole.CLINICIAN, "My assessment is chronic low back pain."),
    ],
)
def test_the_script_says_what_the_labels_rest_on(lines: script.Script, role: SpeakerRole, words: str) -> None:
    assert any(words in turn.text for turn in lines.turns if turn.speaker_role is role)


def test_the_clinician_speaks_of_the_film_only_in_reading_its_report(lines: script.Script) -> None:
    spoken = " ".join(turn.text for turn in lines.turns if turn.speaker_role is SpeakerRole.CLINICIAN)

    assert len(re.findall(r"narrowing|\bdisc\b|disc-space", spoken)) == 2
    assert "narrowing" not in spoken.split("My assessment")[1]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.labels.json")), ids=lambda path: path.stem)
def test_the_labels_have_the_form_that_the_suite_reads(path: Path) -> None:
    assert Expected.model_validate_json(path.read_text(encoding="utf-8")).why


def test_every_recording_has_labels() -> None:
    recordings = {path.name.removesuffix(".opus") for path in FOLDER.glob("*.opus")}

    assert recordings == {path.name.removesuffix(".labels.json") for path in FOLDER.glob("*.labels.json")}


@pytest.mark.parametrize("path", sorted((FOLDER / "speakers").glob("*.opus")), ids=lambda path: path.stem)
def test_a_recording_of_voices_is_small_and_as_its_readme_and_script_say(path: Path) -> None:
    lines = script.load(path.with_suffix(".script.json"))
    told = (path.parent / "README.md").read_text(encoding="utf-8")

    assert path.stat().st_size < 300_000
    assert f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" in told
    assert lines.duration == pytest.approx(len(decoded(path)) / RATE_HZ, abs=0.05)


def test_the_same_seed_makes_the_same_room_noise() -> None:
    first, second = (room.room_noise(room.SAMPLE_RATE_HZ, 7, -48.0) for _ in range(2))

    assert np.array_equal(first, second)


def test_equal_samples_give_equal_bytes(tmp_path: Path) -> None:
    samples = room.room_noise(room.SAMPLE_RATE_HZ, 7, -48.0)
    for name in ("a.opus", "b.opus"):
        opus.write(samples, room.SAMPLE_RATE_HZ, tmp_path / name)

    assert (tmp_path / "a.opus").read_bytes() == (tmp_path / "b.opus").read_bytes()


def test_spoken_pieces_keep_their_order_and_their_times() -> None:
    tone = np.sin(np.arange(room.SAMPLE_RATE_HZ) * 0.1).astype(np.float32)

    rendered = mix.mixed([[tone, tone], [tone]], seed=3)

    (first_start, first_end), (second_start, second_end) = rendered.spans
    assert first_end - first_start == pytest.approx(2.3, abs=0.1)
    assert second_end - second_start == pytest.approx(1.0, abs=0.1)
    assert mix.BETWEEN_TURNS_S[0] <= second_start - first_end <= mix.BETWEEN_TURNS_S[1]


def test_a_phrase_is_read_as_pronounced_and_ends_at_its_stop(lines: script.Script) -> None:
    turn = script.Turn(speaker_role=SpeakerRole.PATIENT, text="I take it. The label says: naproxen.")
    told = lines.model_copy(update={"pronounced": {SpeakerRole.PATIENT: {"naproxen": "nuh-proxen"}}})

    assert script.phrases(told, turn) == ("I take it.", "The label says:", "nuh-proxen.")


def test_the_script_in_the_repository_is_as_the_renderer_writes_it(lines: script.Script, tmp_path: Path) -> None:
    script.save(lines, tmp_path / "copy.script.json")

    assert (tmp_path / "copy.script.json").read_bytes() == (FOLDER / "low-back-pain.script.json").read_bytes()


def test_missing_voices_end_the_command_with_one_line_and_its_cure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "hibari", None)
    (tmp_path / "low-back-pain.script.json").write_bytes((FOLDER / "low-back-pain.script.json").read_bytes())
    monkeypatch.setattr(sys, "argv", ["recordings", "low-back-pain", "--folder", str(tmp_path)])

    status = command.main()

    said = capsys.readouterr().err
    assert status == 3
    assert said.count("\n") == 1
    assert all(package in said for package in voices.PACKAGES)


def test_the_noise_can_be_made_without_any_voice(tmp_path: Path) -> None:
    made = command.noise(tmp_path)

    assert len(decoded(made)) / RATE_HZ == pytest.approx(60, abs=0.05)
