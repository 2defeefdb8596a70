"""Location of a quote: exact search on canonical words, or nothing.

Only spelling is evened out (see ``canonical``); one missing, added or changed word and the quote is not there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scribe.extraction.canonical import Token, tokens
from scribe.schema.transcript import Segment


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one segment: ``segment.text[start_char:end_char]``."""

    segment: int
    """Position of the segment in the transcript."""
    start_char: int
    end_char: int


Place = tuple[Span, ...]
"""One span for each segment a quote touches, in order; a quote rarely crosses a segment's end."""


class Locator:
    """The words of a transcript, ready to be searched."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._tokens: list[tuple[int, Token]] = [
            (number, token) for number, segment in enumerate(segments) for token in tokens(segment.text)
        ]
        self._starts: dict[str, list[int]] = {}
        self._found: dict[str, tuple[Place, ...]] = {}
        for at, (_, token) in enumerate(self._tokens):
            self._starts.setdefault(token.word, []).append(at)

    def places(self, quote: str) -> tuple[Place, ...]:
        """Every place where the quote stands, in reading order."""
        if quote not in self._found:
            wanted = [token.word for token in tokens(quote)]
            self._found[quote] = tuple(self._matches(wanted, quote)) if wanted else ()
        return self._found[quote]

    def locate(self, quote: str, near: int | None = None) -> Place | None:
        """The place of a quote: in the segment at position ``near`` if it stands there, else the first."""
        found = self.places(quote)
        in_line = [place for place in found if near is not None and near in {span.segment for span in place}]
        return next(iter(in_line or found), None)

    def _matches(self, wanted: list[str], quote: str) -> Iterator[Place]:
        for at in self._starts.get(wanted[0], ()):
            run = self._tokens[at : at + len(wanted)]
            if [token.word for _, token in run] == wanted and self._is_one_saying(run):
                yield self._place(run, quote)

    def _is_one_saying(self, run: list[tuple[int, Token]]) -> bool:
        """Whether the run stays within one turn, or crosses once from a question to its answer."""
        numbers = sorted({number for number, _ in run})
        if numbers != list(range(numbers[0], numbers[-1] + 1)):
            return False
        roles = [(self._segments[n].speaker_role, self._segments[n].speaker_label) for n in numbers]
        changes = sum(before != after for before, after in pairwise(roles))
        return changes == 0 or (changes == 1 and len(numbers) == 2)

    def _place(self, run: list[tuple[int, Token]], quote: str) -> Place:
        spans = []
        for number in dict.fromkeys(number for number, _ in run):
            within = [token for at, token in run if at == number]
            spans.append(Span(number, within[0].start, within[-1].end))
        *before, last = spans
        return (*before, self._with_closing_mark(last, quote))

    def _with_closing_mark(self, span: Span, quote: str) -> Span:
        """The span with the sentence mark that the quote also ends in."""
        text = self._segments[span.segment].text
        mark = text[span.end_char : span.end_char + 1]
        closes = mark in (".", "?", "!") and quote.rstrip().endswith(mark)
        return Span(span.segment, span.start_char, span.end_char + 1) if closes and mark else span
