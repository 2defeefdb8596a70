"""Live pieces: the sound that has arrived, parted as it comes into stretches for the engine to hear.

Silence and noise become no piece. Sound is held only from a little before the open piece on.
"""

from dataclasses import dataclass, replace

import numpy as np

from audio.blocks import SpeechBlock
from audio.decode import SAMPLE_RATE, Samples
from audio.live_cuts import Cut, find_boundary, find_cut
from audio.live_sound import HeldSound
from audio.live_speech import LiveSpeech
from audio.spans import Span, common
from audio.speech_regions import ENTER, WINDOW_SECONDS

_PAD_SECONDS = 0.4
"""Kept on both sides of speech, as in audio.blocks."""
OVERLAP_SECONDS = 2.0
"""Heard again before a cut that lies in speech, and before the rest of a piece of which some was heard."""
_PAST_CUT_SECONDS = 0.6
_HEARING_SECONDS = 5.0
"""The open piece is due for a hearing whenever it has grown by so much."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Speech whose words are wanted from ``span``. ``block`` may reach beyond it, so that no word is cut in two."""

    span: Span
    block: SpeechBlock
    regions: tuple[Span, ...]
    boundary: float
    """Up to this second its words can be relied on: the end, but for a piece that goes on."""

    @property
    def is_heard_again(self) -> bool:
        """Whether the block begins with sound that belongs to what was heard before."""
        return self.block.spans[0].start < self.span.start

    def rest_from(self, second: float) -> "Piece":
        """What is left of the piece from this second on."""
        (heard,) = self.block.spans
        start = max(heard.start, second - OVERLAP_SECONDS)
        samples = self.block.samples[round((start - heard.start) * SAMPLE_RATE) :]
        block = SpeechBlock(samples, (Span(start, heard.end),))
        return replace(self, span=Span(second, self.span.end), block=block)


class Pieces:
    """Takes the sound of a recording and gives its pieces, the same whatever the portions it comes in."""

    def __init__(self) -> None:
        self._speech = LiveSpeech()
        self._sound = HeldSound()
        self._from = 0  # the window from which on no piece has been given
        self._in_speech = False  # whether the last piece ended in the middle of speech
        self._heard = 0  # up to this window the open piece was due

    @property
    def seconds(self) -> float:
        """How much sound has been taken."""
        return self._sound.end / SAMPLE_RATE

    @property
    def regions(self) -> tuple[Span, ...]:
        """Where somebody spoke, if the recording ended here."""
        return common(self._speech.regions.all(), Span(0.0, self.seconds))

    @property
    def seconds_held(self) -> float:
        """How much sound is held."""
        return self._sound.seconds_held

    @property
    def wanted(self) -> int:
        """How many samples may be taken at once: pieces end, and are due, where so many are complete."""
        return self._speech.wanted

    @property
    def open_since(self) -> float | None:
        """The second at which the open piece began; None where nobody speaks."""
        start = self._start()
        return None if start is None else start * WINDOW_SECONDS

    def take(self, samples: Samples) -> Piece | None:
        """The next samples, at most as many as wanted. Gives the piece that they complete."""
        self._sound.add(samples)
        if not self._speech.hear(samples):
            return None
        start = self._start()
        if start is None:
            self._move_to(max(self._from, self._speech.windows - round(_PAD_SECONDS / WINDOW_SECONDS)))
            return None
        cut = find_cut(self._speech.since(start))
        return self._close(start, cut) if cut else None

    def finish(self) -> Piece | None:
        """The piece that was open, for no more sound comes."""
        self._speech.finish()
        start = self._start()
        return None if start is None else self._close(start, Cut(self._speech.windows - start))

    def due(self) -> Piece | None:
        """The open piece so far, given once whenever it has grown enough to be heard again."""
        start, end = self._start(), self._speech.windows
        if start is None or (end - max(self._heard, start)) * WINDOW_SECONDS < _HEARING_SECONDS:
            return None
        self._heard = end
        boundary = find_boundary(self._speech.since(start))
        return self._piece(end, end, start + boundary.window if boundary else start)

    def clear(self) -> None:
        """Lets go of all sound."""
        self._sound.let_go_before(self.seconds)

    def _start(self) -> int | None:
        """The window at which speech begins that is in no piece yet."""
        if self._in_speech:
            return self._from
        loud = np.flatnonzero(self._speech.since(self._from) >= ENTER)
        return self._from + int(loud[0]) if len(loud) else None

    def _close(self, start: int, cut: Cut) -> Piece | None:
        end = start + cut.window
        heard_end = end + round(_PAST_CUT_SECONDS / WINDOW_SECONDS) if cut.in_speech else end
        piece = self._piece(end, heard_end, end)
        self._move_to(end)
        self._heard, self._in_speech = end, cut.in_speech
        return piece

    def _piece(self, end: int, heard_end: int, boundary: int) -> Piece | None:
        """The speech since the last piece, with its pads; None where it is noise. In windows."""
        begin, last = self._from * WINDOW_SECONDS, min(heard_end * WINDOW_SECONDS, self.seconds)
        regions = self._speech.regions.between(begin, last)
        if not regions:
            return None
        first = begin - OVERLAP_SECONDS if self._in_speech else max(begin, regions[0].start - _PAD_SECONDS)
        heard = Span(max(0.0, first), min(last, regions[-1].end + _PAD_SECONDS))
        span = Span(max(begin, heard.start), min(end * WINDOW_SECONDS, heard.end))
        block = SpeechBlock(self._sound.of(heard), (heard,))
        near = self._speech.regions.between(heard.start, heard.end)
        return Piece(span, block, near, min(boundary * WINDOW_SECONDS, span.end))

    def _move_to(self, window: int) -> None:
        self._from = window
        self._speech.forget_before(window)
        self._sound.let_go_before(window * WINDOW_SECONDS - OVERLAP_SECONDS)
