"""encounter-to-note: self-written dialogues and dictations, read by the deterministic reader, to the whole note."""

import json
from collections.abc import Iterator
from pathlib import Path

from eval.suites.expected import Expected, gates
from eval.suites.suite import Gate, Outcome, Suite, attempt
from scribe.assembly import build_parts
from scribe.intake.request import encounter_of, parse_request, proposed_codes, transcript_of
from scribe.pipeline.run import draft
from scribe.settings import embedded_defaults

FIXTURES = Path(__file__).parents[1] / "fixtures" / "encounters"


def run() -> Iterator[Outcome]:
    """One outcome a fixture, in the order of their names."""
    for path in sorted(FIXTURES.glob("*.json")):
        yield attempt(path.stem, lambda path=path: _gates(path))  # type: ignore[misc]  # a lambda's default


def _gates(path: Path) -> Iterator[Gate]:
    sample = json.loads(path.read_text(encoding="utf-8"))
    request = parse_request(json.dumps(sample["request"]), path.name)
    day = request.encounter.date_of_service
    if day is None:
        raise ValueError("a sample names its date of service")
    encounter = encounter_of(request.encounter, fallback_id=path.stem, today=day)
    parts = build_parts(embedded_defaults(Path(".cache/scribe")))
    result = draft(encounter, transcript_of(request.transcript), proposed_codes(request.proposed_codes), parts)
    yield from gates(result, Expected.model_validate_json(json.dumps(sample["expected"])))


SUITE = Suite(
    name="encounter-to-note",
    dangerous_error="a code or a sentence that rests on words nobody said, or on a lost 'no'",
    run=run,
)
