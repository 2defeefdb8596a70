"""A live visit cares for the model it uses, for all sound, for what was settled and for what is to be forgotten."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock

import pytest

from audio.decode import SAMPLE_RATE, Samples
from audio.doubts import REPETITION
from audio.heard import HeardPassage, HeardWord
from audio.live import LiveTranscriber
from audio.live_joins import without_loops_running_on
from audio.live_record import LiveRecord
from audio.spans import Span
from audio.utterances import Utterance
from scribe.schema.errors import RecordingEnded
from tests.audio.live_world import KnowingEngine, Visit, fed, live, loudness
from tests.audio.talk import words

pytestmark = pytest.mark.usefixtures("loudness")
__all__ = ["loudness"]

TALK = Visit((1.0, 9.1), (12.0, 18.7), seconds=22)
ENDLESS = Visit((0.5, 69.8), seconds=69.8)
BLIPS = [4.0 * number for number in range(1, 9)]
SEVERAL_BLIPS = Visit(*[(at, at + 0.128) for at in BLIPS], seconds=40)


class Users:
    """Counts who uses the engine, as audio.engine.SharedEngine does."""

    def __init__(self) -> None:
        self.count = 0

    @contextmanager
    def in_use(self) -> Iterator[None]:
        self.count += 1
        try:
            yield
        finally:
            self.count -= 1


def shared(users: Users, engine: KnowingEngine) -> LiveTranscriber:
    return LiveTranscriber(lambda: engine, "en", users.in_use)


def test_the_engine_is_in_use_from_the_first_frame_until_all_is_heard() -> None:
    users, seen = Users(), []
    transcriber = shared(users, KnowingEngine(TALK, fails=lambda _: bool(seen.append(users.count))))
    assert users.count == 0

    fed(transcriber, TALK.samples)
    assert users.count == 1
    transcriber.finish()

    assert users.count == 0
    assert set(seen) == {1}


def test_the_engine_is_let_go_when_the_visit_is_cancelled_or_dropped() -> None:
    users = Users()
    cancelled, dropped = shared(users, KnowingEngine(TALK)), shared(users, KnowingEngine(TALK))
    fed(cancelled, TALK.samples)
    fed(dropped, TALK.samples)
    assert users.count == 2

    cancelled.cancel()
    assert users.count == 1
    del dropped
    gc.collect()

    assert users.count == 0


def test_a_visit_cancelled_after_its_end_keeps_no_word() -> None:
    transcriber = live(KnowingEngine(TALK))
    fed(transcriber, TALK.samples)
    assert transcriber.finish().segments

    transcriber.cancel()

    with pytest.raises(RecordingEnded):
        transcriber.finish()
    assert transcriber._transcript is None
    assert (transcriber.segments, dict(transcriber.sources)) == ((), {})


class _LateLock:
    """A lock before whose release somebody else still acts."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.before_release = lambda: None

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self.before_release()
        self._lock.release()

    def acquire(self, *, blocking: bool) -> bool:
        return self._lock.acquire(blocking=blocking)

    def release(self) -> None:
        self._lock.release()


def test_a_cancel_as_a_step_ends_leaves_no_sound_behind() -> None:
    transcriber, lock = live(KnowingEngine(TALK)), _LateLock()
    transcriber._work = lock  # type: ignore[assignment]
    transcriber.feed(TALK.samples)
    lock.before_release = transcriber.cancel

    transcriber.step()

    assert (transcriber.seconds_held, transcriber.segments) == (0, ())


def test_short_sounds_before_there_is_speech_enough_are_all_heard_in_the_end() -> None:
    engine = KnowingEngine(SEVERAL_BLIPS)
    transcriber = live(engine)
    fed(transcriber, SEVERAL_BLIPS.samples)

    transcriber.finish()

    assert [at for at in BLIPS if not any(place.start <= at < place.end for place in engine.asked)] == []


