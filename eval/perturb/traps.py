"""Traps: short talks about what nobody did, had or said. Self-written, each with what is forbidden to claim."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter

from scribe.schema.record import Record
from scribe.schema.result import Result
from scribe.schema.terms import Assertion, FactKind
from scribe.schema.transcript import Segment, SpeakerRole, Transcript

FILE = Path(__file__).parents[1] / "fixtures" / "robustness" / "traps.json"


class Forbidden(Record):
    """A claim that nothing in the talk bears out."""

    kind: FactKind
    words: tuple[str, ...] = ()
    """One of these stands in the claim's quotes; none named: any claim of the kind."""
    assertion: Assertion | None = None
    """None: whatever is claimed."""


class Trap(Record):
    """One talk. ``never_words`` must not stand in the note."""

    name: Annotated[str, Field(min_length=1)]
    why: Annotated[str, Field(min_length=1)]
    segments: tuple[tuple[SpeakerRole, str], ...]
    never: tuple[Forbidden, ...] = ()
    never_words: tuple[str, ...] = ()
    never_codes: tuple[str, ...] = ()

    @property
    def transcript(self) -> Transcript:
        """The talk as it is drafted."""
        return Transcript(
            segments=tuple(
                Segment(id=f"s{n}", speaker_role=role, text=text)
                for n, (role, text) in enumerate(self.segments, start=1)
            )
        )


@cache
def traps() -> dict[str, Trap]:
    """By name, in the order of the file."""
    read = TypeAdapter(tuple[Trap, ...]).validate_json(FILE.read_bytes())
    return {trap.name: trap for trap in read}


def sprung(trap: Trap, result: Result) -> list[str]:
    """What the draft claims that it must not: kinds, words and codes."""
    found = [
        str(claim.kind)
        for claim in trap.never
        for fact in result.documentation.facts
        if fact.kind is claim.kind
        and claim.assertion in (None, fact.assertion)
        and (not claim.words or any(word in _quotes(fact.evidence) for word in claim.words))
    ]
    text = " ".join(s.text.lower() for section in result.note.sections for s in section.statements)
    found += [f"word {word}" for word in trap.never_words if word.lower() in text]
    return found + [code.code for code in result.codes if code.code in trap.never_codes]


def _quotes(evidence: tuple[object, ...]) -> str:
    return " ".join(getattr(quote, "quote", "").lower() for quote in evidence)
