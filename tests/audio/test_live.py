"""Hearing a visit that still goes on: nothing lost, nothing changed, little left at the end."""

from threading import Event, Thread

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audio.decode import SAMPLE_RATE
from audio.live import MOST_LEFT_SECONDS, LiveTranscriber
from audio.live_segments import LiveState
from audio.spans import Span
from scribe.schema.errors import EngineUnavailable, RecordingEnded
from scribe.schema.transcript import Transcript
from tests.audio.live_world import FRAGMENT, KnowingEngine, Visit, fed, idle, live, loudness

pytestmark = pytest.mark.usefixtures("loudness")
__all__ = ["loudness"]

TALK = Visit((1.0, 9.1), (9.7, 18.7), (19.0, 31.0), (36.0, 37.5), (45.0, 56.1), seconds=60)
ENDLESS = Visit((0.5, 69.8), seconds=69.8)


def text(transcript: Transcript) -> str:
    return " ".join(segment.text for segment in transcript.segments)


def accounted(transcript: Transcript) -> float:
    coverage = transcript.coverage
    return (coverage.seconds_decoded or 0.0) + sum(gap.end - gap.start for gap in coverage.gaps)


@pytest.mark.parametrize("visit", [TALK, ENDLESS], ids=["talk with pauses", "talk without a pause"])
def test_every_word_is_heard_once_and_in_order(visit: Visit) -> None:
    transcriber = live(KnowingEngine(visit))
    fed(transcriber, visit.samples)

    assert text(transcriber.finish()) == visit.text


def test_no_word_is_cut_in_two_though_every_piece_ends_in_a_word() -> None:
    engine = KnowingEngine(ENDLESS)
    transcriber = live(engine)
    fed(transcriber, ENDLESS.samples)

    heard = text(transcriber.finish())

    assert len(engine.asked) > 10
    assert FRAGMENT not in heard


@pytest.mark.parametrize("seconds", [14, 23, 24, 25, 31, 47, 48.5, 69.5])
def test_at_most_15_seconds_are_left_whenever_it_ends_and_nobody_pauses(seconds: float) -> None:
    engine = KnowingEngine(ENDLESS)
    transcriber = live(engine)
    fed(transcriber, ENDLESS.samples[: round(seconds * SAMPLE_RATE)])
    before = engine.seconds_heard

    left = transcriber.seconds_to_decode
    transcriber.finish()

    assert left <= MOST_LEFT_SECONDS
    assert engine.seconds_heard - before <= MOST_LEFT_SECONDS


def test_words_heard_before_the_end_are_not_heard_again_and_not_lost() -> None:
    transcriber = live(KnowingEngine(ENDLESS))
    fed(transcriber, ENDLESS.samples[: 22 * SAMPLE_RATE])

    heard = text(transcriber.finish()).split()

    assert heard[:70] == ENDLESS.text.split()[:70]
    assert len(heard) == len(set(heard))


def test_what_was_heard_beyond_the_end_of_a_piece_is_neither_doubled_nor_heard_again() -> None:
    visit = Visit((0.5, 15.3), (15.7, 31.6), seconds=31.6)
    engine = KnowingEngine(visit)
    transcriber = live(engine)
    fed(transcriber, visit.samples[: round(23.5 * SAMPLE_RATE)])
    transcriber.feed(visit.samples[round(23.5 * SAMPLE_RATE) :])
    transcriber.step()

    heard = text(transcriber.finish())

    assert heard == visit.text
    assert engine.asked[-1].start > 15.7


def test_a_final_never_changes_and_none_is_told_twice() -> None:
    transcriber = live(KnowingEngine(TALK))
    told = [one for update in fed(transcriber, TALK.samples) for one in update.changed]
    finals = {one.id: one for one in told if one.state is LiveState.FINAL}

    transcriber.finish()

    assert len(finals) == sum(one.state is LiveState.FINAL for one in told)
    assert finals.items() <= {one.id: one for one in transcriber.segments}.items()


def test_a_final_keeps_the_id_it_was_shown_under() -> None:
    transcriber = live(KnowingEngine(TALK))
    told = [one for update in fed(transcriber, TALK.samples) for one in update.changed]

    shown = {one.id for one in told if one.state is LiveState.PROVISIONAL}
    finals = [one.id for one in told if one.state is LiveState.FINAL and one.segment.end - one.segment.start > 5]

    assert finals
    assert set(finals) <= shown


def test_after_the_end_only_finals_are_shown() -> None:
    transcriber = live(KnowingEngine(TALK))
    fed(transcriber, TALK.samples)

    transcriber.finish()

    assert {one.state for one in transcriber.segments} == {LiveState.FINAL}


def test_each_segment_of_the_transcript_names_the_finals_it_is_made_of() -> None:
    transcriber = live(KnowingEngine(TALK))
    fed(transcriber, TALK.samples)

    transcript = transcriber.finish()

    finals = {one.id: one.segment.text for one in transcriber.segments}
    made = {name: " ".join(finals[one] for one in ids) for name, ids in transcriber.sources.items()}
    assert made == {segment.id: segment.text for segment in transcript.segments}


