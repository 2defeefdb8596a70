"""PriMock57 (Papadopoulos Korfiatis et al., ACL 2022): 57 mock consultations in primary care, with their sound.

Source: the release of the authors (babylonhealth/primock57; the sound is in Git LFS). Licence: CC BY 4.0 as its
users state; read the terms of the copy you download. Reads the root of the release:
``transcripts/*_{doctor,patient}.TextGrid``, ``audio/*_{doctor,patient}.wav`` and ``notes/*.json``. Without the
folder ``audio`` the words are read alone; with it, every consultation must have the sound of both.

Mapped: each utterance to a segment with its times, in the order of their starts; the two recordings to one file
with the doctor on the left channel and the patient on the right; the clinician's note to ``reference_note`` and
the presenting complaint to the title. Lost: the marks of what the transcriber was unsure of (``<UNSURE>``: the
words stay) and could not make out (``<UNIN/>``, ``<INAUDIBLE_SPEECH/>``: an utterance of nothing else is left out,
so words heard there count as invented); what the clinicians highlighted; the human judgements of machine-written
notes. British English and British drug names.
"""

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from eval.adapters import two_channels
from eval.adapters.errors import BrokenRow, MissingChannel, WrongFolder
from eval.adapters.sample import Adapter, Reading, Sample, Sound
from eval.adapters.text_grid import Interval, intervals
from scribe.schema.request import SegmentRequest
from scribe.schema.transcript import SpeakerRole

_CHANNELS = {"doctor": SpeakerRole.CLINICIAN, "patient": SpeakerRole.PATIENT}
_FILE = re.compile(r"^(day\d+_consultation\d+)_(doctor|patient)$")
_MARK = re.compile(r"</?[A-Z_]+\s*/?>")


def read(source: Path) -> Iterator[Reading]:
    """The consultations. Raises WrongFolder; a reading BrokenRow and MissingChannel."""
    found = [_FILE.match(path.stem) for path in (source / "transcripts").glob("*.TextGrid")]
    names = sorted({match[1] for match in found if match})
    if not names:
        raise WrongFolder(
            f"There is no transcripts/day1_consultation01_doctor.TextGrid or the like in {source.name}.",
            "Give the root of the PriMock57 release.",
        )
    for name in names:
        yield partial(_sample, source, name)


def _sample(source: Path, name: str) -> Sample:
    spoken = []
    for channel, role in _CHANNELS.items():
        path = source / "transcripts" / f"{name}_{channel}.TextGrid"
        if not path.is_file():
            raise MissingChannel(f"{path.name} is missing.", "Download the release again.")
        spoken += [(interval, channel, role) for interval in intervals(path)]
    complaint, note = _note(source / "notes" / f"{name}.json")
    return Sample(
        name=f"primock57-{name.replace('_', '-')}",
        title=f"PriMock57 {name}" + (f": {complaint}" if complaint else ""),
        source=f"PriMock57 (babylonhealth/primock57), {name}",
        segments=_segments(spoken, name),
        note=note,
        sound=_sound(source / "audio", name),
    )


def _segments(spoken: list[tuple[Interval, str, SpeakerRole]], name: str) -> tuple[SegmentRequest, ...]:
    in_order = sorted(spoken, key=lambda one: (one[0].start, one[0].end, one[1]))
    worded = [(at, channel, role, words) for at, channel, role in in_order if (words := _words(at.text))]
    if not worded:
        raise BrokenRow(f"The transcripts of {name} hold no words.", "Download the release again.")
    if any(not 0 <= at.start <= at.end for at, *_ in worded):
        raise BrokenRow(f"An interval of {name} ends before it starts.", "Download the release again.")
    return tuple(
        SegmentRequest(id=f"s{n}", start=at.start, end=at.end, speaker_role=role, speaker_label=channel, text=words)
        for n, (at, channel, role, words) in enumerate(worded, start=1)
    )


def _words(text: str) -> str:
    return " ".join(_MARK.sub("", text).split())


def _note(path: Path) -> tuple[str, str | None]:
    """The presenting complaint and the note; nothing where the release was cut to transcripts and sound."""
    if not path.is_file():
        return "", None
    try:
        given = json.loads(path.read_bytes())
        return str(given["presenting_complaint"]).strip(), str(given["note"]).strip() or None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BrokenRow(
            f"notes/{path.name} is not an object with presenting_complaint and note.", "Download the release again."
        ) from None


def _sound(folder: Path, name: str) -> Sound | None:
    if not folder.is_dir():
        return None
    first, second = (folder / f"{name}_{channel}.wav" for channel in _CHANNELS)
    two_channels.check(first)
    two_channels.check(second)
    return Sound(".wav", partial(two_channels.join, first, second), tuple(_CHANNELS.values()))


ADAPTER = Adapter("primock57", "PriMock57", "CC BY 4.0", read)
