"""The visits that are perturbed: our own encounters, and the labelled ones where they are present."""

from collections.abc import Iterator
from dataclasses import dataclass

from eval.embedded import embedded_draft
from eval.labelled.labels import as_transcript, encounters
from eval.own_encounters import DATE_OF_SERVICE, own_encounters
from scribe.schema.encounter import Encounter
from scribe.schema.result import Result
from scribe.schema.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Sample:
    """A visit. ``accepted``: codes that may stand first; ``never``: codes that must not. ``own``: self-written."""

    name: str
    visit: Encounter
    transcript: Transcript
    accepted: frozenset[str]
    never: frozenset[str]
    own: bool = False


def samples() -> Iterator[Sample]:
    """Ours, then those of others."""
    for mine in own_encounters():
        accepted, never = frozenset(mine.expected["codes"][:1]), frozenset(mine.expected.get("never_codes", ()))
        yield Sample(mine.name, mine.visit, mine.transcript, accepted, never, own=True)
    for labelled in encounters():
        visit = Encounter(id=labelled.id, date_of_service=DATE_OF_SERVICE)
        yield Sample(labelled.id, visit, as_transcript(labelled), labelled.primary, labelled.never)


def result_of(sample: Sample, transcript: Transcript | None = None) -> Result:
    """The draft of a visit, of other words where a transcript is given."""
    return embedded_draft(sample.visit, transcript or sample.transcript)
