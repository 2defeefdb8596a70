"""encounter-to-note: self-written dialogues and dictations, read by the deterministic reader, to the whole note."""

import json
from collections.abc import Iterator
from pathlib import Path

from eval.embedded import embedded_draft
from eval.own_encounters import load, paths
from eval.suites.expected import Expected, gates
from eval.suites.suite import Gate, Outcome, Suite, attempt


def run() -> Iterator[Outcome]:
    """One outcome a fixture, in the order of their names."""
    for path in paths():
        yield attempt(path.stem, _gates, path)


def _gates(path: Path) -> Iterator[Gate]:
    own = load(path)
    result = embedded_draft(own.visit, own.transcript, own.proposed)
    yield from gates(result, Expected.model_validate_json(json.dumps(own.expected)))


SUITE = Suite(
    name="encounter-to-note",
    dangerous_error="a code or a sentence that rests on words nobody said, or on a lost 'no'",
    run=run,
)
