"""What the speech engine heard in a recording: anew, or from its record, so that a run needs no engine.

``python -m eval.samples.heard [FOLDER]`` makes the records: ``heard/<name>.json`` beside the fixtures.
"""

import argparse
import hashlib
import json
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from eval.errors import FixtureUnreadable
from eval.samples import files, folder
from eval.samples.labels import LabelledEncounter
from eval.suite import FIXTURES, Sample, Setup
from scribe.assembly import build_transcriber
from scribe.schema.record import Record
from scribe.schema.result import AsrComponent
from scribe.schema.transcript import Seconds, Transcript
from scribe.settings import load_settings

if TYPE_CHECKING:
    from audio import Transcriber

_HEARD = "heard"


class Heard(Record):
    """One recording as it was transcribed. ``seconds``: how long that took where it was recorded."""

    recording_sha256: str
    asr: AsrComponent
    seconds: Seconds
    transcript: Transcript


def recording_of(sample: Sample, labelled: LabelledEncounter) -> Path:
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


def heard(sample: Sample, labelled: LabelledEncounter, setup: Setup) -> Heard:
    """What is heard in the recording of a sample: anew where the setup says so, else as it was recorded."""
    recording = recording_of(sample, labelled)
    return hear(recording) if setup.hear else _recorded(sample, recording)


def hear(recording: Path) -> Heard:
    """Transcribe it with the speech engine of these settings."""

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


def _recorded(sample: Sample, recording: Path) -> Heard:
    path = Path(sample.where).parent / _HEARD / f"{sample.name}.json"
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
    for sample in folder.samples(options.folder, folder.ENCOUNTER, spoken=True):
        labelled = folder.encounter(sample, options.folder)
        recording = recording_of(sample, labelled)
        try:
            if not options.again and _recorded(sample, recording):
                continue
        except FixtureUnreadable:
            pass
        print(f"heard: {sample.name}", file=sys.stderr)
        target = Path(sample.where).parent / _HEARD / f"{sample.name}.json"
        target.parent.mkdir(exist_ok=True)
        files.write(target, json.loads(hear(recording).model_dump_json()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
