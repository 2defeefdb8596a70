"""Sealed sound: a stored recording is decoded as the file is, and never lies in the clear meanwhile."""

import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from audio.container import stated_seconds
from audio.decode import SAMPLE_RATE, decode
from audio.source import Recording
from audio.survey import survey
from scribe.schema.errors import ObjectMissing, SealBroken, StoreError, StoreUnavailable, UnreadableRecording
from scribe.schema.stored import AudioFormat
from scribe.store.sealed_sound import SealedSound
from scribe.store.store import Places, Store, open_store
from tests.audio.sound import encode, tone
from tests.store.conftest import CONSENTED, append, begun

_PIECE = 20_000
_FORMATS = [
    ("a.wav", "pcm_s16le"),
    ("a.flac", "flac"),
    ("a.mp3", "libmp3lame"),
    ("a.m4a", "aac"),
    ("a.ogg", "libopus"),
    ("a.webm", "libopus"),
]


@pytest.fixture
def laptop(tmp_path: Path) -> Store:
    return open_store(Places(tmp_path / "data"))


def sealed(store: Store, plain: bytes, audio_format: AudioFormat = AudioFormat.FILE) -> SealedSound:
    """The bytes as a stored recording of many small pieces."""
    encounter_id = begun(store, CONSENTED.model_copy(update={"audio_format": audio_format}))
    append(store, encounter_id, *(plain[at : at + _PIECE] for at in range(0, len(plain), _PIECE)))
    return SealedSound(store.recordings, encounter_id, audio_format)


def sound_of(recording: Recording) -> np.ndarray:
    return np.concatenate([block.samples for block in decode(recording)])


@pytest.mark.parametrize(("name", "codec"), _FORMATS)
def test_a_sealed_recording_decodes_to_the_samples_of_the_file(
    laptop: Store, tmp_path: Path, name: str, codec: str
) -> None:
    path = encode(tmp_path / name, codec, tone(5.0))

    recording = sealed(laptop, path.read_bytes())

    assert np.array_equal(sound_of(recording), sound_of(path))
    assert stated_seconds(recording) == stated_seconds(path)


@pytest.mark.parametrize(("name", "codec"), _FORMATS)
def test_a_survey_of_a_sealed_recording_is_that_of_the_file(
    laptop: Store, tmp_path: Path, name: str, codec: str
) -> None:
    path = encode(tmp_path / name, codec, tone(5.0), tone(5.0, hz=700.0))

    found, of_file = survey(sealed(laptop, path.read_bytes())), survey(path)

    assert (found.seconds, found.ears, found.undecodable) == (of_file.seconds, of_file.ears, of_file.undecodable)


def test_plain_samples_decode_as_a_wav_file_of_them(laptop: Store, tmp_path: Path) -> None:
    samples = (tone(5.0, rate=SAMPLE_RATE) * 32767).astype("<i2").tobytes()
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes(samples)

    recording = sealed(laptop, samples, AudioFormat.PCM_S16LE_16K)

    assert recording.open().read() == path.read_bytes()
    assert np.array_equal(sound_of(recording), sound_of(path))


def test_half_a_sample_at_the_end_is_not_heard(laptop: Store) -> None:
    samples = (tone(2.0, rate=SAMPLE_RATE) * 32767).astype("<i2").tobytes()

    recording = sealed(laptop, samples + b"\x7f", AudioFormat.PCM_S16LE_16K)

    assert len(sound_of(recording)) == len(samples) // 2


def test_two_recordings_in_one_sealed_upload_are_both_heard(laptop: Store, tmp_path: Path) -> None:
    one = encode(tmp_path / "a.wav", "pcm_s16le", tone(3.0)).read_bytes()

    found = survey(sealed(laptop, one + one))

    assert found.seconds == pytest.approx(6.0, abs=0.05)


def test_any_place_of_a_sealed_recording_reads_as_in_the_file(laptop: Store) -> None:
    plain = bytes(range(256)) * 300
    reader = sealed(laptop, plain).open()

    places = [(_PIECE - 3, 6), (0, 50_000), (len(plain) - 2, 10), (len(plain), 1), (3 * _PIECE, 1)]
    found = [(reader.seek(place), reader.read(count))[1] for place, count in places]

    assert found == [plain[place : place + count] for place, count in places]


def test_a_reader_seeks_from_here_and_from_the_end(laptop: Store) -> None:
    reader = sealed(laptop, b"abcdefgh").open()

    found = [reader.seek(-3, 2), reader.read(1), reader.seek(1, 1), reader.read(), reader.seek(-99, 1)]

    assert found == [5, b"f", 7, b"h", 0]


def _damaged(store: Store, name: str) -> None:
    sealed_bytes = bytearray(store.objects.get(name))
    sealed_bytes[100] ^= 1
    store.objects.put(name, bytes(sealed_bytes))


def _missing(store: Store, name: str) -> None:
    store.objects.delete([name])


@pytest.mark.parametrize(("spoil", "error"), [(_damaged, SealBroken), (_missing, ObjectMissing)])
@pytest.mark.parametrize("piece", [0, -1])
@pytest.mark.parametrize(("name", "codec"), _FORMATS[::2] + _FORMATS[-1:])
def test_a_piece_that_does_not_open_is_no_fault_of_the_recording(
    laptop: Store,
    tmp_path: Path,
    name: str,
    codec: str,
    piece: int,
    spoil: Callable[[Store, str], None],
    error: type[StoreError],
) -> None:
    recording = sealed(laptop, encode(tmp_path / name, codec, tone(6.0)).read_bytes())
    encounter_id = laptop.encounters.page(1).encounters[0].id
    spoil(laptop, laptop.recordings.pieces(encounter_id)[piece].object)

    with pytest.raises(error):
        survey(recording)


def test_a_store_that_goes_away_while_the_sound_is_heard_is_told_as_such(
    laptop: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = sealed(laptop, encode(tmp_path / "a.flac", "flac", tone(6.0)).read_bytes())
    blocks = decode(recording)
    first = next(blocks)

    def away(name: str) -> bytes:
        raise StoreUnavailable("The object store does not answer.")

    monkeypatch.setattr(laptop.objects, "get", away)

    assert len(first.samples)
    with pytest.raises(StoreUnavailable):
        list(blocks)


def test_who_stops_listening_midway_is_told_of_no_failure(laptop: Store, tmp_path: Path) -> None:
    recording = sealed(laptop, encode(tmp_path / "a.flac", "flac", tone(6.0)).read_bytes())
    encounter_id = laptop.encounters.page(1).encounters[0].id
    _missing(laptop, laptop.recordings.pieces(encounter_id)[-1].object)
    blocks = decode(recording)

    first = next(blocks)
    blocks.close()

    assert len(first.samples)


def test_an_unreadable_upload_is_named_without_a_clients_file_name(laptop: Store) -> None:
    with pytest.raises(UnreadableRecording) as raised:
        survey(sealed(laptop, b"no sound at all" * 100))

    assert raised.value.problem.startswith("The recording cannot be opened as a recording")


def test_an_encounter_without_sound_has_none_to_decode(laptop: Store) -> None:
    with pytest.raises(ObjectMissing, match="No sound is kept"):
        SealedSound(laptop.recordings, begun(laptop), AudioFormat.FILE)
