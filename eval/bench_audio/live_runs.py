"""Live runs: a recording fed to a live transcriber as it would arrive, and what that showed.

In real time a thread feeds by the wall clock. By a simulated clock the sound arrives while each step of the
transcriber moves the clock on by the time it took, so half an hour is measured in the minutes the engine needs.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Thread
from time import perf_counter, sleep

from audio.decode import SAMPLE_RATE, Samples
from audio.hearing import Engine
from audio.live import LiveTranscriber, LiveUpdate
from audio.live_segments import LiveState
from scribe.schema.transcript import Transcript

_FRAME_SECONDS = 0.1
_IDLE_SECONDS = 0.05


@dataclass
class LiveRun:
    """What one run showed. Times in seconds; ``lags``: from the end of each word to its being final."""

    way: str
    seconds: float
    left_at_stop: float = 0.0
    most_left: float = 0.0
    """What would have been left, had the sound ended at the worst moment."""
    stop_to_final: float = 0.0
    worked: float = 0.0
    lags: list[float] = field(default_factory=list)
    transcript: Transcript = field(default_factory=lambda: Transcript(segments=()))

    def note(self, update: LiveUpdate, took: float, now: float) -> None:
        """One step that ended at ``now``, in seconds from the start of the sound."""
        finals = (one for one in update.changed if one.state is LiveState.FINAL)
        self.lags += (now - word.end for one in finals for word in one.segment.words)
        self.worked += took if update.worked else 0.0


def in_real_time(sound: Samples, engine: Engine) -> LiveRun:
    """The sound fed by the wall clock from a thread of its own, while this one does the steps."""
    run, live = LiveRun("real time", len(sound) / SAMPLE_RATE), LiveTranscriber(lambda: engine, "en")
    begin = perf_counter()
    left: deque[float] = deque()
    feeder = Thread(target=_deliver, args=(live, sound, begin, left), daemon=True)
    feeder.start()
    while feeder.is_alive() or live.seconds_to_decode > 0:
        if not _stepped(run, live, begin).worked:
            if not feeder.is_alive():
                break
            sleep(_IDLE_SECONDS)
    run.left_at_stop, run.most_left = left[-1], max(left)
    return _finished(run, live, begin)


def by_simulated_clock(sound: Samples, engine: Engine) -> LiveRun:
    """The sound fed by a clock that moves on with each step, and while there is nothing to do."""
    run, live = LiveRun("simulated clock", len(sound) / SAMPLE_RATE), LiveTranscriber(lambda: engine, "en")
    frames, clock = deque(_frames(sound)), 0.0
    while clock < run.seconds:
        while frames and frames[0][0] <= clock:
            live.feed(frames.popleft()[1])
        left, received, start = live.seconds_to_decode, live.seconds_received, perf_counter()
        update = live.step()
        took = perf_counter() - start
        clock += took if update.worked else max(took, _FRAME_SECONDS)
        run.note(update, took, clock)
        # a step that is under way when the sound ends has decoded nothing yet
        run.left_at_stop = left + min(clock, run.seconds) - received
        run.most_left = max(run.most_left, run.left_at_stop)
    for _, frame in frames:
        live.feed(frame)
    return _finished(run, live, perf_counter() - clock)


def _stepped(run: LiveRun, live: LiveTranscriber, begin: float) -> LiveUpdate:
    start = perf_counter()
    update = live.step()
    run.note(update, perf_counter() - start, perf_counter() - begin)
    return update


def _finished(run: LiveRun, live: LiveTranscriber, begin: float) -> LiveRun:
    """What remains after the sound has ended. ``begin``: when it began, by the process's clock."""
    live.end()
    while _stepped(run, live, begin).worked:
        pass
    run.transcript = live.finish()
    run.stop_to_final = perf_counter() - begin - run.seconds
    return run


def _deliver(live: LiveTranscriber, sound: Samples, begin: float, left: deque[float]) -> None:
    """Feeds each frame when it is complete, and notes what is then left to decode."""
    for end, frame in _frames(sound):
        sleep(max(0.0, begin + end - perf_counter()))
        live.feed(frame)
        left.append(live.seconds_to_decode)
    live.end()


def _frames(sound: Samples) -> Iterator[tuple[float, Samples]]:
    """Each frame with the second at which its last sample is there."""
    size = round(_FRAME_SECONDS * SAMPLE_RATE)
    for start in range(0, len(sound), size):
        frame = sound[start : start + size]
        yield (start + len(frame)) / SAMPLE_RATE, frame