def test_what_waits_too_long_for_speech_is_told_as_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audio.live._MOST_WAITING_SECONDS", 2.0)
    engine = KnowingEngine(SEVERAL_BLIPS)
    transcriber = live(engine)
    fed(transcriber, SEVERAL_BLIPS.samples)

    gaps = transcriber.finish().coverage.gaps

    unheard = [at for at in BLIPS if not any(place.start <= at < place.end for place in engine.asked)]
    lost = [gap for gap in gaps if gap.reason == "speech_not_transcribed"]
    assert unheard
    assert [at for at in unheard if not any(gap.start <= at < gap.end for gap in lost)] == []


class _DoubtfulBegin(KnowingEngine):
    """Believes none of the first second of sound that begins in the middle of speech."""

    def hear(
        self, samples: Samples, language: str, pauses: Sequence[Span] = (), *, again: bool = False
    ) -> Iterator[HeardPassage]:
        for passage in super().hear(samples, language, pauses, again=again):
            late = self.asked[-1].start > 1.0
            first = tuple(word for word in passage.words if late and word.start < 1.0)
            rest = tuple(word for word in passage.words if word not in first)
            if first:
                yield replace(passage, words=first, average_log_probability=-2.0)
            yield replace(passage, words=rest)


def test_what_was_settled_is_not_marked_as_doubted_when_it_is_heard_again() -> None:
    transcriber = live(_DoubtfulBegin(ENDLESS))
    fed(transcriber, ENDLESS.samples)

    transcript = transcriber.finish()

    assert " ".join(segment.text for segment in transcript.segments) == ENDLESS.text
    assert [gap.reason for gap in transcript.coverage.gaps if gap.end < 69.0] == ["silence"]


class _Mute(KnowingEngine):
    """Gives no words. ``again``: how often it was asked to hear missed speech."""

    again = 0

    def hear(
        self, samples: Samples, language: str, pauses: Sequence[Span] = (), *, again: bool = False
    ) -> Iterator[HeardPassage]:
        self.again += again
        self.asked += [] if again else [self.visit.place_of(samples)]
        return iter(())


def test_missed_speech_is_heard_again_in_the_last_hearing_alone() -> None:
    engine = _Mute(ENDLESS)
    transcriber = live(engine)

    fed(transcriber, ENDLESS.samples[: 20 * SAMPLE_RATE])
    assert (len(engine.asked), engine.again) == (3, 0)
    fed(transcriber, ENDLESS.samples[20 * SAMPLE_RATE : 30 * SAMPLE_RATE])

    assert engine.again > 0


def said(*given: HeardWord) -> Utterance:
    return Utterance(given)


def test_rounds_of_a_loop_that_runs_on_from_what_is_settled_are_dropped_and_told() -> None:
    before = words("it goes it goes it goes")
    after = said(*words("it goes it goes and then", start=before[-1].end))

    found = without_loops_running_on(before, [after])

    assert [one.text for one in found.utterances] == ["and then"]
    assert [(drop.span.start, drop.span.end, drop.reason) for drop in found.dropped] == [
        (after.start, after.words[3].end, REPETITION)
    ]


def test_what_people_repeat_over_two_pieces_stays() -> None:
    before = words("Any pain here? No.")
    after = said(*words("Any pain here? No.", start=5.0))

    assert without_loops_running_on(before, [after]).utterances == (after,)


def test_a_loop_over_pieces_adds_no_final_rounds_and_changes_none() -> None:
    record, first = LiveRecord(), words("it goes it goes it goes")
    record.settle([said(*first)], 2.0)

    record.settle([said(*words("it goes it goes it goes", start=first[-1].end))], 4.0)

    assert [one.segment.text for one in record.finals] == ["it goes it goes it goes"]
    gaps = record.transcript((Span(0.0, 4.0),), 4.0, "en").coverage.gaps
    assert [gap.reason for gap in gaps if gap.start < 3.0] == [REPETITION]
