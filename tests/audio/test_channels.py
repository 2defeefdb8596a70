"""Channels: told apart where each holds a speaker, heard as one sound where they do not."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from audio import Transcriber
from audio.channels import echoes, spoken_in_channels, without_echoes
from audio.decode import SAMPLE_RATE, decode
from audio.levels import Levels
from audio.spans import Span, common, total
from audio.survey import survey
from audio.utterances import Utterance
from eval.metrics.speaker_roles import role_shares
from eval.metrics.words import spoken_words
from scribe.schema.transcript import SpeakerRole
from tests.audio.conftest import VISIT
from tests.audio.sound import encode
from tests.audio.talk import talk, words

SECONDS = 30
TURNS = json.loads(VISIT.with_suffix(".script.json").read_text())["turns"]
Routed = tuple[np.ndarray, np.ndarray]


@pytest.fixture(scope="session")
def routed() -> Routed:
    """The first half minute of the visit, the clinician left and the patient right."""
    mono = np.concatenate([block.samples for block in decode(VISIT)])[: SECONDS * SAMPLE_RATE].astype(np.float64)
    left, right = np.zeros_like(mono), np.zeros_like(mono)
    starts = [round((turn["start"] - 0.1) * SAMPLE_RATE) for turn in TURNS] + [len(mono)]
    for turn, start, end in zip(TURNS, starts, starts[1:], strict=False):
        (left if turn["speaker_role"] == "clinician" else right)[start:end] = mono[start:end]
    return left, right


@pytest.fixture
def stereo(tmp_path: Path) -> Callable[..., Path]:
    return lambda left, right: encode(tmp_path / "a.wav", "pcm_s16le", left, right, rate=SAMPLE_RATE)


@pytest.mark.parametrize("crosstalk", [0.0, 0.1, 0.25])
def test_a_speaker_a_channel_is_heard_as_such_and_its_echo_is_not(
    routed: Routed, stereo: Callable[..., Path], crosstalk: float
) -> None:
    left, right = routed

    found = survey(stereo(left + crosstalk * right, right + crosstalk * left))

    assert [one.label for one in found.ears] == ["channel_0", "channel_1"]
    assert sum(total(one.speech) for one in found.ears) == pytest.approx(total(found.speech), abs=0.5)


def test_one_sound_in_both_channels_is_heard_once(routed: Routed, stereo: Callable[..., Path]) -> None:
    both = sum(routed)

    found = survey(stereo(both, 0.5 * both))

    assert [(one.label, one.ear.channel) for one in found.ears] == [(None, None)]


def test_a_stereo_microphone_in_a_room_is_one_sound(routed: Routed, stereo: Callable[..., Path]) -> None:
    left, right = routed
    near_left, near_right = left + 0.6 * np.roll(right, 40), right + 0.6 * np.roll(left, 40)

    found = survey(stereo(near_left, near_right))

    assert [one.label for one in found.ears] == [None]


@pytest.mark.parametrize("live", [0, 1])
def test_of_a_dead_channel_nothing_is_mixed_in(routed: Routed, stereo: Callable[..., Path], live: int) -> None:
    both = sum(routed)
    channels = [np.zeros_like(both), np.zeros_like(both)]
    channels[live] = both

    found = survey(stereo(*channels))

    assert [one.ear.channel for one in found.ears] == [live]


@pytest.mark.speech
def test_98_of_100_words_of_a_stereo_visit_have_the_right_speaker(
    routed: Routed, stereo: Callable[..., Path], transcriber: Transcriber
) -> None:
    left, right = routed
    heard = transcriber.transcribe(stereo(left + 0.1 * right, right + 0.1 * left))

    said = [turn for turn in TURNS if turn["end"] < SECONDS + 2]
    shares = role_shares(
        spoken_words((SpeakerRole(turn["speaker_role"]), turn["text"]) for turn in said),
        spoken_words((segment.speaker_role, segment.text) for segment in heard.segments),
    )
    told = sum(gap.end - gap.start for gap in heard.coverage.gaps) + (heard.coverage.seconds_decoded or 0.0)
    assert shares.words > 70
    assert (shares.right or 0.0) >= 0.98
    assert {segment.speaker_label for segment in heard.segments} == {"channel_0", "channel_1"}
    assert told == pytest.approx(heard.duration, abs=0.1)


@pytest.mark.speech
@pytest.mark.shared
def test_two_who_speak_at_once_are_both_heard(shared_data: Path, transcriber: Transcriber) -> None:
    heard = transcriber.transcribe(shared_data / "audio" / "stereo_diarization.wav")

    assert [segment.speaker_label for segment in heard.segments] == ["channel_0", "channel_1"]
    assert [segment.text.split()[-1] for segment in heard.segments] == ["left.", "distant."]


def on_two_channels(first: str, second: str, at: float = 0.0) -> list[Utterance]:
    return [
        Utterance(words(text, start), channel=number) for number, text, start in ((0, first, 0.0), (1, second, at))
    ]


def two_levels(first: float, second: float, usual: tuple[float, float] = (-20.0, -20.0)) -> np.ndarray:
    """Two seconds of these levels, then each channel alone as loud as it usually is."""
    there = np.tile(np.array([[first, second]], np.float32), (20, 1))
    alone = np.repeat(np.array([[usual[0], -80.0], [-80.0, usual[1]]], np.float32), 20, axis=0)
    return np.concatenate((there, alone))


def likeness(share: float) -> np.ndarray:
    return np.full(60, share, np.float32)


def test_words_in_a_row_that_a_louder_channel_says_at_the_same_time_are_said_once_and_reported() -> None:
    said = on_two_channels("My back hurts.", "My back hurts.")

    left = without_echoes(said, two_levels(-20, -40), likeness(0.0))

    assert [one.channel for one in left.utterances] == [0]
    assert [(number, drop.reason) for number, drop in left.dropped] == [(1, "echo_of_other_channel")] * 3


def test_a_single_word_is_an_echo_only_where_it_sounds_like_the_other() -> None:
    said = on_two_channels("Okay.", "Okay.")
    levels = two_levels(-20, -40)

    copied, own, unknown = (
        without_echoes(said, levels, one) for one in (likeness(0.8), likeness(0.1), likeness(0)[:0])
    )

    assert [one.channel for one in copied.utterances] == [0]
    assert [one.channel for one in own.utterances] == [one.channel for one in unknown.utterances] == [0, 1]


@pytest.mark.parametrize("alike", [0.1, 0.8])
def test_an_answer_into_a_fainter_microphone_is_no_echo_of_the_question(alike: float) -> None:
    said = on_two_channels("No numbness?", "No.", at=0.35)

    left = without_echoes(said, two_levels(-20, -35, usual=(-20, -35)), likeness(alike))

    assert [one.text for one in left.utterances] == ["No numbness?", "No."]
    assert left.dropped == ()


def test_an_echo_in_the_louder_microphone_is_one_by_what_is_usual_there() -> None:
    said = on_two_channels("It started in May.", "It started in May.")

    left = without_echoes(said, two_levels(-32, -35, usual=(-20, -35)), likeness(0.8))

    assert [one.channel for one in left.utterances] == [1]


def test_an_answer_over_the_question_is_not_muted_in_a_fainter_microphone(routed: Routed) -> None:
    left, right = (channel.copy() for channel in routed)
    count = round(0.3 * SAMPLE_RATE)
    question, answer = (int(np.convolve(one**2, np.ones(count), "valid").argmax()) for one in (left, right))
    right[question : question + count] += right[answer : answer + count]
    levels = Levels()

    levels.hear(np.stack([left, 10 ** (-15 / 20) * (right + 0.1 * left)], axis=1).astype(np.float32))

    muted = echoes(levels, 1)
    middle = (question + count / 2) / SAMPLE_RATE
    assert total(muted) > 5
    assert common(muted, Span(middle - 0.05, middle + 0.05)) == ()


@pytest.mark.parametrize("fainter", [15, 22, 30, 42])
@pytest.mark.parametrize("crosstalk", [0.0, 0.1])
def test_a_speaker_with_a_faint_microphone_is_heard_as_the_other_is(
    routed: Routed, stereo: Callable[..., Path], fainter: int, crosstalk: float
) -> None:
    left, right = routed
    faint = 10 ** (-fainter / 20) * (right + crosstalk * left)

    plain, found = survey(stereo(left, right)), survey(stereo(left, faint))

    assert [one.label for one in found.ears] == ["channel_0", "channel_1"]
    assert total(found.ears[1].speech) == pytest.approx(total(plain.ears[1].speech), rel=0.15)


@pytest.mark.parametrize("fainter", [22, 30, 42, 50])
def test_a_faint_copy_or_a_channel_of_noise_holds_no_speaker(
    routed: Routed, stereo: Callable[..., Path], fainter: int
) -> None:
    both = sum(routed)
    noise = np.random.default_rng(1).standard_normal(len(both)) * np.sqrt(np.mean(both**2))
    faint = 10 ** (-fainter / 20)

    for other in (both + 0.1 * noise, noise, 0.5 * both + noise):
        found = survey(stereo(both, faint * other))

        assert [one.label for one in found.ears] == [None]
        assert total(found.speech) > 20


def test_the_wording_of_a_whole_channel_gives_its_role() -> None:
    lines = ("What brings you in today?", "My back hurts.", "Any numbness in your legs?", "Well.")
    said = [replace(one, channel=number % 2) for number, one in enumerate(talk(*lines))]

    spoken = spoken_in_channels(said, ["channel_0", "channel_1"])

    assert [one.role.value for one in spoken] == ["clinician", "patient", "clinician", "patient"]
    assert [one.label for one in spoken] == ["channel_0", "channel_1"] * 2