def test_every_second_is_accounted_for() -> None:
    transcriber = live(KnowingEngine(TALK))
    fed(transcriber, TALK.samples)

    transcript = transcriber.finish()

    assert accounted(transcript) == pytest.approx(60.0, abs=0.1)
    assert {gap.reason for gap in transcript.coverage.gaps} == {"silence"}


def test_sound_that_was_never_delivered_is_a_gap() -> None:
    transcriber = live(KnowingEngine(TALK))
    transcriber.feed(TALK.samples[: 31 * SAMPLE_RATE])
    transcriber.feed(TALK.samples[36 * SAMPLE_RATE :], at=36.0)

    transcript = transcriber.finish()

    lost = [gap for gap in transcript.coverage.gaps if gap.reason == "not_delivered"]
    assert [(gap.start, gap.end) for gap in lost] == [(31.0, 36.0)]
    assert accounted(transcript) == pytest.approx(60.0, abs=0.1)
    assert text(transcript) == TALK.text


def test_sound_delivered_twice_is_heard_once() -> None:
    transcriber = live(KnowingEngine(TALK))
    transcriber.feed(TALK.samples[: 20 * SAMPLE_RATE], at=0.0)
    transcriber.feed(TALK.samples[15 * SAMPLE_RATE :], at=15.0)

    transcript = transcriber.finish()

    assert text(transcript) == TALK.text
    assert transcript.duration == 60.0


def test_silence_asks_no_engine_and_gives_no_words() -> None:
    engine = KnowingEngine(TALK)
    transcriber = live(engine)
    fed(transcriber, np.zeros(90 * SAMPLE_RATE, np.float32), 1.0)

    transcript = transcriber.finish()

    assert engine.asked == []
    assert [(gap.end, gap.reason) for gap in transcript.coverage.gaps] == [(90.0, "no_speech")]


def test_too_little_speech_asks_no_engine() -> None:
    visit = Visit((1.0, 1.4), seconds=10)
    engine = KnowingEngine(visit)
    transcriber = live(engine)
    fed(transcriber, visit.samples)

    assert transcriber.finish().segments == ()
    assert engine.asked == []


def test_the_first_short_words_wait_for_enough_speech_and_are_not_lost() -> None:
    visit = Visit((1.0, 1.6), (8.0, 9.2), seconds=12)
    transcriber = live(KnowingEngine(visit))
    fed(transcriber, visit.samples)

    assert text(transcriber.finish()) == visit.text


def test_what_the_engine_does_not_believe_never_becomes_final() -> None:
    transcriber = live(KnowingEngine(TALK, probability=0.3))
    told = [one for update in fed(transcriber, TALK.samples) for one in update.changed]

    transcript = transcriber.finish()

    assert {one.state for one in told} <= {LiveState.PROVISIONAL, LiveState.WITHDRAWN}
    assert transcript.segments == ()
    assert "improbable_words" in {gap.reason for gap in transcript.coverage.gaps}
    assert accounted(transcript) == pytest.approx(60.0, abs=0.1)


@given(st.lists(st.floats(0.01, 3.0), min_size=1, max_size=30))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_finals_are_the_same_whatever_the_frames(lengths: list[float]) -> None:
    even, uneven = live(KnowingEngine(TALK)), live(KnowingEngine(TALK))
    fed(even, TALK.samples, 0.25)
    start = 0
    while start < len(TALK.samples):
        for length in lengths:
            uneven.feed(TALK.samples[start : start + round(length * SAMPLE_RATE)])
            start += round(length * SAMPLE_RATE)
            idle(uneven)

    assert uneven.finish() == even.finish()


def test_bytes_that_part_a_sample_are_heard_like_whole_ones() -> None:
    whole, parted = live(KnowingEngine(TALK)), live(KnowingEngine(TALK))
    sound = TALK.pcm.tobytes()
    whole.feed(TALK.pcm)
    for start in range(0, len(sound), 9_999):
        parted.feed(sound[start : start + 9_999])

    assert parted.finish() == whole.finish()


def test_a_failure_that_passes_costs_no_word() -> None:
    failing = iter([True, False, True, True, False])
    transcriber = live(KnowingEngine(TALK, fails=lambda _: next(failing, False)))
    failures = [update.failure for update in fed(transcriber, TALK.samples) if update.failure]

    assert text(transcriber.finish()) == TALK.text
    assert [failure.code for failure in failures] == ["engine-failed"] * 3


def test_a_stretch_at_which_the_engine_always_fails_is_a_gap_and_the_rest_goes_on() -> None:
    engine = KnowingEngine(TALK, fails=lambda place: place.start < 37 < place.end)
    transcriber = live(engine)
    fed(transcriber, TALK.samples)

    transcript = transcriber.finish()

    gaps = [gap for gap in transcript.coverage.gaps if gap.reason == "engine_failed"]
    lost = [word.text.strip() for word in TALK.words if 36 <= word.start < 37.5]
    assert [(gap.start <= 36.0, gap.end >= 37.5) for gap in gaps] == [(True, True)]
    assert text(transcript).split() == [word for word in TALK.text.split() if word not in lost]
    assert accounted(transcript) == pytest.approx(60.0, abs=0.1)


