"""PriMock57 and Fareez et al.: words, times and sound of both speakers, or an error that names what is missing."""

import hashlib
import json
import wave
from datetime import date
from pathlib import Path

import pytest

from eval.adapters import ADAPTERS
from eval.adapters.convert import convert
from eval.adapters.errors import BrokenRow, MissingChannel, UnknownSpeaker, UnreadableSource, WrongFolder
from eval.adapters.text_grid import Interval, intervals
from eval.samples.unlabelled import UnlabelledEncounter
from scribe.schema.transcript import SpeakerRole

DAY = date(2026, 11, 20)
PRIMOCK, FAREEZ = ADAPTERS["primock57"], ADAPTERS["fareez"]
C, P = SpeakerRole.CLINICIAN, SpeakerRole.PATIENT
NAME = "day1_consultation01"


def _long(*spoken: tuple[float, float, str]) -> str:
    head = (
        'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0 \nxmax = 9 \ntiers? <exists> \nsize = 1 \n'
    )
    tier = 'item []: \n    item [1]:\n        class = "IntervalTier" \n        name = "Doctor" \n'
    tier += f"        xmin = 0 \n        xmax = 9 \n        intervals: size = {len(spoken)} \n"
    rows = (
        f"        intervals [{n}]:\n            xmin = {start} \n            xmax = {end} \n"
        f'            text = "{text}" \n'
        for n, (start, end, text) in enumerate(spoken, start=1)
    )
    return head + tier + "".join(rows)


def _wav(path: Path, *samples: int, rate: int = 16000, channels: int = 1) -> None:
    path.parent.mkdir(exist_ok=True)
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples))


def _primock(folder: Path) -> Path:
    (folder / "transcripts").mkdir(parents=True)
    (folder / "notes").mkdir()
    doctor = _long((0, 1, ""), (1.25, 2.5, "Where is the pain?"), (5, 6, "<UNIN/>"))
    patient = _long((0, 2.5, ""), (2.5, 4, 'In my <UNSURE>lower</UNSURE> back, the ""old"" spot.'))
    (folder / "transcripts" / f"{NAME}_doctor.TextGrid").write_text(doctor, encoding="utf-8")
    (folder / "transcripts" / f"{NAME}_patient.TextGrid").write_text(patient, encoding="utf-8")
    note = {
        "day": 1,
        "consultation": 1,
        "presenting_complaint": "Back pain",
        "note": "PC: back pain",
        "highlights": [],
    }
    (folder / "notes" / f"{NAME}.json").write_text(json.dumps(note), encoding="utf-8")
    return folder


def _sample(path: Path) -> UnlabelledEncounter:
    return UnlabelledEncounter.model_validate_json(path.read_bytes())


def test_two_channels_become_one_transcript_in_the_order_of_time(tmp_path: Path) -> None:
    convert(PRIMOCK, _primock(tmp_path / "in"), tmp_path / "out", DAY)

    sample = _sample(tmp_path / "out" / "primock57-day1-consultation01.json")
    assert [(s.start, s.end, s.speaker_role, s.text) for s in sample.request.transcript.segments] == [
        (1.25, 2.5, C, "Where is the pain?"),
        (2.5, 4.0, P, 'In my lower back, the "old" spot.'),
    ]
    assert (sample.reference_note, sample.recording) == ("PC: back pain", None)


def test_two_recordings_become_one_with_a_channel_for_each_speaker(tmp_path: Path) -> None:
    source = _primock(tmp_path / "in")
    _wav(source / "audio" / f"{NAME}_doctor.wav", 1, 2, 3)
    _wav(source / "audio" / f"{NAME}_patient.wav", -1)

    convert(PRIMOCK, source, tmp_path / "out", DAY)

    sample = _sample(tmp_path / "out" / "primock57-day1-consultation01.json")
    assert sample.recording is not None
    assert sample.recording.channels == (C, P)
    content = (tmp_path / "out" / sample.recording.file).read_bytes()
    assert hashlib.sha256(content).hexdigest() == sample.recording.sha256
    with wave.open(str(tmp_path / "out" / sample.recording.file)) as sound:
        frames = sound.readframes(9)
        assert (sound.getnchannels(), sound.getframerate()) == (2, 16000)
    values = [int.from_bytes(frames[at : at + 2], "little", signed=True) for at in range(0, len(frames), 2)]
    assert values == [1, -1, 2, 0, 3, 0]


def test_the_sound_of_one_speaker_alone_is_refused(tmp_path: Path) -> None:
    source = _primock(tmp_path / "in")
    _wav(source / "audio" / f"{NAME}_doctor.wav", 1)

    with pytest.raises(MissingChannel, match=rf"{NAME}_patient\.wav is missing"):
        convert(PRIMOCK, source, tmp_path / "out", DAY)


