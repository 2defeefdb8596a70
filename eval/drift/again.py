"""A stored result drafted again: first its own documentation under the present rules, then its transcript anew.

What differs between the stored and the recoded result is due to rules and code tables; what differs between the
recoded and the redrafted one is due to who reads: the reader, the model, its prompt.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from eval.errors import RunUnreadable
from scribe.pipeline.run import Parts, Reading, draft, drafted
from scribe.schema.result import Result


@dataclass(frozen=True, slots=True)
class Again:
    """One note three times. ``name``: of its file, and its line where the file holds many."""

    name: str
    stored: Result
    recoded: Result
    redrafted: Result


def stored_results(paths: list[Path]) -> Iterator[tuple[str, Result]]:
    """The results in files (``.jsonl``: one a line) and in every such file of a folder. Raises RunUnreadable.

    One at a time: memory does not grow with their number.
    """
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.suffix in (".json", ".jsonl")) if path.is_dir() else [path]
        for file in files:
            yield from _of_file(file)


def _of_file(path: Path) -> Iterator[tuple[str, Result]]:
    try:
        with path.open("rb") as file:
            if path.suffix != ".jsonl":
                yield path.stem, _result(file.read(), path.name)
                return
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield f"{path.stem}:{number}", _result(line, f"{path.name} line {number}")
    except OSError:
        raise RunUnreadable(path.name) from None


def _result(content: bytes, what: str) -> Result:
    try:
        return Result.model_validate_json(content)
    except ValidationError:
        raise RunUnreadable(what) from None


def again(name: str, stored: Result, parts: Parts) -> Again:
    """The note drafted again with these parts. What was heard is kept: its transcript is not heard anew."""
    given = (stored.encounter, stored.transcript, stored.proposed_codes)
    read = stored.provenance
    as_read = Reading(stored.documentation, read.extractor, read.model, read.prompt)
    unphrased = Parts(reader=parts.reader)
    return Again(
        name=name,
        stored=stored,
        recoded=drafted(*given, unphrased, as_read, read.asr),
        redrafted=draft(*given, parts, read.asr),
    )
