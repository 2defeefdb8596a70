"""``scribe check -``: one document a line in, one answer a line out, in order, for as many lines as come.

One process writes each answer out before it reads the next line, so that a caller may send one document at a time;
several take the lines in batches. Memory stays flat: nothing of a document is kept once it is answered.
"""

import gc
import json
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import BinaryIO

import guardrails
from scribe.commands.batches import in_order
from scribe.commands.checked import as_json, check, status_of
from scribe.commands.interrupt import Interruptible
from scribe.commands.progress import DocumentCount
from scribe.intake.document import parse_document
from scribe.schema.errors import InputError, as_scribe_error

_OBJECTS_PER_SWEEP = 50_000
"""New objects before the garbage collector looks for cycles: some dozens of documents, and they leave none."""


def run(lines: Iterable[bytes], out: BinaryIO, today: date, jobs: int = 1) -> int:
    """The gravest status of all lines: 0 clean, 1 an error finding, 2 a line at fault, 3 a check that failed."""
    _keep_for_good()
    with Interruptible() as interruptible:
        return _run(interruptible.each(lines), out, today, jobs)


def _run(lines: Iterable[bytes], out: BinaryIO, today: date, jobs: int) -> int:
    count, worst = DocumentCount(), 0
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
    answer_on_day = partial(answer, today)
    answers = map(answer_on_day, numbered) if jobs == 1 else in_order(answer_on_day, numbered, jobs)
    for text, status in answers:
        out.write(text + b"\n")
        out.flush()
        worst = max(worst, status)
        count.one_more()
    count.close()
    return worst


def answer(today: date, numbered: tuple[int, bytes]) -> tuple[bytes, int]:
    """The answer to one numbered line and its status; a line at fault costs no other line its answer."""
    number, line = numbered
    try:
        draft, review = check(parse_document(line, today=today, what=f"line {number}"))
        return as_json(draft, review).encode("utf-8"), status_of(review)
    except Exception as error:  # noqa: BLE001  # named by its code, never by its text
        known = as_scribe_error(error)
        refusal = {"line": number, "error": {"code": known.code, "message": str(known)}}
        return json.dumps(refusal, ensure_ascii=False).encode("utf-8"), 2 if isinstance(known, InputError) else 3


def _keep_for_good() -> None:
    """Load the rules and take them out of the garbage collector's sight, which would go through them ever again."""
    _ = guardrails.code, guardrails.check
    gc.freeze()
    gc.set_threshold(_OBJECTS_PER_SWEEP, *gc.get_threshold()[1:])
