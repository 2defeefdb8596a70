"""``scribe check -``: one document a line in, one answer a line out, in order, for as many lines as come.

Each answer is written out before the next line is read, so that a caller may send one document at a time. Memory
stays flat: nothing of a document is kept once it is answered.
"""

import gc
import json
import sys
from collections.abc import Iterable
from datetime import date
from typing import BinaryIO, TextIO

from scribe.commands.checked import as_json, check, status_of
from scribe.intake.document import parse_document
from scribe.schema.errors import InputError, as_scribe_error

SHOWN_EVERY = 10_000
"""Lines between two lines of progress where stderr is no terminal; a tenth of it on one."""


def run(lines: Iterable[bytes], out: BinaryIO, today: date, progress: TextIO | None = None) -> int:
    """The gravest status of all lines: 0 clean, 1 an error finding, 2 a line at fault, 3 a check that failed."""
    progress = progress or sys.stderr
    every = SHOWN_EVERY // 10 if progress.isatty() else SHOWN_EVERY
    gc.freeze()  # rules and tables stay for good; looking through them again and again costs a tenth of the time
    worst = done = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        answer, status = _answer(line, number, today)
        out.write(answer + b"\n")
        out.flush()
        worst, done = max(worst, status), done + 1
        if done % every == 0:
            print(f"checked {done} documents", file=progress, flush=True)
    if done >= every:
        print(f"checked {done} documents in all", file=progress, flush=True)
    return worst


def _answer(line: bytes, number: int, today: date) -> tuple[bytes, int]:
    """The answer to one line and its status; a line at fault costs no other line its answer."""
    try:
        draft, review = check(parse_document(line, today=today, what=f"line {number}"))
        return as_json(draft, review).encode("utf-8"), status_of(review)
    except Exception as error:  # noqa: BLE001  # named by its code, never by its text
        known = as_scribe_error(error)
        refusal = {"line": number, "error": {"code": known.code, "message": str(known)}}
        return json.dumps(refusal, ensure_ascii=False).encode("utf-8"), 2 if isinstance(known, InputError) else 3
