"""Progress on stderr: one moving line on a terminal, few lines elsewhere."""

import sys
from collections.abc import Callable
from typing import TextIO

from scribe.commands.time_left import TimeLeft, rounded
from scribe.writing.markdown import clock


class ProgressLine:
    """Shows seconds of a transcription done of seconds in all, and the time left once its speed is known."""

    def __init__(
        self, stream: TextIO | None = None, left: Callable[[float, float], float | None] | None = None
    ) -> None:
        """left: seconds still to go at ``done`` of ``total``, None while nobody can tell."""
        self._stream = stream or sys.stderr
        self._left = left or TimeLeft()
        self._moving = self._stream.isatty()
        self._shown = -1
        self._width = 0

    def __call__(self, done: float, total: float) -> None:
        """Show that ``done`` of ``total`` seconds are transcribed."""
        left = self._left(done, total)
        percent = 100 if total <= 0 else min(100, int(100 * done / total))
        step = percent if self._moving else percent // 10 * 10
        if step <= self._shown:
            return
        self._shown = step
        about = f", about {clock(rounded(left))} left" if left is not None and step < 100 else ""
        self._show(f"transcribing {step:3d} % ({clock(done)} of {clock(total)}{about})")

    def close(self) -> None:
        """End the moving line, so that whatever is written next stands on a line of its own."""
        if self._width:
            self._stream.write("\n")
            self._stream.flush()
            self._width = 0

    def _show(self, text: str) -> None:
        if self._moving:
            self._stream.write(f"\r{text:<{self._width}}")
            self._width = len(text)
        else:
            self._stream.write(f"{text}\n")
        self._stream.flush()


class DocumentCount:
    """Shows how many documents are checked, where there are many."""

    EVERY = 10_000
    """Documents between two lines; a hundredth of it moves the line on a terminal."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._moving = self._stream.isatty()
        self._every = self.EVERY // 100 if self._moving else self.EVERY
        self._done = 0

    def one_more(self) -> None:
        """Count a document, and show the count now and then."""
        self._done += 1
        if self._done % self._every == 0:
            self._show("\r" if self._moving else "", "" if self._moving else "\n")

    def close(self) -> None:
        """Show the whole count, where any was shown."""
        if self._done >= self._every:
            self._show("\r" if self._moving else "", " in all\n")

    def _show(self, before: str, after: str) -> None:
        self._stream.write(f"{before}checked {self._done} documents{after}")
        self._stream.flush()
