"""The visits that are perturbed: our own fixtures, and the labelled encounters where they are present."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eval.labelled.labels import BESIDE, as_transcript, encounters
from scribe.assembly import build_parts
from scribe.intake.request import encounter_of, parse_request, transcript_of
from scribe.pipeline.run import draft
from scribe.schema.encounter import Encounter
from scribe.schema.result import Result
from scribe.schema.transcript import Transcript
from scribe.settings import embedded_defaults, load_settings

FIXTURES = Path(__file__).parents[1] / "fixtures" / "encounters"
DATE_OF_SERVICE = date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class Sample:
    """A visit. ``accepted``: codes that may stand first; ``never``: codes that must not be."""

    name: str
    visit: Encounter
    transcript: Transcript
    accepted: frozenset[str]
    never: frozenset[str]


def samples() -> Iterator[Sample]:
    """Ours, then those of others."""
    for path in sorted(FIXTURES.glob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        request = parse_request(json.dumps(document["request"]), path.name)
        expected = document["expected"]
        visit = encounter_of(request.encounter, fallback_id=path.stem, today=DATE_OF_SERVICE)
        accepted = frozenset(expected["codes"][:1])
        yield Sample(
            path.stem,
            visit,
            transcript_of(request.transcript),
            accepted,
            frozenset(expected.get("never_codes", ())),
        )
    for labelled in encounters(load_settings().shared_data or BESIDE):
        visit = Encounter(id=labelled.id, date_of_service=DATE_OF_SERVICE)
        yield Sample(labelled.id, visit, as_transcript(labelled), labelled.primary, labelled.never)


def result_of(sample: Sample, transcript: Transcript | None = None) -> Result:
    """The draft of a visit, of other words where a transcript is given."""
    parts = build_parts(embedded_defaults(Path(".cache/scribe")))
    return draft(sample.visit, transcript or sample.transcript, (), parts)
