"""Recordings as they come: in pieces, several in one file, very quiet, with wrong headers, endless, damaged."""

import struct
from pathlib import Path

import numpy as np
import pytest

from audio import decode as decoding
from audio.container import stated_seconds
from audio.decode import SAMPLE_RATE, Ear, decode, decode_channels
from audio.spans import total
from audio.survey import survey
from eval.bench_audio.corrupt import listened
from eval.bench_audio.mutants import mutants
from scribe.schema.errors import UnreadableRecording
from tests.audio.sound import RATE, encode, tone
from tests.conftest import RECORDINGS


def _state_more(wav: bytearray, count: int) -> None:
    """Lets the data of a wav file, but not the file, state so many bytes more."""
    at = wav.index(b"data") + 4
    wav[at : at + 4] = struct.pack("<I", int.from_bytes(wav[at : at + 4], "little") + count)


@pytest.mark.parametrize(("name", "codec"), [("a.wav", "pcm_s16le"), ("a.m4a", "aac"), ("a.webm", "libopus")])
def test_of_two_recordings_in_one_file_both_are_heard(tmp_path: Path, name: str, codec: str) -> None:
    first = encode(tmp_path / f"1{name}", codec, tone(4.0)).read_bytes()
    second = encode(tmp_path / f"2{name}", codec, tone(3.0, hz=1000.0)).read_bytes()
    path = tmp_path / name
    path.write_bytes(first + second)

    sound = np.concatenate([block.samples for block in decode(path)])

    spectrum = np.abs(np.fft.rfft(sound[5 * SAMPLE_RATE : 6 * SAMPLE_RATE]))
    assert len(sound) / SAMPLE_RATE == pytest.approx(7.0, abs=0.15)
    assert spectrum.argmax() == pytest.approx(1000, abs=2)


@pytest.mark.parametrize("rate", [RATE, SAMPLE_RATE])
@pytest.mark.parametrize(("first", "second"), [(2, 2), (1, 2), (2, 1)])
def test_a_hole_between_two_recordings_has_the_channels_of_what_stands_around_it(
    tmp_path: Path, rate: int, first: int, second: int
) -> None:
    pieces = []
    for channels, lost in ((first, 10), (second, 0)):
        path = encode(tmp_path / "a.wav", "pcm_s16le", *([tone(4.0, rate=rate)] * channels), rate=rate)
        piece = bytearray(path.read_bytes())
        _state_more(piece, lost * rate * channels * 2)
        pieces.append(bytes(piece))
    path.write_bytes(b"".join(pieces))

    found = survey(path)

    assert found.seconds == pytest.approx(18.0, abs=0.1)
    assert [(span.start, span.end) for span in found.undecodable] == [pytest.approx((4.0, 14.0), abs=0.1)]


