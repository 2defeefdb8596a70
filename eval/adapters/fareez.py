"""Fareez et al. 2022 (Scientific Data 9:313, doi 10.1038/s41597-022-01423-1): 272 simulated interviews, recorded.

Source: the figshare record that the article names. Licence: redistributions call it CC BY 4.0, the licence of the
article; what the figshare record of your download says is what binds, so check it before anything leaves your
house. Reads cleaned transcripts (``MSK0001.txt`` with lines ``D: ...`` and ``P: ...``) and recordings of the same
base name (``MSK0001.mp3``, or wav, flac, m4a, ogg, opus), each in the folder itself or anywhere below it; where
there is a folder named like "Clean Transcripts", transcripts outside it are left out.

Mapped: D to clinician, P to patient; the recording is copied as it is. A transcript without a recording is read
without one, a recording without a transcript is left out. Lost: nothing. There are no times, no notes and no
labels; one microphone heard both speakers; most interviews are respiratory (RES), 46 musculoskeletal (MSK).
"""

import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from eval.adapters.errors import UnreadableSource, WrongFolder
from eval.adapters.sample import Adapter, Reading, Sample, Sound
from eval.adapters.turns import turns
from scribe.schema.transcript import SpeakerRole

_TAG = re.compile(r"\s*([A-Z]{1,2}\d?)\s*:")
_ROLES = {"d": SpeakerRole.CLINICIAN, "p": SpeakerRole.PATIENT}
_NAME = re.compile(r"^[A-Z]{3}\d{4}$")
_SOUND = frozenset({".mp3", ".wav", ".flac", ".m4a", ".ogg", ".opus"})


def read(source: Path) -> Iterator[Reading]:
    """The interviews. Raises WrongFolder, and UnreadableSource where two files share a name; a reading
    UnknownSpeaker and BrokenRow.
    """
    files = sorted(path for path in source.rglob("*") if _NAME.match(path.stem))
    texts = [path for path in files if path.suffix.lower() == ".txt"]
    clean = [path for path in texts if any("clean" in part.lower() for part in path.relative_to(source).parts[:-1])]
    transcripts = _by_name(clean or texts)
    recordings = _by_name([path for path in files if path.suffix.lower() in _SOUND])
    if not transcripts:
        raise WrongFolder(
            f"There is no transcript such as MSK0001.txt in or below {source.name}.",
            "Give the folder that holds the cleaned transcripts and the recordings.",
        )
    for name, path in transcripts.items():
        yield partial(_sample, path, recordings.get(name))


def _by_name(paths: list[Path]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in paths:
        if path.stem in found:
            raise UnreadableSource(
                f"{path.stem} is there twice: {found[path.stem].parent.name}/{found[path.stem].name} and "
                f"{path.parent.name}/{path.name}.",
                "Give a folder that holds each interview once.",
            )
        found[path.stem] = path
    return found


def _sample(transcript: Path, recording: Path | None) -> Sample:
    name = transcript.stem
    return Sample(
        name=f"osce-{name}",
        title=f"Simulated interview {name}",
        source=f"Fareez et al. 2022, doi 10.1038/s41597-022-01423-1, {transcript.name}",
        segments=turns(_text(transcript), _TAG, _ROLES, transcript.name),
        sound=None if recording is None else _copy(recording),
    )


def _copy(recording: Path) -> Sound:
    def write(target: Path) -> None:
        shutil.copyfile(recording, target)

    return Sound(recording.suffix.lower(), write)


def _text(path: Path) -> str:
    """Files of the release are UTF-8 with or without a mark, UTF-16 with one, or of an old Windows editor."""
    content = path.read_bytes()
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


ADAPTER = Adapter("fareez", "Fareez et al. 2022", "CC BY 4.0 (check the figshare record)", read)
