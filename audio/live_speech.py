"""Live speech: the detector of speech for sound that is still arriving, half a second at a time.

It judges as ``audio.speech_regions.SpeechDetector`` does, in smaller steps: the network's memory is carried, and
half minutes of digital silence are passed over. Whether a half minute is silent is known at its end; until then its
silence is withheld from the network and counts as quiet.
"""

import numpy as np

from audio.decode import Samples
from audio.live_regions import LiveRegions
from audio.speech_regions import BATCH_WINDOWS, WINDOW, Probabilities, SpeechNetwork, is_silent

_STEP_WINDOWS = 16


class LiveSpeech:
    """Gives probabilities and regions of speech for what has arrived. Windows count from the recording's start."""

    def __init__(self) -> None:
        self.regions = LiveRegions()
        self._network = SpeechNetwork()
        self._rest: Samples = np.zeros(0, np.float32)
        self._withheld: list[Samples] = []
        self._in_batch = 0  # windows
        self._kept: Probabilities = np.zeros(0, np.float32)
        self._first = 0  # the window of the first kept probability

    @property
    def windows(self) -> int:
        """How many windows have been judged or withheld."""
        return self._first + len(self._kept) + sum(len(samples) // WINDOW for samples in self._withheld)

    @property
    def wanted(self) -> int:
        """How many samples are missing to the next step."""
        return min(_STEP_WINDOWS, BATCH_WINDOWS - self._in_batch) * WINDOW - len(self._rest)

    def hear(self, samples: Samples) -> bool:
        """Takes the next samples of the recording, at most as many as wanted; whether a step is complete."""
        missing = self.wanted - len(samples)
        self._rest = np.concatenate((self._rest, samples))
        if missing > 0:
            return False
        whole, self._rest = self._rest, self._rest[:0]
        self._take(whole)
        return True

    def finish(self) -> None:
        """Judges what is left; the last window is filled up with silence."""
        if len(self._rest):
            self._take(np.pad(self._rest, (0, -len(self._rest) % WINDOW)))
            self._rest = self._rest[:0]
        self._end_batch()

    def since(self, window: int) -> Probabilities:
        """The probabilities from this window on, 0 where they are withheld."""
        known = self._kept[max(0, window - self._first) :]
        return np.pad(known, (0, max(0, self.windows - max(window, self._first) - len(known))))

    def forget_before(self, window: int) -> None:
        """Lets go of the probabilities before this window; regions are kept."""
        gone = min(max(0, window - self._first), len(self._kept))
        self._kept, self._first = self._kept[gone:], self._first + gone

    def _take(self, samples: Samples) -> None:
        self._in_batch += len(samples) // WINDOW
        so_far_silent = sum(map(len, self._withheld)) + len(samples) == self._in_batch * WINDOW
        self._withheld.append(samples)
        if not (so_far_silent and is_silent(samples)):
            self._know(self._network.judged(np.concatenate(self._withheld)))
        if self._in_batch == BATCH_WINDOWS:
            self._end_batch()

    def _end_batch(self) -> None:
        if self._withheld:
            self._know(self._network.passed_over(np.concatenate(self._withheld)))
        self._in_batch = 0

    def _know(self, probabilities: Probabilities) -> None:
        self._withheld = []
        self.regions.take(probabilities)
        self._kept = np.concatenate((self._kept, probabilities))
