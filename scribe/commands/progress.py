"""Progress of a transcription on stderr: one moving line on a terminal, a line every tenth elsewhere."""

import sys
from typing import TextIO

from scribe.writing.markdown import clock


class ProgressLine:
    """Shows seconds done of seconds in all."""

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
