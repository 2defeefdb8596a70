"""Progress on stderr: one moving line on a terminal, few lines elsewhere."""

import sys
from typing import TextIO

from scribe.writing.markdown import clock


class ProgressLine:
    """Shows seconds of a transcription done of seconds in all."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._moving = self._stream.isatty()
        self._shown = -1

    def __call__(self, done: float, total: float) -> None:
        """Show that ``done`` of ``total`` seconds are transcribed."""
        percent = 100 if total <= 0 else min(100, int(100 * done / total))
        step = percent if self._moving else percent // 10 * 10
        if step <= self._shown:
            return
        self._shown = step
        text = f"transcribing {step:3d} % ({clock(done)} of {clock(total)})"
        self._stream.write(f"\r{text}" if self._moving else f"{text}\n")
        if self._moving and step == 100:
            self._stream.write("\n")
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
