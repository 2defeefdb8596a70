"""Grounds: the words a model's fact rests on, found in the transcript; a short answer with its question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scribe.extraction.evidence import span_evidence
from scribe.extraction.locate import Locator, Place, Span
from scribe.extraction.polarity import polarity
from scribe.extraction.replies import answers_no, answers_yes
from scribe.extraction.wording import numbers, stems
from scribe.schema.evidence import Evidence
from scribe.schema.transcript import Segment, SpeakerRole

_SENTENCE = re.compile(r"[^.?!]*(?:[.?!]+|$)\s*")
REACH_BEFORE = 10
REACH_AFTER = 5
"""Words around a quote that can change what it says. Untidy speech has sentences of a hundred words."""

_LONGEST_NUMBER = 6
"""Digits of a line's number."""
_WORDS = re.compile(r"\S+")
_ASKS = re.compile(
    r"\b(?:any|(?:do|did|have|had|are|were) you|you (?:have|had)|(?:is|has|does) (?:it|that)|is there|how|what|when"
    r"|where)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.?!]\s*$")
_GOES_ON = re.compile(r"\s*(?:and |but )?(?:it|that|this|they|those|these|which)\b", re.IGNORECASE)
_LABEL = re.compile(r"^\s*\[\d+\]\s*(?:(?:clinician|patient|other|unknown)\s*:)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grounds:
    """``answer``: the words that assert; ``question``: the words they answer, or empty. Spans in reading order."""

    spans: Place
    answer: str
    question: str
    around: str
    """The answer with the words of its sentence around it: a quote may leave out the "if" or the "probably"."""
    before: str
    """What the same segment says before the answer."""
    segment: Segment
    """Where the assertion stands; its role is the speaker's, whatever the model says."""

    @property
    def text(self) -> str:
        """All the words, question first."""
        return f"{self.question} {self.answer}".strip()

    def evidence(self, segments: Sequence[Segment]) -> tuple[Evidence, ...]:
        """One evidence for each span."""
        return tuple(span_evidence(segments[span.segment], span.start_char, span.end_char) for span in self.spans)


class GroundFinder:
    """Finds grounds in one transcript."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._locator = Locator(segments)

    def find(self, quote: str, line: str, value: str) -> Grounds | None:
        """The grounds of a quote, or None where it is not said, or where nobody can tell which of several it is."""
        quote = _LABEL.sub("", quote)
        number = line.strip("[] ")
        near = int(number) - 1 if number.isdecimal() and len(number) <= _LONGEST_NUMBER else None
        place = self._locator.locate(quote, near)
        if place is None or (_is_bare(quote) and self._is_ambiguous(quote, near)):
            return None
        if len(place) == 2 and self._role(place[0]) is not self._role(place[1]):
            return self._grounds(place, question_spans=1)
        if self._sentence(place[-1]).rstrip().endswith("?"):
            return self._with_answer(place)
        place = self._with_its_negation(place, value)
        needs_question = _is_bare(quote) or not stems(value) & stems(self._said(place))
        return self._with_question(place) if needs_question else self._grounds(place)

    def with_outcome(self, grounds: Grounds) -> Grounds:
        """The same with the next sentence of the speaker, if that goes on about it ("It helped a little")."""
        last = grounds.spans[-1]
        later = [sentence for sentence in self._sentences(last.segment) if sentence.start_char >= last.end_char]
        if not later or not _GOES_ON.match(self._text(later[0])):
            return grounds
        return replace(
            grounds, spans=(*grounds.spans, later[0]), answer=f"{grounds.answer} {self._text(later[0])}".strip()
        )

    def _with_its_negation(self, place: Place, value: str) -> Place:
        """The place, widened to the words around it where they say otherwise than the quote cut out of them."""
        lead, tail = self._lead(place[0]), self._tail(place[-1])
        around = polarity(value, self._said((*lead, *place, tail)))
        for wider in (place, _joined(*lead, *place), _joined(*lead, *place, tail)):
            if polarity(value, self._said(wider)) is around:
                return wider
        return place

    def _lead(self, first: Span) -> Place:
        """The words before a span in its sentence; they may begin in the segment before, where an engine cut."""
        sentence = self._sentence_span(first)
        own = self._last_words(Span(first.segment, sentence.start_char, first.start_char))
        before = first.segment - 1
        if sentence.start_char > 0 or before < 0 or self._role(first) is not self._segments[before].speaker_role:
            return (own,)
        earlier = self._sentences(before)
        cut = bool(earlier) and not _ENDS.search(self._text(earlier[-1]))
        return (self._last_words(earlier[-1]), own) if cut else (own,)

    def _tail(self, last: Span) -> Span:
        """The first words of the sentence after a span."""
        rest = Span(last.segment, last.end_char, self._sentence_span(last).end_char)
        found = list(_WORDS.finditer(self._text(rest)))[:REACH_AFTER]
        return replace(rest, end_char=rest.start_char + (found[-1].end() if found else 0))

    def _last_words(self, span: Span) -> Span:
        found = list(_WORDS.finditer(self._text(span)))[-REACH_BEFORE:]
        return replace(span, start_char=span.start_char + (found[0].start() if found else 0)) if found else span

    def _is_ambiguous(self, quote: str, near: int | None) -> bool:
        """A bare "No." means nothing without its place: several, and none in the named line."""
        places = self._locator.places(quote)
        return len(places) > 1 and not any(span.segment == near for place in places for span in place)

    def _with_answer(self, place: Place) -> Grounds | None:
        """A question and the yes or no that follows it; a question without one asserts nothing."""
        at = place[-1].segment + 1
        if at >= len(self._segments) or not self._other_speaker(place[-1], at):
            return None
        found = _SENTENCE.match(self._segments[at].text)
        first = found[0].rstrip() if found else ""
        if not (answers_no(first) or answers_yes(first)):
            return None
        return self._grounds((*place, Span(at, 0, len(first))), question_spans=len(place))

    def _with_question(self, place: Place) -> Grounds:
        """An answer with the last question of the other speaker right before it, where there is one."""
        first = place[0]
        turn = first.segment
        while turn > 0 and not self._other_speaker(first, turn - 1):
            turn -= 1
        opens = turn == first.segment and len(self._sentences_before(first)) <= 1
        asked = self._question(turn - 1) if turn > 0 and opens else None
        return self._grounds((asked, *place), question_spans=1) if asked else self._grounds(place)

    def _question(self, segment: int) -> Span | None:
        """The last question of a segment; where nothing is punctuated, its end from the last words that ask."""
        sentences = self._sentences(segment)
        asked = [sentence for sentence in sentences if self._text(sentence).rstrip().endswith("?")]
        if asked or not sentences:
            return asked[-1] if asked else None
        asking = list(_ASKS.finditer(self._text(sentences[-1])))
        if not asking or _ENDS.search(self._text(sentences[-1])):
            return None
        return replace(sentences[-1], start_char=sentences[-1].start_char + asking[-1].start())

    def _grounds(self, spans: Place, question_spans: int = 0) -> Grounds:
        return Grounds(
            spans=spans,
            question=self._said(spans[:question_spans]),
            answer=self._said(spans[question_spans:]),
            around=self._said((*self._lead(spans[question_spans]), *spans[question_spans:], self._tail(spans[-1]))),
            before=self._segments[spans[-1].segment].text[: spans[-1].start_char],
            segment=self._segments[spans[-1].segment],
        )

    def _said(self, place: Place) -> str:
        return " ".join(self._text(span).strip() for span in place).strip()

    def _other_speaker(self, span: Span, segment: int) -> bool:
        roles = self._role(span), self._segments[segment].speaker_role
        return roles[0] is not roles[1] and SpeakerRole.UNKNOWN not in roles

    def _role(self, span: Span) -> SpeakerRole:
        return self._segments[span.segment].speaker_role

    def _text(self, span: Span) -> str:
        return self._segments[span.segment].text[span.start_char : span.end_char]

    def _sentences(self, segment: int) -> list[Span]:
        text = self._segments[segment].text
        return [Span(segment, found.start(), found.end()) for found in _SENTENCE.finditer(text) if found[0].strip()]

    def _sentences_before(self, span: Span) -> list[Span]:
        return [sentence for sentence in self._sentences(span.segment) if sentence.start_char <= span.start_char]

    def _sentence(self, span: Span) -> str:
        return self._text(self._sentence_span(span))

    def _sentence_span(self, span: Span) -> Span:
        """The sentence that holds a span's last character, or all the sentences it touches."""
        touched = [
            sentence
            for sentence in self._sentences(span.segment)
            if sentence.start_char < span.end_char and span.start_char < sentence.end_char
        ]
        return Span(span.segment, touched[0].start_char, touched[-1].end_char) if touched else span


def _is_bare(quote: str) -> bool:
    """Whether a quote says nothing but yes or no."""
    return not stems(quote) and not numbers(quote)


def _joined(*spans: Span) -> Place:
    """Spans in order, those that touch in one segment as one, empty ones left out."""
    found: list[Span] = []
    for span in (span for span in spans if span.start_char < span.end_char):
        if found and found[-1].segment == span.segment:
            found[-1] = replace(found[-1], end_char=span.end_char)
        else:
            found.append(span)
    return tuple(found)
