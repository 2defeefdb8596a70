"""A draft on embedded defaults: the deterministic reader, no model, nothing that leaves the machine."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from scribe.assembly import build_parts
from scribe.pipeline.run import Parts, draft
from scribe.schema.coding import ProposedCode
from scribe.schema.encounter import Encounter
from scribe.schema.result import Result
from scribe.schema.transcript import Transcript
from scribe.settings import embedded_defaults


@cache
def embedded_parts() -> Parts:
    """The parts, built once a process."""
    return build_parts(embedded_defaults(Path(".cache/scribe")))


def embedded_draft(visit: Encounter, transcript: Transcript, proposed: Sequence[ProposedCode] = ()) -> Result:
    """The whole of ``scribe note`` on a transcript."""
    return draft(visit, transcript, tuple(proposed), embedded_parts())
