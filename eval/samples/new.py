"""``scribe eval new FILE``: a labelled encounter begun from a visit of your own, with everything left to fill in.

The words come from a transcript, from an unlabelled sample, or from a recording; a label never comes from the
program, for it would then be held against itself. Until no mark is left, the file is refused as a fixture.
"""

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from eval.samples import labels
from eval.samples.files import text_of
from eval.samples.unfinished import MARK, unfinished
from eval.samples.unlabelled import FORMAT as UNLABELLED
from eval.samples.unlabelled import UnlabelledEncounter
from eval.samples.whole import refuse_existing, write_new
from scribe.assembly import build_transcriber
from scribe.intake.invalid import invalid_document
from scribe.intake.request import parse_request, transcript_of
from scribe.intake.text import parse_text
from scribe.intake.vtt import parse_vtt
from scribe.schema.errors import InputError, UnreadableTranscript
from scribe.schema.finding import Disposition
from scribe.schema.request import EncounterRequest, NoteRequest
from scribe.schema.transcript import Transcript
from scribe.settings import load_settings

_TYPED = frozenset({".json", ".vtt", ".txt", ".md"})
_BY_EAR = f"{MARK}: whose visit it is, once words and speakers below are corrected by ear (they were heard by "


@dataclass(frozen=True)
class _Visit:
    """What a file says of a visit. ``recording``: of its sound, as the fixture names it."""

    encounter: EncounterRequest
    transcript: Transcript
    proposed: tuple[str, ...] = ()
    source: str = MARK
    licence: str = MARK
    recording: dict[str, Any] | None = None


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    _options(commands.add_parser("new", help="begin a labelled encounter from a visit of your own"))


def main_new(argv: Sequence[str] | None = None) -> int:
    """Begin one. 0 written. Raises InputError; of a recording also EngineError."""
    parser = argparse.ArgumentParser(prog="scribe eval new", description=__doc__)
    _options(parser)
    return new(parser.parse_args(argv))


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a recording, .json, .vtt or .txt")
    parser.add_argument("--out", type=Path, metavar="LABELS.json", help="a new file (default: FILE.labels.json)")
    parser.set_defaults(command=new)


def new(options: argparse.Namespace) -> int:
    """0 written: what is left to fill in is said on stderr. Raises ScribeError and writes nothing."""
    out = options.out or options.file.with_suffix(".labels.json")
    refuse_existing(out)
    document = begun(options.file, out.parent)
    write_new(out, text_of(document))
    print(
        f"scribe eval new: {out} is begun; still to be filled in: {', '.join(unfinished(document))}",
        file=sys.stderr,
    )
    return 0


def begun(path: Path, folder: Path) -> dict[str, Any]:
    """The document of a labelled encounter whose every label is still to be written.

    folder: where it will stand; the recording is named relative to it. Raises InputError, of a recording
    EngineError.
    """
    visit = _typed(path, folder) if path.suffix.lower() in _TYPED else _recorded(path, folder)
    document: dict[str, Any] = {
        "format": labels.FORMAT,
        "title": MARK,
        "family": MARK,
        "source": visit.source,
        "licence": visit.licence,
        "labelled_by": MARK,
        "request": {"encounter": _encounter(visit.encounter), "transcript": _transcript(visit.transcript)},
        "expected": _expected(),
    }
    if visit.proposed:
        document["request"]["proposed_codes"] = list(visit.proposed)
    if visit.recording:
        document["recording"] = {"voices": {}, "noise": f"{MARK}: quiet, moderate or loud", **visit.recording}
    return document


def _expected() -> dict[str, Any]:
    """Labels that say nothing yet. An empty list of codes would say that there is no code."""
    empty = ("queries", "findings", "never_findings", "facts", "complete_for", "documented", "not_discussed")
    return {
        "why": MARK,
        "codes": [MARK],
        "also_acceptable": [],
        "never_codes": [],
        "disposition": f"{MARK}: {', '.join(Disposition)}",
        **{name: [] for name in (*empty, "never_words")},
    }


def _encounter(known: EncounterRequest) -> dict[str, Any]:
    """What is known of the visit. The date decides the code set, and the setting which guidelines hold."""
    return {"date_of_service": MARK, "setting": MARK, **known.model_dump(mode="json", exclude_none=True)}


def _transcript(transcript: Transcript) -> dict[str, Any]:
    segments = [
        {name: value for name, value in told.items() if value is not None}
        for told in (
            {"id": s.id, "start": s.start, "end": s.end, "speaker_role": s.speaker_role.value, "text": s.text}
            for s in transcript.segments
        )
    ]
    return {"segments": segments}


def _typed(path: Path, folder: Path) -> _Visit:
    content = _content(path)
    form = _format(content) if path.suffix.lower() == ".json" else None
    if form == UNLABELLED:
        visit = _unlabelled(path, content, folder)
    elif form is not None:
        raise InputError(
            f"{path.name} is a fixture already.", "Give a transcript, a recording or an unlabelled one."
        )
    else:
        request = _request(path, content)
        visit = _Visit(request.encounter, transcript_of(request.transcript), request.proposed_codes)
    if not visit.transcript.has_words:
        raise UnreadableTranscript(f"{path.name} holds no words.", "Give a transcript with words in it.")
    return visit


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}).", "Give a transcript or a recording."
        ) from None


def _format(content: bytes) -> str | None:
    """What a JSON file says that it is, where it says so."""
    try:
        given = json.loads(content)
    except (ValueError, RecursionError):
        return None  # reading it as a request names what is wrong with it
    form = given.get("format") if isinstance(given, dict) else None
    return form if isinstance(form, str) else None


def _request(path: Path, content: bytes) -> NoteRequest:
    if path.suffix.lower() == ".json":
        return parse_request(content, path.name, invalid_document)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableTranscript(f"{path.name} is not UTF-8 text.", "Save it as UTF-8.") from None
    parse = parse_vtt if path.suffix.lower() == ".vtt" else parse_text
    return NoteRequest(transcript=parse(text, path.name))


def _unlabelled(path: Path, content: bytes, folder: Path) -> _Visit:
    """A sample of a public set: its words, its licence and its recording, whose turns people timed."""
    try:
        given = UnlabelledEncounter.model_validate_json(content)
    except ValidationError as error:
        raise invalid_document(path.name, error) from None
    transcript = transcript_of(given.request.transcript)
    recording: dict[str, Any] | None = None
    if given.recording is not None:
        sound = path.parent / given.recording.file
        recording = {"file": _below(sound, folder), "sha256": given.recording.sha256}
        times = [[s.start, s.end] for s in transcript.segments if s.start is not None and s.end is not None]
        if len(times) == len(transcript.segments):
            recording["turns"] = times
    request = given.request
    return _Visit(
        request.encounter, transcript, request.proposed_codes, given.source, given.licence, recording=recording
    )


def _recorded(path: Path, folder: Path) -> _Visit:
    """The words that the speech engine hears, for a person to correct; its times are no reference turns."""
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256")
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}).", "Give a transcript or a recording."
        ) from None
    transcriber = build_transcriber(
        load_settings(), warn=lambda line: print(f"scribe: warning: {line}", file=sys.stderr)
    )
    transcript = transcriber.transcribe(path)
    return _Visit(
        EncounterRequest(),
        transcript,
        source=f"{_BY_EAR}{transcriber.component.name})",
        recording={"file": _below(path, folder), "sha256": digest.hexdigest()},
    )


def _below(path: Path, folder: Path) -> str:
    """The path as the folder's files name it, with slashes."""
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
