"""Results to export: every self-written encounter as the reader reads it, and every visit whose facts are given."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from eval.embedded import embedded_draft, embedded_parts
from eval.own_encounters import load, paths
from scribe.export.fhir_source import Added, Overridden, Work
from scribe.intake.document import parse_document
from scribe.pipeline.run import Reading, drafted
from scribe.schema.result import Component, Result
from scribe.schema.signature import Signing
from scribe.schema.transcript import Transcript
from tests.build import DAY

_VISITS = Path(__file__).parents[1] / "guardrails" / "visits"
SIGNED_AT = datetime(2026, 11, 20, 17, 30, 0, 250_000, tzinfo=UTC)
SIGNING = Signing(by="Dr. Ada <Invented> & Co", role="physician", at=SIGNED_AT, statement="I have read & agree.")
LATER = SIGNED_AT.replace(hour=19)
WORK = Work(
    {
        1: Overridden("Dr. <Other>", SIGNED_AT.replace(hour=16), "Seen & it stands."),
        2: Overridden(SIGNING.by, SIGNED_AT, "x"),
    },
    (Added("addendum", SIGNING.by, SIGNED_AT.replace(hour=18)), Added("amendment", "Dr. Late", LATER)),
)
"""Two findings overridden, by two people, and two additions, by the signer and by a third."""
AMENDING = SIGNING.model_copy(update={"amended": True})
OWN = [path.stem for path in paths()]
GIVEN = sorted(path.stem for path in _VISITS.glob("*.json") if path.stem != "expected")
NAMES = [*OWN, *GIVEN]


@cache
def result_of(name: str) -> Result:
    """The draft of this fixture."""
    return _own(name) if name in OWN else _given(name)


def _own(name: str) -> Result:
    own = load(next(path for path in paths() if path.stem == name))
    return embedded_draft(own.visit, own.transcript, own.proposed)


def _given(name: str) -> Result:
    request = parse_document((_VISITS / f"{name}.json").read_bytes(), today=DAY)
    reading = Reading(request.documentation, Component(name="given"))
    transcript = request.transcript or Transcript(segments=())
    return drafted(request.encounter, transcript, request.proposed, embedded_parts(), reading)


def resources(text: str, kind: str) -> list[dict[str, Any]]:
    """The resources of this type in a document."""
    every = [entry["resource"] for entry in json.loads(text)["entry"]]
    return [one for one in every if one["resourceType"] == kind]
