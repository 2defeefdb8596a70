"""Where a result goes: alone to stdout, or to a file that is there whole or not at all."""

import os
import sys
from pathlib import Path

from scribe.schema.errors import InputError


def check_out(out: Path | None) -> None:
    """Raise InputError where ``out`` cannot be written: said before a long transcription, not after it."""
    if out is not None and not (out.parent.is_dir() and os.access(out.parent, os.W_OK)):
        raise InputError(f"{out} cannot be written: its folder is missing or read-only.", "Give another --out.")
    if out is not None and out.is_dir():
        raise InputError(f"{out} is a folder.", "Give a file as --out.")


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
    except KeyboardInterrupt:
        part.unlink(missing_ok=True)
        raise
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(f"{out} cannot be written ({error.strerror}).", "Give another --out.") from None
