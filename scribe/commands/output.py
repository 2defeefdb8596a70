"""Where a result goes: alone to stdout, or to a file that is there whole or not at all."""

import os
import sys
from pathlib import Path

from scribe.schema.errors import InputError


def emit(text: str, out: Path | None) -> None:
    """Write ``text`` to ``out``, else to stdout, ending in one line break."""
    text = text if text.endswith("\n") else text + "\n"
    if out is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(f"{out} cannot be written ({error.strerror}).", "Give another --out.") from None
