"""What the speech engine hears in a recording, and the record of what it heard, for a run without an engine.

``python -m eval.samples.heard [FOLDER]`` makes the records: ``heard/<name>.json`` beside the fixtures.
"""

import argparse
import hashlib
import json
import os
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from eval.errors import FixtureUnreadable
from eval.running.versions import source_sha256
from eval.samples import files, folder
from eval.samples.labels import LabelledEncounter
from eval.samples.unlabelled import UnlabelledEncounter
from eval.suite import FIXTURES, Sample
from scribe.assembly import build_transcriber
from scribe.schema.errors import InputError, ScribeError
from scribe.schema.record import Record
from scribe.schema.result import AsrComponent
from scribe.schema.transcript import Seconds, Transcript
from scribe.settings import load_settings

if TYPE_CHECKING:
    from audio import Transcriber

_HEARD = "heard"
_CACHE = Path(".cache") / "eval" / "heard"


class Heard(Record):
    """One recording as it was transcribed. ``seconds``: how long that took where it was recorded."""

    recording_sha256: str
    asr: AsrComponent
    seconds: Seconds
    transcript: Transcript


def recording_of(sample: Sample, labelled: LabelledEncounter | UnlabelledEncounter) -> Path:
    """The file of its recording. Raises FixtureUnreadable where it is missing or another one."""
    how = labelled.recording
    if how is None or how.file is None:
        raise FixtureUnreadable(Path(sample.where).name, "it names no recording")
    path = Path(sample.where).parent / how.file
    if not path.is_file():
        raise FixtureUnreadable(path.name, "the recording is missing")
    if how.sha256 and hashlib.sha256(path.read_bytes()).hexdigest() != how.sha256:
        raise FixtureUnreadable(path.name, "it is not the recording that the fixture names")
    return path


def hear(recording: Path) -> Heard:
    """Transcribe it with the speech engine of these settings; what the same engine has heard once is kept."""
    kept = _CACHE / f"{_identity(recording)}.json"
    if kept.exists():
        return Heard.model_validate_json(kept.read_bytes())
    found = _transcribed(recording)
    kept.parent.mkdir(parents=True, exist_ok=True)
    partial = kept.with_suffix(f".{os.getpid()}")
    partial.write_text(found.model_dump_json(), "utf-8")
    partial.replace(kept)
    return found


def _identity(recording: Path) -> str:
    """Of the sound, the engine and the software around it."""
    parts = (
        hashlib.sha256(recording.read_bytes()).hexdigest(),
        _engine().component.model_dump_json(),
        source_sha256(),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _transcribed(recording: Path) -> Heard:
    began = time.perf_counter()
    transcript = _engine().transcribe(recording)
    return Heard(
        recording_sha256=hashlib.sha256(recording.read_bytes()).hexdigest(),
        asr=_engine().component,
        seconds=time.perf_counter() - began,
        transcript=transcript,
    )


@cache
def _engine() -> "Transcriber":
    """Once a process, with its weights."""
    return build_transcriber(load_settings(), warn=lambda _: None)


def record_bytes(sample: Sample) -> bytes:
    """The record of what was heard, as it lies on the disk; empty where it is missing."""
    path = _record_path(sample)
    return path.read_bytes() if path.is_file() else b""


def _record_path(sample: Sample) -> Path:
    return Path(sample.where).parent / _HEARD / f"{sample.name}.json"


def recorded(sample: Sample, labelled: LabelledEncounter) -> Heard:
    """What was heard in the recording of a sample when its record was made. Raises FixtureUnreadable."""
    recording = recording_of(sample, labelled)
    path = _record_path(sample)
    try:
        found = Heard.model_validate_json(path.read_bytes())
    except OSError:
        raise FixtureUnreadable(
            path.name, "nothing was recorded of what is heard (python -m eval.samples.heard)"
        ) from None
    except ValidationError:
        raise FixtureUnreadable(path.name, "it is no record of what was heard") from None
    if found.recording_sha256 != hashlib.sha256(recording.read_bytes()).hexdigest():
        raise FixtureUnreadable(path.name, "it is the record of another recording")
    return found


def main() -> int:
    """Hear every recording of a folder that has no record yet, or another one."""
    parser = argparse.ArgumentParser(prog="python -m eval.samples.heard", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES)
    parser.add_argument("--again", action="store_true", help="those that have a record too")
    options = parser.parse_args()
    try:
        for sample in folder.samples(options.folder, folder.ENCOUNTER, spoken=True):
            _record(sample, folder.encounter(sample, options.folder), again=options.again)
    except ScribeError as error:
        print(f"heard: {error}", file=sys.stderr)
        return 2 if isinstance(error, InputError) else 3
    return 0


def _record(sample: Sample, labelled: LabelledEncounter, *, again: bool) -> None:
    recording = recording_of(sample, labelled)
    try:
        if not again and recorded(sample, labelled):
            return
    except FixtureUnreadable:
        pass  # there is no record, or one of another recording: it is made now
    print(f"heard: {sample.name}", file=sys.stderr)
    target = _record_path(sample)
    target.parent.mkdir(exist_ok=True)
    files.write(target, json.loads(_transcribed(recording).model_dump_json()))


if __name__ == "__main__":
    sys.exit(main())
