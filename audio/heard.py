"""What an engine heard: words with their times, before anybody says who spoke them."""

from dataclasses import dataclass

from audio.spans import Span


@dataclass(frozen=True, slots=True)
class HeardWord:
    """One word. ``text`` keeps the engine's leading space, so that joined words give the text back."""

    start: float
    end: float
    text: str
    probability: float
    original: str | None = None
    """What the engine wrote, where a term was corrected after decoding (audio.vocabulary)."""


@dataclass(frozen=True, slots=True)
class HeardPassage:
    """Words the engine decoded together, with the signals by which it doubts them.

    ``window`` numbers the half minute of sound they come from: passages of one window share their fate.
    ``average_log_probability`` of the tokens, ``no_speech_probability`` of the window, and the zip ratio of the
    text (a loop compresses well): Radford et al. 2022, section 4.5.
    """

    words: tuple[HeardWord, ...]
    window: int
    average_log_probability: float
    no_speech_probability: float
    compression_ratio: float


@dataclass(frozen=True, slots=True)
class Dropped:
    """Words that are not believed, and why (a reason of ``audio.coverage``)."""

    span: Span
    reason: str
