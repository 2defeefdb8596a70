"""Decoding: what comes in as a recording, what is refused, and what is left of a damaged one."""

from pathlib import Path

import numpy as np
import pytest

from audio.decode import SAMPLE_RATE, decode, stated_seconds
from audio.spans import Span
from audio.survey import survey
from scribe.schema.errors import UnreadableRecording
from tests.audio.sound import RATE, encode, encode_silent_film, tone

COMMON = [
    ("visit.wav", "pcm_s16le"),
    ("visit.flac", "flac"),
    ("visit.mp3", "libmp3lame"),
    ("visit.m4a", "aac"),
    ("visit.ogg", "libopus"),
    ("visit.webm", "libopus"),
    ("visit.mkv", "libopus"),
    ("visit.mp4", "aac"),
]


def samples(path: Path) -> np.ndarray:
    return np.concatenate([block.samples for block in decode(path)])


def loudest_hz(sound: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(sound))
    return float(np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)[spectrum.argmax()])


@pytest.mark.parametrize(("name", "codec"), COMMON)
def test_a_common_container_becomes_16_khz_mono_of_its_length(tmp_path: Path, name: str, codec: str) -> None:
    path = encode(tmp_path / name, codec, tone(2.0))

    sound = samples(path)

    assert sound.dtype == np.float32
    assert sound.ndim == 1
    assert len(sound) / SAMPLE_RATE == pytest.approx(2.0, abs=0.1)
    assert loudest_hz(sound) == pytest.approx(440.0, abs=2.0)


def test_both_channels_of_a_stereo_file_are_heard(tmp_path: Path) -> None:
    path = encode(tmp_path / "visit.wav", "pcm_s16le", tone(1.0, hz=300.0), tone(1.0, hz=1000.0))

    spectrum = np.abs(np.fft.rfft(samples(path)))

    assert spectrum[300] > 20 * spectrum[500]
    assert spectrum[1000] > 20 * spectrum[500]


def test_what_the_new_rate_cannot_hold_does_not_alias(tmp_path: Path) -> None:
    path = encode(tmp_path / "visit.wav", "pcm_s16le", 0.5 * np.sin(2 * np.pi * 11_000 * np.arange(RATE) / RATE))

    assert np.abs(samples(path)[1000:-1000]).max() < 0.01


def test_a_16_khz_file_keeps_its_samples(tmp_path: Path) -> None:
    sound = tone(1.0, rate=SAMPLE_RATE)
    path = encode(tmp_path / "visit.wav", "pcm_s16le", sound, rate=SAMPLE_RATE)

    assert np.abs(samples(path) - sound).max() < 1e-4


def test_an_empty_file_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "empty.wav"
    path.write_bytes(b"")

    with pytest.raises(UnreadableRecording, match=r"^empty\.wav is empty \(0 bytes\)\.[^\n]*$"):
        list(decode(path))


@pytest.mark.parametrize("name", ["notes.wav", "notes.mp3", "notes.m4a", "notes.ogg"])
def test_a_text_file_is_refused_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("Patient: my back hurts.\n" * 50)

    with pytest.raises(UnreadableRecording, match=r"^notes\.\w+ (cannot be opened|holds no audio)[^\n]*$"):
        list(decode(path))


def test_a_playlist_cannot_make_the_decoder_open_another_file(tmp_path: Path) -> None:
    other = encode(tmp_path / "other.wav", "pcm_s16le", tone(1.0))
    path = tmp_path / "visit.wav"
    path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{other}\n#EXT-X-ENDLIST\n")

    with pytest.raises(UnreadableRecording):
        list(decode(path))


def test_a_film_without_sound_is_refused(tmp_path: Path) -> None:
    path = encode_silent_film(tmp_path / "film.mp4")

    with pytest.raises(UnreadableRecording, match="has no audio stream"):
        list(decode(path))


def test_a_missing_file_and_a_folder_are_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRecording, match="does not exist"):
        list(decode(tmp_path / "nowhere.wav"))
    with pytest.raises(UnreadableRecording, match="is a folder"):
        list(decode(tmp_path))


def test_the_library_writes_nothing_of_its_own(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    whole = encode(tmp_path / "whole.mp3", "libmp3lame", tone(4.0)).read_bytes()
    path = tmp_path / "cut.mp3"
    path.write_bytes(whole[: len(whole) // 2] + b"\x00" * 500 + whole[len(whole) * 2 // 3 :])

    list(decode(path))

    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("name", "codec"), [c for c in COMMON if c[0].endswith(("wav", "flac", "mp3", "webm"))])
def test_a_file_cut_in_half_keeps_its_first_half_and_accounts_for_the_rest(
    tmp_path: Path, name: str, codec: str
) -> None:
    whole = encode(tmp_path / name, codec, tone(10.0)).read_bytes()
    path = tmp_path / f"cut-{name}"
    path.write_bytes(whole[: len(whole) // 2])

    found = survey(path)

    assert found.seconds == pytest.approx(10.0, abs=0.1)
    assert 3.0 < found.decoded_seconds < 6.0
    assert found.undecodable == (Span(found.decoded_seconds, found.seconds),)


def test_a_damaged_stretch_in_the_middle_does_not_shift_what_follows(tmp_path: Path) -> None:
    whole = encode(tmp_path / "visit.flac", "flac", tone(10.0)).read_bytes()
    path = tmp_path / "damaged.flac"
    path.write_bytes(whole[: len(whole) * 2 // 5] + bytes(len(whole) // 5) + whole[len(whole) * 3 // 5 :])

    found = survey(path)

    assert found.seconds == pytest.approx(10.0, abs=0.1)
    assert len(found.undecodable) == 1
    assert found.undecodable[0].length == pytest.approx(2.0, abs=0.5)


def test_a_movie_file_cut_before_its_index_is_refused(tmp_path: Path) -> None:
    whole = encode(tmp_path / "visit.m4a", "aac", tone(10.0)).read_bytes()
    path = tmp_path / "cut.m4a"
    path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(UnreadableRecording, match="cut off"):
        survey(path)


def test_a_wav_file_of_unknown_length_is_not_said_to_be_cut(tmp_path: Path) -> None:
    whole = encode(tmp_path / "visit.wav", "pcm_s16le", tone(1.0)).read_bytes()
    size = whole.index(b"data") + 4
    path = tmp_path / "stream.wav"
    path.write_bytes(whole[:size] + b"\xff\xff\xff\xff" + whole[size + 4 :])

    assert stated_seconds(path) is None
    assert survey(path).undecodable == ()
