"""Evidence: the words a fact, a statement, a code or a query rests on."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, model_validator

from scribe.schema.record import Record
from scribe.schema.transcript import NFC, Seconds, SpeakerRole


class Evidence(Record):
    """A verbatim quote. ``quote == text[start_char:end_char]`` of its segment, in Unicode code points.

    The offsets are end-exclusive; the times, in seconds, are those of the quoted words, else of the
    segment, else None. The quote travels with a signed note and proves it when the audio has expired.
    """

    segment_id: Annotated[str, Field(min_length=1, max_length=64)]
    quote: Annotated[str, Field(min_length=1), NFC]
    start_char: Annotated[int, Field(ge=0)]
    end_char: Annotated[int, Field(ge=1)]
    start: Seconds | None = None
    end: Seconds | None = None
    speaker_role: SpeakerRole = SpeakerRole.UNKNOWN

    @property
    def place(self) -> tuple[str, int, int]:
        """Where the quote stands: segment, first and last offset."""
        return (self.segment_id, self.start_char, self.end_char)

    def overlaps(self, other: "Evidence") -> bool:
        """Whether two quotes have words in common."""
        same = self.segment_id == other.segment_id
        return same and self.start_char < other.end_char and other.start_char < self.end_char

    def holds(self, other: "Evidence") -> bool:
        """Whether all words of another quote lie within this one."""
        same = self.segment_id == other.segment_id
        return same and self.start_char <= other.start_char and other.end_char <= self.end_char

    @model_validator(mode="after")
    def _offsets_span_the_quote(self) -> "Evidence":
        if self.end_char - self.start_char != len(self.quote):
            raise ValueError("end_char - start_char must equal the length of the quote in code points")
        return self


EvidenceList = Annotated[tuple[Evidence, ...], Field(min_length=1)]
"""At least one quote: what has no evidence does not exist."""


def distinct(quotes: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The quotes in their order, each place once."""
    return tuple({quote.place: quote for quote in quotes}.values())


def share_words(one: Iterable[Evidence], other: Iterable[Evidence]) -> bool:
    """Whether any two quotes have words in common."""
    theirs = tuple(other)
    return any(quote.overlaps(another) for quote in one for another in theirs)
