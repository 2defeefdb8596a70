"""``scribe purge``: remove what has reached its age (SCRIBE_RETAIN_...), or say what would be removed."""

import argparse
from dataclasses import asdict

from scribe import assembly, clock
from scribe.jobs.housekeeping import ages
from scribe.schema.errors import StoreUnavailable
from scribe.settings import load_settings
from scribe.store.retention import Purged, due, purge

_LINES = {
    "encounters": "whole encounters",
    "recordings": "recordings",
    "transcripts": "transcripts",
    "deleted": "deleted encounters whose sound was left",
    "strays": "pieces of sound that belong to no recording",
}


def run(options: argparse.Namespace) -> int:
    """Purge and print how many of each kind. Raises StoreUnavailable where something could not be removed."""
    settings = load_settings()
    store = assembly.open_store(settings)
    try:
        if options.dry_run:
            _tell(due(store, ages(settings), clock.now()), "would be removed", except_for=("strays",))
            return 0
        done = purge(store, ages(settings), clock.now())
    finally:
        store.close()
    _tell(done, "removed")
    if done.failed:
        raise StoreUnavailable(f"{done.failed} could not be removed now.", "Run scribe purge again.")
    return 0


def _tell(purged: Purged, verb: str, except_for: tuple[str, ...] = ()) -> None:
    counts = asdict(purged)
    for kind, words in _LINES.items():
        if kind not in except_for:
            print(f"{counts[kind]:>8}  {words} {verb}")
