"""What a command is given: bytes of a file, read once, with its problems said in one line."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

from scribe.intake.invalid import invalid_document
from scribe.intake.request import parse_request
from scribe.intake.text import parse_text
from scribe.intake.vtt import parse_vtt
from scribe.schema.errors import InputError, UnreadableTranscript
from scribe.schema.request import NoteRequest

TRANSCRIPT_SUFFIXES = frozenset({".json", ".vtt", ".txt", ".md"})


def is_transcript(path: Path) -> bool:
    """Whether the name says that words, not sound, are inside."""
    return path.suffix.lower() in TRANSCRIPT_SUFFIXES


def read_bytes(path: Path) -> bytes:
    """The file's content. Raises InputError naming the file and what is wrong with it."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from None


def file_sha256(path: Path) -> str:
    """The digest of a file of any size, read in pieces. Raises InputError like ``read_bytes``."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(f"{path} does not exist.", "Give the path of a recording or a transcript.")
    if isinstance(error, IsADirectoryError):
        return InputError(f"{path} is a folder.", "Give a file.")
    return InputError(f"{path} cannot be read ({error.strerror}).", "Check its permissions.")


def load_request(path: Path, content: bytes) -> NoteRequest:
    """The request in a transcript file, whichever form it has. Raises UnreadableTranscript."""
    if not content.strip():
        raise UnreadableTranscript(f"{path.name} is empty.", "Give a transcript with words in it.")
    if path.suffix.lower() == ".json":
        return parse_request(content, path.name, invalid_document)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableTranscript(f"{path.name} is not UTF-8 text.", "Save it as UTF-8.") from None
    parse = parse_vtt if path.suffix.lower() == ".vtt" else parse_text
    return NoteRequest(transcript=parse(text, path.name))


def parse_day(text: str) -> date:
    """A day given on the command line. Raises InputError."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise InputError(
            "--date-of-service is not a day of the form YYYY-MM-DD.", "For example 2026-11-20."
        ) from None