def test_a_hole_after_a_recording_without_sound_leaves_the_channels_apart(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.wav", "pcm_s16le", tone(4.0), tone(4.0))
    whole = path.read_bytes()
    empty = bytearray(whole[: whole.index(b"data") + 8])
    empty[4:8] = struct.pack("<I", len(empty) - 8)
    empty[-4:] = struct.pack("<I", 40 * RATE)
    path.write_bytes(bytes(empty) + whole)

    assert {block.samples.shape[1] for block in decode_channels(path, Ear())} == {2}


@pytest.mark.parametrize(("name", "codec"), [("a.webm", "libopus"), ("a.ogg", "libopus")])
def test_a_later_chunk_alone_is_named_as_such(tmp_path: Path, name: str, codec: str) -> None:
    whole = encode(tmp_path / name, codec, tone(10.0)).read_bytes()
    path = tmp_path / f"later-{name}"
    start = whole.index(b"OggS", len(whole) // 2) if name.endswith("ogg") else len(whole) // 2
    path.write_bytes(whole[start:])

    with pytest.raises(UnreadableRecording, match=r"later piece of a recording.*Join all the pieces"):
        survey(path)


def test_a_lost_chunk_is_a_gap_and_what_follows_keeps_its_time(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.webm", "libopus", tone(30.0))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 3] + whole[len(whole) * 2 // 5 :])

    found = survey(path)

    assert found.seconds == pytest.approx(30.0, abs=0.2)
    assert 1.5 < total(found.undecodable) < 8.0


def test_a_phone_that_died_is_told_from_a_file_of_no_known_format(tmp_path: Path) -> None:
    whole = encode(tmp_path / "whole.m4a", "aac", tone(10.0)).read_bytes()
    path = tmp_path / "visit.m4a"
    path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(UnreadableRecording, match="cut off before its index"):
        survey(path)


@pytest.mark.parametrize("stated", [1000, 0, 10**6])
def test_a_wrong_byte_rate_makes_no_gap(tmp_path: Path, stated: int) -> None:
    path = encode(tmp_path / "a.wav", "pcm_s16le", tone(2.0))
    whole = bytearray(path.read_bytes())
    at = whole.index(b"fmt ") + 16
    whole[at : at + 4] = struct.pack("<I", stated)
    path.write_bytes(whole)

    assert stated_seconds(path) == pytest.approx(2.0)
    assert survey(path).undecodable == ()


def test_a_rate_no_recorder_has_is_refused(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.wav", "pcm_s16le", tone(2.0))
    whole = bytearray(path.read_bytes())
    at = whole.index(b"fmt ") + 12
    whole[at : at + 4] = struct.pack("<I", 1)
    path.write_bytes(whole)

    with pytest.raises(UnreadableRecording, match="sample rate of 1 Hz"):
        survey(path)


def test_a_recording_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "LONGEST_SECONDS", 3600.0)
    path = encode(tmp_path / "a.flac", "flac", np.zeros(3700 * 8000), rate=8000)

    with pytest.raises(UnreadableRecording, match="holds more than 1 hours"):
        survey(path)


def test_a_header_that_states_days_is_not_believed(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.flac", "flac", tone(2.0))
    whole = bytearray(path.read_bytes())
    whole[21] |= 0xF
    whole[22:26] = b"\xff" * 4
    path.write_bytes(whole)

    assert survey(path).seconds == pytest.approx(2.0, abs=0.1)


def test_a_visit_at_minus_60_dbfs_is_heard_as_the_loud_one_is(tmp_path: Path, opening: np.ndarray) -> None:
    quiet = opening / np.abs(opening).max() * 10 ** (-60 / 20)
    loud_path = encode(tmp_path / "loud.wav", "pcm_s16le", opening.astype(np.float64), rate=SAMPLE_RATE)
    path = encode(tmp_path / "quiet.wav", "pcm_s16le", quiet.astype(np.float64), rate=SAMPLE_RATE)

    found = survey(path)

    assert 1.0 < found.ears[0].ear.gain <= 100.0
    assert total(found.speech) == pytest.approx(total(survey(loud_path).speech), rel=0.15)


@pytest.mark.parametrize("gain", [0.03, 0.3, 30.0])
def test_a_room_without_a_voice_stays_silent_however_loud(tmp_path: Path, gain: float) -> None:
    noise = np.concatenate([block.samples for block in decode(RECORDINGS / "room-noise.opus")]) * gain
    path = encode(tmp_path / "noise.wav", "pcm_s16le", noise.astype(np.float64), rate=SAMPLE_RATE)

    assert survey(path).speech == ()


def test_a_microphone_whose_channels_cancel_each_other_is_heard(tmp_path: Path, opening: np.ndarray) -> None:
    sound = opening.astype(np.float64)
    path = encode(tmp_path / "a.wav", "pcm_s16le", sound, -sound, rate=SAMPLE_RATE)

    found = survey(path)

    assert [one.ear.channel for one in found.ears] == [0]
    assert total(found.speech) > 6


def test_frames_that_change_their_rate_and_channels_midway_are_joined(tmp_path: Path) -> None:
    one = encode(tmp_path / "1.mp3", "libmp3lame", tone(2.0, rate=RATE)).read_bytes()
    two = encode(tmp_path / "2.mp3", "libmp3lame", *(2 * [tone(2.0, rate=44_100)]), rate=44_100).read_bytes()
    path = tmp_path / "a.mp3"
    path.write_bytes(one + two)

    assert sum(len(block.samples) for block in decode(path, Ear())) / SAMPLE_RATE == pytest.approx(4.0, abs=0.2)


def test_damaged_files_are_refused_in_a_typed_line_or_accounted_for(tmp_path: Path) -> None:
    results = listened(list(mutants(tmp_path, count=56, seed=7))[::2])

    assert {one.became for one in results} == {"kept", "refused"}
    assert max(one.peak_mb for one in results) < 400
