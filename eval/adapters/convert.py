"""From a downloaded set to a folder of samples, which is there whole or not at all."""

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from eval.adapters.errors import BrokenRow, UnreadableSource, WrongFolder
from eval.adapters.sample import Adapter, Reading, Sample
from eval.samples.unlabelled import FORMAT, OwnRecording, UnlabelledEncounter
from scribe.schema.errors import InputError
from scribe.schema.request import EncounterRequest, NoteRequest, TranscriptRequest

Refused = Callable[[UnreadableSource], None]


@dataclass(frozen=True)
class Converted:
    """How many samples were written, how many of them with sound, and how many were left out as broken."""

    samples: int
    with_sound: int
    left_out: int


def convert(adapter: Adapter, source: Path, out: Path, day: date, refused: Refused | None = None) -> Converted:
    """Write each encounter of ``source`` as ``out/<sample>.json``, its recording beside it.

    day: the date of service, which none of the sets has, and on which the code set depends. refused: told of each
    encounter that cannot be read, which is then left out; None: the first one ends it. out: a new or empty folder;
    it is made beside its place and renamed, so that an error leaves nothing. One encounter is in memory at a time.
    Raises InputError.
    """
    if not source.exists():
        raise WrongFolder(f"{source} does not exist.", "Give the folder of the download.")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InputError(f"{out} exists and is not an empty folder.", "Give a new folder; nothing is overwritten.")
    out = out.resolve()
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        part.mkdir(parents=True)
        converted = _written(adapter, source, part, day, refused)
        if out.exists():
            out.rmdir()
        part.rename(out)
        return converted
    except OSError as error:
        where = Path(error.filename).name if isinstance(error.filename, str) else out.name
        raise InputError(
            f"{where} cannot be read or written ({error.strerror}).", "Check its permissions and the free space."
        ) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _written(adapter: Adapter, source: Path, folder: Path, day: date, refused: Refused | None) -> Converted:
    samples = with_sound = left_out = 0
    for reading in adapter.read(source):
        try:
            sample = _read(reading, f"{source.name}, encounter {samples + left_out + 1}")
            _write(sample, adapter, folder, day)
        except UnreadableSource as error:
            if refused is None:
                raise
            refused(error)
            left_out += 1
            continue
        samples += 1
        with_sound += sample.sound is not None
    if not samples:
        raise UnreadableSource(f"Nothing in {source.name} could be read.", f"Is it the {adapter.title} release?")
    return Converted(samples, with_sound, left_out)


def _read(reading: Reading, where: str) -> Sample:
    try:
        return reading()
    except ValidationError:
        raise BrokenRow(f"{where}: a turn holds what is no text.", "Download the set again.") from None


def _write(sample: Sample, adapter: Adapter, folder: Path, day: date) -> None:
    target = folder / f"{sample.name}.json"
    if target.exists():
        raise UnreadableSource(f"{sample.name} is there twice.", "Give one file of the set instead of the folder.")
    encounter = UnlabelledEncounter(
        format=FORMAT,
        title=sample.title,
        source=sample.source,
        licence=adapter.licence,
        request=NoteRequest(
            encounter=EncounterRequest(date_of_service=day), transcript=TranscriptRequest(segments=sample.segments)
        ),
        recording=_recording(sample, folder),
        reference_note=sample.note,
    )
    text = encounter.model_dump_json(indent=2, exclude_unset=True, exclude_none=True)
    target.write_text(text + "\n", encoding="utf-8", newline="\n")


def _recording(sample: Sample, folder: Path) -> OwnRecording | None:
    if sample.sound is None:
        return None
    path = folder / f"{sample.name}{sample.sound.suffix}"
    try:
        sample.sound.write(path)
    except UnreadableSource:
        path.unlink(missing_ok=True)
        raise
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return OwnRecording(file=path.name, sha256=digest, channels=sample.sound.channels)
