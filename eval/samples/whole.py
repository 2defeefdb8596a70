"""Writing a file that a person will go on with: whole or not at all, and never over another."""

import os
from pathlib import Path

from scribe.schema.errors import InputError


def refuse_existing(path: Path) -> None:
    """Raise InputError where ``path`` cannot be written as a new file: said before any long work."""
    if path.exists():
        raise InputError(f"{path} exists and is not overwritten.", "Give another --out, or move it away.")
    if not path.parent.is_dir():
        raise InputError(f"{path.parent} is no folder.", "Give --out in a folder that exists.")


def write_new(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write ``text``, its line ends as they are. Raises InputError where ``path`` exists or cannot be written."""
    refuse_existing(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding=encoding, newline="")
        _put(part, path)
    except FileExistsError:
        raise InputError(f"{path} exists and is not overwritten.", "Give another --out, or move it away.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}).", "Give another --out.") from None
    finally:
        part.unlink(missing_ok=True)


def _put(part: Path, path: Path) -> None:
    try:
        os.link(part, path)  # unlike a rename, a link never replaces what came there meanwhile
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        refuse_existing(path)
        part.replace(path)
