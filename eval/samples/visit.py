"""A labelled encounter as the pipeline takes it: the visit, its transcript, the codes that somebody proposed."""

from dataclasses import dataclass
from datetime import date

from eval.samples.labels import LabelledEncounter
from eval.samples.unlabelled import UnlabelledEncounter
from scribe.intake.request import encounter_of, proposed_codes, transcript_of
from scribe.schema.coding import ProposedCode
from scribe.schema.encounter import Encounter
from scribe.schema.transcript import Transcript

DATE_OF_SERVICE = date(2026, 11, 20)
"""Where an encounter names none."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What is drafted."""

    encounter: Encounter
    transcript: Transcript
    proposed: tuple[ProposedCode, ...]


def visit_of(labelled: LabelledEncounter | UnlabelledEncounter, name: str) -> Visit:
    """The visit as it was typed, or, where it was spoken, as its script says."""
    request = labelled.request
    return Visit(
        encounter=encounter_of(request.encounter, fallback_id=name, today=DATE_OF_SERVICE),
        transcript=transcript_of(request.transcript),
        proposed=proposed_codes(request.proposed_codes),
    )
