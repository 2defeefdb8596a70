"""The checklist is read at a cost that does not grow with the visit, and forgets nothing of it."""

from collections.abc import Iterator

import pytest

from scribe.api.live_reading import LiveReading
from scribe.extraction.reader import Reader
from scribe.schema.checklist import Checklist, HeardAs
from scribe.schema.terms import FactKind
from scribe.schema.transcript import Segment, Transcript, Word

SMALL_TALK = "We went to the lake on Sunday."


def final(second: float, text: str) -> Segment:
    """One utterance of four seconds."""
    pieces = text.split()
    step = 4.0 / len(pieces)
    words = [
        Word(start=second + at * step, end=second + (at + 1) * step, text=piece, probability=0.9)
        for at, piece in enumerate(pieces)
    ]
    return Segment(id=f"live-{second:.0f}", start=second, end=second + 4.0, text=text, words=tuple(words))


def talk(minutes: int) -> Iterator[Segment]:
    """Small talk, five seconds an utterance."""
    return (final(second, SMALL_TALK) for second in range(0, minutes * 60, 5))


def state(found: Checklist, kind: FactKind) -> HeardAs:
    return next(one.state for one in found.items if one.kind is kind)


@pytest.fixture
def seconds_read(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How much talk the reader was given each time."""
    given: list[float] = []
    extract = Reader.extract

    def counting(self: Reader, encounter: object, transcript: Transcript) -> object:
        given.append((transcript.segments[-1].end or 0.0) - (transcript.segments[0].start or 0.0))
        return extract(self, encounter, transcript)

    monkeypatch.setattr(Reader, "extract", counting)
    return given


def test_what_was_said_half_an_hour_ago_still_counts(seconds_read: list[float]) -> None:
    said = [final(0.0, "I have had low back pain for three weeks."), *list(talk(30))[1:]]
    reading = LiveReading()

    found = [reading.read(said[at : at + 24]) for at in range(0, len(said), 24)][-1]

    assert state(found, FactKind.REGION) is HeardAs.HEARD
    assert state(found, FactKind.CHRONICITY) is HeardAs.DURATION_ONLY
    assert found.heard_until == said[-1].end
    assert max(seconds_read) < 500.0


def test_an_answer_keeps_its_question_when_the_window_moves_between_them() -> None:
    question, answer = final(180.0, "Do you have any fever?"), final(185.0, "No, I do not.")
    said = [*list(talk(3))[:36], question, answer, *(final(second, SMALL_TALK) for second in range(190, 400, 5))]
    reading = LiveReading()

    reading.read(said[:73])  # with which the window is full, and the question in its first half
    found = reading.read(said[73:])

    assert state(found, FactKind.RED_FLAG) is HeardAs.DENIED


def test_nothing_said_is_nothing_heard() -> None:
    found = LiveReading().read([])

    assert {one.state for one in found.items} == {HeardAs.NOT_HEARD_YET}
    assert found.heard_until == 0.0
