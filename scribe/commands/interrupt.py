"""An interrupt that is never lost: it ends the work between two lines, or at once while a line is awaited.

Python raises KeyboardInterrupt wherever it stands; inside a callback of the collector or of a library it is
printed and forgotten, and the work goes on to its end.
"""

import signal
from collections.abc import Iterable, Iterator
from types import FrameType, TracebackType
from typing import Self


class Interruptible:
    """Within it, lines taken through ``each`` end in KeyboardInterrupt after a SIGINT; a second raises at once.

    Python may tell of a signal only when the last line has come (another thread had got it): leaving raises then.
    """

    def __init__(self) -> None:
        self._asked = self._waiting = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._on_signal)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGINT, self._before)
        if self._asked and kind is None:
            raise KeyboardInterrupt

    def each(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The lines as they come."""
        coming = iter(lines)
        while (line := self._next(coming)) is not None:
            yield line

    def _next(self, coming: Iterator[bytes]) -> bytes | None:
        self._waiting = True
        try:
            if self._asked:
                raise KeyboardInterrupt
            return next(coming, None)
        finally:
            self._waiting = False

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        again, self._asked = self._asked, True
        if self._waiting or again:
            raise KeyboardInterrupt
