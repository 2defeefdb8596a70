"""Live sound: what has arrived and is not let go yet. Samples count from the start of the recording."""

import numpy as np

from audio.decode import SAMPLE_RATE, Samples
from audio.spans import Span


class HeldSound:
    """The latest stretch of the recording."""

    def __init__(self) -> None:
        self._held: list[Samples] = []
        self._first = 0
        self.end = 0

    @property
    def seconds_held(self) -> float:
        """How much sound is held."""
        return (self.end - self._first) / SAMPLE_RATE

    def add(self, samples: Samples) -> None:
        """The next samples of the recording."""
        self._held.append(samples)
        self.end += len(samples)

    def of(self, span: Span) -> Samples:
        """A copy of the samples of a stretch, as far as it is held."""
        start, end = round(span.start * SAMPLE_RATE), round(span.end * SAMPLE_RATE)
        parts, position = [np.zeros(0, np.float32)], self._first
        for piece in self._held:
            parts.append(piece[max(0, start - position) : max(0, end - position)])
            position += len(piece)
        return np.concatenate(parts)

    def let_go_before(self, second: float) -> None:
        """Lets go of the sound before this second, which nobody will ask for again."""
        while self._held and self._first + len(self._held[0]) <= second * SAMPLE_RATE:
            self._first += len(self._held.pop(0))
