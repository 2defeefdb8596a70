"""Typed facts: what a clinician's own sentence says, as the reader reads it, and what of the old one it keeps."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from guardrails.reading.lexicon import HEDGES, NEGATIONS
from scribe.extraction.reader import Reader
from scribe.notes.second_pass import Working
from scribe.schema.encounter import Encounter
from scribe.schema.evidence import Evidence, distinct
from scribe.schema.facts import Fact
from scribe.schema.narrative import Statement
from scribe.schema.transcript import Segment, SpeakerRole, Transcript
from scribe.writing.phrases import phrase

_TURNS = re.compile(rf"(?<!\w)(?:{NEGATIONS}|{HEDGES}|denying|isn't|neither)(?!\w)", re.IGNORECASE)
"""Words that turn what a sentence says. One more or less of them, and nothing of the old sentence is taken over."""
_READER = Reader()


@dataclass
class Typed:
    """One typed text: the segment it is evidence as, and the facts in it."""

    segment: Segment
    facts: tuple[Fact, ...]
    encounter: Encounter
    also_says: list[str] = field(default_factory=list)
    """Ids of facts of the statement it replaces, which it says too."""

    @property
    def quote(self) -> Evidence:
        """The whole text."""
        text = self.segment.text
        return Evidence(
            segment_id=self.segment.id,
            quote=text,
            start_char=0,
            end_char=len(text),
            speaker_role=SpeakerRole.CLINICIAN,
        )

    @property
    def statement(self) -> Statement:
        """The text as a sentence of the note. It names the facts that it may say; those that go are left out."""
        ids = (*(fact.id for fact in self.facts), *self.also_says)
        return Statement(text=self.segment.text, evidence=(self.quote,), fact_ids=ids)


def typed_words(working: Working, text: str, revision: int, number: int) -> Typed:
    """The text as a segment by the clinician, with an id that no other segment has, and what it says."""
    taken = {segment.id for segment in (*working.spoken.segments, *working.typed)}
    name = f"edit-{revision}.{number}"
    while name in taken:
        name += "x"
    segment = Segment(id=name, speaker_role=SpeakerRole.CLINICIAN, text=text)
    return Typed(segment, _read(segment, working.result.encounter), working.result.encounter)


def still_said(fact: Fact, old: str, typed: Typed, new: Iterable[Fact]) -> tuple[Fact | None, Fact | None]:
    """The fact as the new words still say it, or None; and the one of the new facts that is the same, or None.

    What the reader can find in neither wording stays where its words stand in both and nothing turns them.
    """
    again = next((one for one in new if _same(fact, one)), None)
    if again is not None:
        both = distinct((*fact.evidence, *again.evidence))
        return fact.model_copy(update={"evidence": both}), again
    old_segment = Segment(id="old", speaker_role=SpeakerRole.CLINICIAN, text=old)
    was_read = any(_same(fact, one) for one in _read(old_segment, typed.encounter))
    words = phrase(fact).casefold()
    stands = words in old.casefold() and words in typed.segment.text.casefold()
    turned = _TURNS.findall(old.casefold()) != _TURNS.findall(typed.segment.text.casefold())
    return (fact if stands and not was_read and not turned else None), None


def _read(segment: Segment, encounter: Encounter) -> tuple[Fact, ...]:
    """The facts of one segment, under ids of its own."""
    found = _READER.extract(encounter, Transcript(segments=(segment,))).facts
    names = {fact.id: f"{segment.id}.{number}" for number, fact in enumerate(found, start=1)}
    return tuple(
        fact.model_copy(update={"id": names[fact.id], "about": names.get(fact.about or "")}) for fact in found
    )


def _same(one: Fact, other: Fact) -> bool:
    """The same claim of the same person and time, with no detail that differs."""
    keys = [
        (fact.kind, str(fact.value).casefold(), fact.assertion, fact.experiencer, fact.temporality)
        for fact in (one, other)
    ]
    details, others = one.attributes.model_dump(), other.attributes.model_dump()
    differs = any(
        value is not None and others.get(name) is not None and str(value).casefold() != str(others[name]).casefold()
        for name, value in details.items()
    )
    return keys[0] == keys[1] and not differs
