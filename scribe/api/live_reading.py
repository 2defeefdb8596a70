"""Live reading: the checklist of a visit as its words become final, at a cost that does not grow with the visit.

The reader reads the latest minutes whole, and anew with each final. What lies further back was read with minutes
around it; its facts stay.
"""

from collections.abc import Sequence
from functools import cache

from audio.heard import HeardWord
from audio.roles import assign_roles
from audio.segments import as_segments
from audio.utterances import Utterance
from scribe.clock import today
from scribe.extraction.checklist import checklist
from scribe.extraction.reader import Reader
from scribe.schema.checklist import Checklist
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter
from scribe.schema.facts import Fact
from scribe.schema.transcript import Segment, Transcript, Word

WINDOW_S = 360.0
"""Read at once at most; then the facts of its first half stay. Some tenths of a second of computing."""
_OVERLAP_S = 30.0
"""Read again before the second half, so that an answer keeps its question."""


class LiveReading:
    """One visit. Used by one thread at a time."""

    def __init__(self) -> None:
        self._stand: list[Fact] = []
        self._open: list[Segment] = []

    def read(self, finals: Sequence[Segment]) -> Checklist:
        """The checklist with these further final segments, each of one utterance.

        Roles are given by wording, as in the transcript at the end; the segments themselves have none.
        """
        self._open += (segment for segment in finals if segment.words)
        said = [Utterance(tuple(_words(segment))) for segment in self._open]
        transcript = Transcript(segments=as_segments(assign_roles(said)))
        facts = Reader().extract(_encounter(), transcript).facts
        until = said[-1].end if said else 0.0
        found = checklist(Documentation(facts=tuple(_renumbered([*self._stand, *facts]))), round(until, 2))
        if said and until - said[0].start > WINDOW_S:
            self._close(transcript, facts, until - WINDOW_S / 2)
        return found

    def _close(self, transcript: Transcript, facts: Sequence[Fact], boundary: float) -> None:
        """Lets the words go that were said well before the boundary; the facts of all before it stand."""
        before = {segment.id for segment in transcript.segments if (segment.end or 0.0) <= boundary}
        self._stand += (fact for fact in facts if {one.segment_id for one in fact.evidence} <= before)
        self._open = [segment for segment in self._open if (segment.end or 0.0) > boundary - _OVERLAP_S]


@cache
def warm() -> None:
    """Compiles the reader's patterns, which takes longer than any reading: before the first words are there."""
    LiveReading().read(_WARMING)


_WARMING = tuple(
    Segment(
        id=f"w{at}",
        text=text,
        words=tuple(Word(start=at, end=at, text=word, probability=1.0) for word in text.split()),
    )
    for at, text in enumerate(
        (
            "Do you have any pain, numbness or weakness in your left leg?",
            "I have had low back pain for three weeks since I fell, no fever, and I take ibuprofen.",
            "The x-ray shows no fracture, flexion is limited to sixty degrees, strength is normal.",
            "My assessment is chronic low back pain. Start physical therapy and come back in six weeks.",
        )
    )
)


def _renumbered(facts: Sequence[Fact]) -> list[Fact]:
    return [fact.model_copy(update={"id": f"f{number}"}) for number, fact in enumerate(facts, start=1)]


def _encounter() -> Encounter:
    return Encounter(id="live", date_of_service=today())  # the reader asks nothing of it


def _words(segment: Segment) -> list[HeardWord]:
    return [HeardWord(one.start, one.end, f" {one.text}", one.probability, one.original) for one in segment.words]
