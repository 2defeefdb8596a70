"""The runs that measure live hearing: by either clock the same words, and nothing counted that was not there."""

import pytest

from eval.bench_audio.live_runs import by_simulated_clock, in_real_time
from tests.audio.live_world import KnowingEngine, Visit, loudness

pytestmark = pytest.mark.usefixtures("loudness")
__all__ = ["loudness"]

VISIT = Visit((0.2, 2.4), seconds=2.5)
LONG = Visit((0.5, 69.8), seconds=69.8)


def test_a_run_in_real_time_takes_as_long_as_the_sound_and_hears_all_of_it() -> None:
    run = in_real_time(VISIT.samples, KnowingEngine(VISIT))

    assert run.transcript.segments[0].text == VISIT.text
    assert 0 < run.left_at_stop <= run.most_left <= 2.5
    assert 0 <= run.stop_to_final < 2.0


def test_by_the_simulated_clock_a_minute_is_heard_in_seconds() -> None:
    run = by_simulated_clock(LONG.samples, KnowingEngine(LONG))

    assert " ".join(segment.text for segment in run.transcript.segments) == LONG.text
    assert len(run.lags) == len(LONG.words)
    assert 0 <= min(run.lags) <= max(run.lags) < 30
    assert run.most_left <= 15