def test_what_was_heard_provisionally_outlives_an_engine_that_then_fails() -> None:
    engine = KnowingEngine(ENDLESS, fails=lambda place: place.end > 21.5)
    transcriber = live(engine)
    fed(transcriber, ENDLESS.samples[: 30 * SAMPLE_RATE])

    heard = text(transcriber.finish()).split()

    assert heard[:50] == ENDLESS.text.split()[:50]


def test_without_an_engine_nothing_is_lost_and_finish_may_be_called_again() -> None:
    engines: list[KnowingEngine] = []

    def engine() -> KnowingEngine:
        if not engines:
            raise EngineUnavailable("No speech model.", "Install one.")
        return engines[0]

    transcriber = LiveTranscriber(engine, "en")
    transcriber.feed(TALK.samples)
    with pytest.raises(EngineUnavailable):
        transcriber.finish()
    engines.append(KnowingEngine(TALK))

    assert text(transcriber.finish()) == TALK.text


def test_sound_is_let_go_once_its_words_are_final() -> None:
    visit = Visit(*[(start + 0.5, start + 11.0) for start in range(0, 240, 12)], seconds=240)
    transcriber = live(KnowingEngine(visit))
    held = []
    for start in range(0, len(visit.samples), SAMPLE_RATE):
        transcriber.feed(visit.samples[start : start + SAMPLE_RATE])
        idle(transcriber)
        held.append(transcriber.seconds_held)

    assert max(held) < 30
    transcriber.finish()
    assert transcriber.seconds_held == 0


def test_a_backlog_is_told_and_worked_off_without_provisional_hearings() -> None:
    engine = KnowingEngine(TALK)
    transcriber = live(engine)
    transcriber.feed(TALK.samples)

    assert transcriber.seconds_behind == 60.0
    update = transcriber.step()
    assert {one.state for one in update.changed} == {LiveState.FINAL}
    while transcriber.seconds_behind > 25:
        assert {one.state for one in transcriber.step().changed} <= {LiveState.FINAL}


class _HeldEngine(KnowingEngine):
    """Begins to hear and goes on when it is let."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit, fails=self._wait)
        self.hearing, self.let = Event(), Event()

    def _wait(self, place: Span) -> bool:
        self.hearing.set()
        assert self.let.wait(10)
        return False


def test_sound_is_taken_while_the_engine_hears() -> None:
    engine = _HeldEngine(TALK)
    transcriber = live(engine)
    transcriber.feed(TALK.samples[: 30 * SAMPLE_RATE])
    worker = Thread(target=transcriber.step)
    worker.start()
    assert engine.hearing.wait(10)

    transcriber.feed(TALK.samples[30 * SAMPLE_RATE :])
    assert transcriber.seconds_received == 60.0
    engine.let.set()
    worker.join(10)

    assert text(transcriber.finish()) == TALK.text


def test_a_cancelled_visit_keeps_nothing_though_the_engine_still_hears() -> None:
    engine = _HeldEngine(TALK)
    transcriber = live(engine)
    transcriber.feed(TALK.samples)
    engine.let.set()
    assert transcriber.step().changed
    engine.let.clear()
    engine.hearing.clear()
    worker = Thread(target=transcriber.step)
    worker.start()
    assert engine.hearing.wait(10)

    transcriber.cancel()
    engine.let.set()
    worker.join(10)

    assert transcriber.step().changed == ()
    assert transcriber.segments == ()
    assert (transcriber.seconds_held, transcriber.seconds_to_decode) == (0, 0)
    with pytest.raises(RecordingEnded):
        transcriber.finish()


def test_finish_gives_the_same_transcript_again_and_takes_no_more_sound() -> None:
    transcriber = live(KnowingEngine(TALK))
    transcriber.feed(TALK.samples)
    first = transcriber.finish()

    assert transcriber.finish() is first
    with pytest.raises(RecordingEnded):
        transcriber.feed(b"\0\0")


def test_an_empty_recording_is_an_empty_transcript() -> None:
    transcript = live(KnowingEngine(TALK)).finish()

    assert (transcript.segments, transcript.duration) == ((), 0.0)


def test_sound_that_is_fed_just_before_the_end_is_heard_though_a_worker_steps_all_the_time() -> None:
    transcriber = live(KnowingEngine(TALK))
    stop = Event()

    def work() -> None:
        while not stop.is_set():
            transcriber.step()

    worker = Thread(target=work)
    worker.start()
    for start in range(0, len(TALK.samples), 1600):
        transcriber.feed(TALK.samples[start : start + 1600])
    transcript = transcriber.finish()
    stop.set()
    worker.join(10)

    assert text(transcript) == TALK.text
    assert transcript.duration == 60.0
