"""The LLM chain with a real model on labelled encounters: what it wrote, what the guards made of it.

    python -m eval.chain_run --model NAME --base-url http://127.0.0.1:8080/v1 [--structured json_object] [--count 8]

The encounters are chosen by the hash of their id, so that nobody chooses. Replies are kept in ``--replies`` (they
quote the development data: never in the project) and asked for once; a stopped run goes on where it stopped.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from eval import chain_tables
from eval.labelled.labels import Encounter, as_transcript, encounters
from eval.own_encounters import DATE_OF_SERVICE
from eval.record import Sample, add_arguments, asked_of, record
from eval.recorded_replies import RecordedReplies, load, save, staleness
from scribe.schema.encounter import Encounter as Visit
from scribe.schema.errors import ScribeError

REPLIES = Path(".cache/scribe/labelled-replies")


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask for what is not there yet, then print the tables. 2 without the data, 3 where the model failed."""
    parser = argparse.ArgumentParser(prog="python -m eval.chain_run", description=__doc__.splitlines()[0])
    add_arguments(parser)
    parser.add_argument("--count", type=int, default=8, help="how many encounters")
    parser.add_argument("--replies", type=Path, default=REPLIES, help="where the replies are kept")
    options = parser.parse_args(arguments)
    samples = chosen(encounters(), options.count)
    if not samples:
        print("chain_run: no labelled encounters: SCRIBE_SHARED_DATA names their folder", file=sys.stderr)
        return 2
    options.replies.mkdir(parents=True, exist_ok=True)
    try:
        for sample in samples:
            _reply(sample, options)
    except ScribeError as error:
        print(f"chain_run: {error}", file=sys.stderr)
        return 3
    print(chain_tables.report(samples, options.replies))
    return 0


def chosen(samples: Iterable[Encounter], count: int) -> list[Encounter]:
    """The first ``count`` by the SHA-256 of their id."""
    return sorted(samples, key=lambda sample: hashlib.sha256(sample.id.encode()).hexdigest())[:count]


def _reply(sample: Encounter, options: argparse.Namespace) -> RecordedReplies:
    """The replies kept for an encounter, else asked for now. Raises the model's failure."""
    if (options.replies / f"{sample.id}.json").exists():
        kept = load(sample.id, options.replies)
        if not staleness(kept):
            return kept
    print(f"chain_run: {sample.id}", file=sys.stderr)
    recorded, _ = record(_visit(sample), asked_of(options), phrase=False)
    save(recorded, options.replies)
    return recorded


def _visit(sample: Encounter) -> Sample:
    visit = Visit(id=sample.id, date_of_service=DATE_OF_SERVICE)
    return Sample(sample.id, visit, as_transcript(sample))


if __name__ == "__main__":
    sys.exit(main())
