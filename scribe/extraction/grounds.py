"""Grounds: the words a model's fact rests on, found in the transcript; a short answer with its question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scribe.extraction.evidence import span_evidence
from scribe.extraction.locate import Locator, Place, Span
from scribe.extraction.polarity import answers_no, answers_yes
from scribe.extraction.wording import numbers, stems
from scribe.schema.evidence import Evidence
from scribe.schema.transcript import Segment, SpeakerRole

_SENTENCE = re.compile(r"[^.?!]*(?:[.?!]+|$)\s*")
_LABEL = re.compile(r"^\s*\[\d+\]\s*(?:(?:clinician|patient|other|unknown)\s*:)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grounds:
    """``answer``: the words that assert; ``question``: the words they answer, or empty. Spans in reading order."""

    spans: Place
    answer: str
    question: str
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
        near = int(line.strip("[] ")) - 1 if line.strip("[] ").isdecimal() else None
        place = self._locator.locate(quote, near)
        if place is None or (_is_bare(quote) and self._is_ambiguous(quote, near)):
            return None
        if len(place) == 2 and self._role(place[0]) is not self._role(place[1]):
            return self._grounds(place, question_spans=1)
        if self._sentence(place[-1]).rstrip().endswith("?"):
            return self._with_answer(place)
        needs_question = _is_bare(quote) or not stems(value) & stems(quote)
        return self._with_question(place) if needs_question else self._grounds(place)

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
        if turn == 0 or not opens:
            return self._grounds(place)
        asked = [span for span in self._sentences(turn - 1) if self._text(span).rstrip().endswith("?")]
        return self._grounds((asked[-1], *place), question_spans=1) if asked else self._grounds(place)

    def _grounds(self, spans: Place, question_spans: int = 0) -> Grounds:
        return Grounds(
            spans=spans,
            question=" ".join(self._text(span) for span in spans[:question_spans]),
            answer=" ".join(self._text(span) for span in spans[question_spans:]),
            segment=self._segments[spans[-1].segment],
        )

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
        holding = [s for s in self._sentences(span.segment) if s.start_char < span.end_char <= s.end_char]
        return self._text(holding[-1]) if holding else self._text(span)


def _is_bare(quote: str) -> bool:
    """Whether a quote says nothing but yes or no."""
    return not stems(quote) and not numbers(quote)
