"""Progress tells what is done, and the time left only where there are grounds for it."""

import io

import pytest

from scribe.commands.progress import ProgressLine
from scribe.commands.time_left import TimeLeft, rounded


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def reported(clock: Clock, speed: float, seconds: int, total: float, window: float = 30.0) -> list[float | None]:
    """What is estimated while ``speed`` seconds of sound are done in a second, in bursts of three passages."""
    left = TimeLeft(clock)
    told = [left(0.0, total)]
    for start in range(0, seconds, int(window)):
        clock.at += window / speed
        told += [left(start + part * window / 3, total) for part in (1, 2, 3)]
    return told


def test_nothing_is_promised_before_anything_was_measured() -> None:
    told = reported(Clock(), speed=5, seconds=30, total=600)

    assert told == [None, None, None, None]


def test_a_steady_speed_is_told_exactly_though_passages_come_in_bursts() -> None:
    told = reported(Clock(), speed=5, seconds=300, total=600)

    assert told[-3:] == pytest.approx([(600 - done) / 5 for done in (280, 290, 300)])


def test_the_time_left_only_falls_while_the_speed_stays() -> None:
    told = [left for left in reported(Clock(), speed=8, seconds=900, total=900) if left is not None]

    assert told == sorted(told, reverse=True)
    assert told[-1] == 0.0


def test_one_slow_stretch_changes_the_estimate_by_its_share_alone() -> None:
    clock = Clock()
    left = TimeLeft(clock)
    for done in range(0, 600, 30):
        before = left(done, 1200)
        clock.at += 6
    clock.at += 30  # something else had the machine

    for _ in range(2):
        after = left(600, 1200)
        clock.at += 6

    assert before is not None
    assert after is not None
    assert 0 < after < 1.4 * before


def test_more_done_than_there_is_leaves_no_negative_time() -> None:
    clock = Clock()
    left = TimeLeft(clock)
    for done in (0, 40, 80, 120):
        told = left(done, 100)
        clock.at += 5

    assert told == 0.0


def test_a_recording_without_length_promises_nothing() -> None:
    left = TimeLeft(Clock())

    assert [left(0, 0), left(0, 0)] == [None, None]


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, 0), (0.4, 5), (12, 10), (58, 60), (70, 75), (599, 600), (640, 660), (7201, 7200)]
)
def test_time_left_is_shown_as_coarse_as_it_is_known(seconds: float, shown: int) -> None:
    assert rounded(seconds) == shown


def test_elsewhere_than_on_a_terminal_there_are_at_most_eleven_lines() -> None:
    stream = io.StringIO()
    show = ProgressLine(stream, lambda done, total: total - done)

    for done in range(201):
        show(done, 200)
    show.close()

    lines = stream.getvalue().splitlines()
    assert len(lines) == 11
    assert lines[4] == "transcribing  40 % (1:20 of 3:20, about 2:00 left)"
    assert lines[-1] == "transcribing 100 % (3:20 of 3:20)"


def test_on_a_terminal_a_shorter_line_leaves_nothing_of_the_longer_one() -> None:
    stream = Terminal()
    show = ProgressLine(stream, lambda done, total: 5.0 if done < 60 else None)

    show(50, 100)
    show(60, 100)

    first, second = stream.getvalue().split("\r")[1:]
    assert "left" in first
    assert len(second) == len(first)


def test_what_follows_a_moving_line_stands_on_its_own_line() -> None:
    stream = Terminal()
    show = ProgressLine(stream, lambda done, total: None)

    show(50, 100)
    show.close()

    assert stream.getvalue() == "\rtranscribing  50 % (0:50 of 1:40)\n"