def test_a_pointer_of_git_lfs_is_no_sound_and_the_cure_is_named(tmp_path: Path) -> None:
    source = _primock(tmp_path / "in")
    _wav(source / "audio" / f"{NAME}_doctor.wav", 1)
    (source / "audio" / f"{NAME}_patient.wav").write_text("version https://git-lfs.example/spec/v1\n")

    with pytest.raises(MissingChannel, match="git lfs pull"):
        convert(PRIMOCK, source, tmp_path / "out", DAY)


def test_channels_of_two_rates_are_refused_and_leave_nothing(tmp_path: Path) -> None:
    source = _primock(tmp_path / "in")
    _wav(source / "audio" / f"{NAME}_doctor.wav", 1)
    _wav(source / "audio" / f"{NAME}_patient.wav", 1, rate=8000)

    with pytest.raises(MissingChannel, match="another sample rate"):
        convert(PRIMOCK, source, tmp_path / "out", DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_the_words_of_one_speaker_alone_are_refused(tmp_path: Path) -> None:
    source = _primock(tmp_path / "in")
    (source / "transcripts" / f"{NAME}_doctor.TextGrid").unlink()

    with pytest.raises(MissingChannel, match=rf"{NAME}_doctor\.TextGrid is missing"):
        convert(PRIMOCK, source, tmp_path / "out", DAY)


def test_a_note_of_another_form_is_named(tmp_path: Path) -> None:
    source = _primock(tmp_path / "in")
    (source / "notes" / f"{NAME}.json").write_text("[]")

    with pytest.raises(BrokenRow, match=rf"notes/{NAME}\.json"):
        convert(PRIMOCK, source, tmp_path / "out", DAY)


def test_another_folder_is_not_primock57(tmp_path: Path) -> None:
    with pytest.raises(WrongFolder, match="root of the PriMock57"):
        convert(PRIMOCK, tmp_path, tmp_path / "out", DAY)


def test_the_short_form_of_a_text_grid_reads_as_the_long_one(tmp_path: Path) -> None:
    short = '"ooTextFile"\n"TextGrid"\n\n0\n9\n<exists>\n2\n"TextTier"\n"marks"\n0\n9\n1\n3\n"a"\n'
    short += '"IntervalTier"\n"Doctor"\n0\n9\n1\n1.5\n2\n"Hello 12 there"\n'
    path = tmp_path / "a.TextGrid"
    path.write_bytes(b"\xff\xfe" + short.encode("utf-16-le"))

    assert intervals(path) == (Interval(1.5, 2.0, "Hello 12 there"),)


@pytest.mark.parametrize("cut", [20, 60, 250, 420])
def test_a_text_grid_that_is_cut_off_is_named_and_not_read_in_part(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.TextGrid"
    path.write_text(_long((0, 1, "one"), (1, 2, "two"))[:cut])

    with pytest.raises(BrokenRow, match=r"a\.TextGrid"):
        intervals(path)


def _fareez(folder: Path) -> Path:
    (folder / "Audio Recordings").mkdir(parents=True)
    (folder / "Clean Transcripts").mkdir()
    (folder / "Audio Recordings" / "MSK0901.mp3").write_bytes(b"sound")
    text = "D: What brings you in?\n\nP: My back.\nIt aches.\n"
    (folder / "Clean Transcripts" / "MSK0901.txt").write_bytes(b"\xff\xfe" + text.encode("utf-16-le"))
    return folder


def test_an_interview_keeps_its_recording_as_it_is(tmp_path: Path) -> None:
    convert(FAREEZ, _fareez(tmp_path / "in"), tmp_path / "out", DAY)

    sample = _sample(tmp_path / "out" / "osce-MSK0901.json")
    assert [(s.speaker_role, s.text) for s in sample.request.transcript.segments] == [
        (C, "What brings you in?"),
        (P, "My back. It aches."),
    ]
    assert sample.recording is not None
    assert (tmp_path / "out" / sample.recording.file).read_bytes() == b"sound"
    assert sample.recording.channels == ()


def test_transcripts_outside_the_clean_folder_are_left_out(tmp_path: Path) -> None:
    source = _fareez(tmp_path / "in")
    (source / "Raw").mkdir()
    (source / "Raw" / "MSK0901.txt").write_text("no tags")

    assert convert(FAREEZ, source, tmp_path / "out", DAY).samples == 1


def test_an_interview_that_is_there_twice_is_named_with_both_places(tmp_path: Path) -> None:
    source = _fareez(tmp_path / "in")
    _wav(source / "Audio Recordings" / "MSK0901.wav", 1)

    with pytest.raises(UnreadableSource, match=r"MSK0901 is there twice: .*MSK0901\.mp3 and .*MSK0901\.wav"):
        convert(FAREEZ, source, tmp_path / "out", DAY)


def test_a_third_speaker_is_not_guessed_at(tmp_path: Path) -> None:
    (tmp_path / "MSK0901.txt").write_text("D: Hello.\nN: Good morning.\n")

    with pytest.raises(UnknownSpeaker, match=r"MSK0901\.txt, line 2"):
        convert(FAREEZ, tmp_path, tmp_path / "out", DAY)
