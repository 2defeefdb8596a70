"""The parts of live hearing: frames, speech as it arrives, cuts, joins and ids."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from audio.decode import SAMPLE_RATE, decode
from audio.live_cuts import LONGEST_SECONDS, Cut, find_boundary, find_cut
from audio.live_frames import FrameReader, Inbox
from audio.live_joins import new_words
from audio.live_regions import LiveRegions
from audio.live_segments import Ids, LiveState, live_segment
from audio.live_speech import LiveSpeech
from audio.speech_regions import WINDOW_SECONDS, SpeechDetector, speech_regions
from scribe.schema.errors import UnreadableFrame
from tests.audio.conftest import VISIT
from tests.audio.talk import talk, words

CHANCES = st.sampled_from([0.0, 0.2, 0.4, 0.6, 0.9])
PROBABILITIES = st.lists(st.tuples(CHANCES, st.integers(1, 15)), max_size=40)


def spoken(sounds: tuple[np.ndarray, ...]) -> LiveSpeech:
    """Live speech that took the sound in portions of 100 ms."""
    speech = LiveSpeech()
    for start in range(0, len(sound := np.concatenate(sounds)), 1600):
        rest = sound[start : start + 1600]
        while len(rest):
            portion, rest = rest[: speech.wanted], rest[speech.wanted :]
            speech.hear(portion)
    speech.finish()
    return speech


def seconds_of(*stretches: tuple[float, float]) -> np.ndarray:
    """Probabilities, each for so many seconds."""
    return np.concatenate([np.full(round(s / WINDOW_SECONDS), p, np.float32) for p, s in stretches])


def test_speech_that_arrives_is_judged_as_in_a_whole_recording() -> None:
    visit = np.concatenate([block.samples for block in decode(VISIT)])
    silence = np.zeros(75 * SAMPLE_RATE, np.float32)
    sounds = (visit[: 40 * SAMPLE_RATE], silence, visit[40 * SAMPLE_RATE : 60 * SAMPLE_RATE], silence[:90_001])
    whole = SpeechDetector()
    whole.hear(np.concatenate(sounds))

    live = spoken(sounds)

    assert live.since(0).tolist() == whole.finish().tolist()
    assert live.regions.all() == speech_regions(live.since(0))


def test_digital_silence_counts_as_quiet_at_once() -> None:
    speech = LiveSpeech()
    while speech.windows < 32:
        speech.hear(np.zeros(speech.wanted, np.float32))

    assert speech.since(0).tolist() == [0.0] * 32


@settings(deadline=None)
@given(PROBABILITIES)
def test_regions_told_one_by_one_are_those_of_the_whole(runs: list[tuple[float, int]]) -> None:
    probabilities = np.array([p for p, count in runs for _ in range(count)], np.float32)
    live = LiveRegions()

    for window in range(0, len(probabilities), 7):
        live.take(probabilities[window : window + 7])

    assert live.all() == speech_regions(probabilities)


def test_a_piece_goes_on_over_a_short_pause_and_ends_in_a_long_one() -> None:
    assert find_cut(seconds_of((0.9, 3.0), (0.1, 1.5))) is None
    assert find_cut(seconds_of((0.9, 3.0), (0.1, 2.1))) == Cut(round(4.05 / WINDOW_SECONDS))


def test_a_long_piece_ends_in_the_first_clear_pause() -> None:
    cut = find_cut(seconds_of((0.9, 23.0), (0.1, 0.6)))

    assert cut is not None
    assert 23.0 < cut.window * WINDOW_SECONDS < 23.6
    assert not cut.in_speech


def test_a_full_piece_ends_in_its_longest_late_pause() -> None:
    cut = find_cut(seconds_of((0.9, 11.0), (0.1, 0.2), (0.9, 5.0), (0.1, 0.4), (0.9, 9.4)))

    assert cut is not None
    assert 16.2 < cut.window * WINDOW_SECONDS < 16.6


def test_where_nobody_pauses_the_cut_lies_in_the_least_likely_speech() -> None:
    cut = find_cut(seconds_of((0.9, 21.0), (0.6, 0.2), (0.9, 4.8)))

    assert cut is not None
    assert cut.in_speech
    assert 21.0 < cut.window * WINDOW_SECONDS < 21.2


@settings(deadline=None)
@given(arrays(np.float32, st.integers(0, 900), elements=st.floats(0, 1, width=32)))
def test_a_cut_and_a_boundary_lie_in_their_piece_and_a_full_piece_is_cut(probabilities: np.ndarray) -> None:
    cut, boundary = find_cut(probabilities), find_boundary(probabilities)

    assert cut is not None or len(probabilities) * WINDOW_SECONDS < LONGEST_SECONDS
    assert all(0 < place.window <= len(probabilities) for place in (cut, boundary) if place)


def test_words_heard_again_are_not_new() -> None:
    given_words = words("it hurts in my back", start=8.0)
    heard = words("in my back and down the leg", start=8.6)

    assert [w.text for w in new_words(given_words, heard, cut=9.5)] == [" and", " down", " the", " leg"]


def test_the_same_word_said_twice_stays_twice() -> None:
    assert len(new_words(words("no", start=9.0), words("no no", start=9.0), cut=9.3)) == 1


def test_words_heard_otherwise_the_second_time_are_told_apart_by_their_times() -> None:
    heard = words("bowel changes at all today", start=9.0)
    new = new_words(words("ball changes", start=9.0), heard, cut=9.6)

    assert [word.text for word in new] == [" at", " all", " today"]


def test_times_that_err_lose_no_word_and_double_none() -> None:
    early = words("my back and down the leg", start=8.7)
    new = new_words(words("my back", start=9.0), early, cut=9.6)

    assert [word.text for word in new] == [" and", " down", " the", " leg"]


def test_an_utterance_heard_again_keeps_its_id_and_a_new_one_gets_a_new_id() -> None:
    ids = Ids()
    first = talk("How are you?", "My back hurts.")
    shown = [
        live_segment(one, name, LiveState.PROVISIONAL)
        for one, name in zip(first, ids.named(first, ()), strict=True)
    ]

    again = ids.named(talk("How are you?", "My back hurts a lot.", "Since May."), shown)

    assert again == ["live-1", "live-2", "live-3"]


@settings(deadline=None)
@given(st.binary(max_size=200), st.lists(st.integers(0, 30), max_size=20))
def test_bytes_cut_anywhere_give_the_same_samples(sound: bytes, cuts: list[int]) -> None:
    reader, parts, start = FrameReader(), [], 0
    for length in (*cuts, len(sound)):
        parts.append(reader.take(sound[start : start + length], None)[1])
        start += length

    expected = np.frombuffer(sound[: len(sound) // 2 * 2], "<i2") / 32768
    assert np.concatenate(parts).tolist() == expected.tolist()


@pytest.mark.parametrize(
    "frame",
    [
        "sound",
        [0.0],
        None,
        np.zeros((2, 2), np.float32),
        np.zeros(4, np.float64),
        np.zeros(4, np.uint8),
    ],
    ids=["text", "list", "nothing", "two channels", "double precision", "unsigned bytes"],
)
def test_a_frame_of_another_form_is_refused_in_one_line(frame: object) -> None:
    with pytest.raises(UnreadableFrame, match="16 kHz mono") as refused:
        FrameReader().take(frame, None)  # type: ignore[arg-type]

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("at", [float("nan"), float("inf"), -1.0, 1e9])
def test_a_frame_at_no_time_of_a_visit_is_refused_and_counts_nothing(at: float) -> None:
    reader = FrameReader()

    with pytest.raises(UnreadableFrame):
        reader.take(b"\0\0", at)

    assert reader.read == 0


def test_an_array_after_half_a_sample_is_refused() -> None:
    reader = FrameReader()
    reader.take(b"\0", None)

    with pytest.raises(UnreadableFrame, match="middle of a sample"):
        reader.take(np.zeros(4, np.float32), None)


def test_what_is_no_number_or_too_loud_is_brought_into_range() -> None:
    _, samples = FrameReader().take(np.array([np.nan, np.inf, -7.0, 0.5], np.float32), None)

    assert samples.tolist() == [0.0, 1.0, -1.0, 0.5]


def test_offsets_that_waver_by_less_than_a_frame_lose_nothing() -> None:
    reader = FrameReader()
    reader.take(np.zeros(1600, np.float32), 0.0)

    assert reader.take(np.ones(1600, np.float32), 0.11)[0] == 0
    assert reader.read == 3200


def test_an_hour_that_was_not_delivered_is_not_held_as_sound() -> None:
    inbox = Inbox()
    inbox.put(np.ones(10, np.float32), at=3600.0)

    first = inbox.take(1000)

    assert first is not None
    assert (len(first.samples), first.delivered) == (1000, False)
    assert inbox.seconds_waiting == pytest.approx(3600.0, abs=0.1)
