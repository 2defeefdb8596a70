"""MTS-Dialog (Ben Abacha et al., EACL 2023): 1,701 short dialogues, each written for one section of a real note.

Source: the release of the authors (abachaa/MTS-Dialog). Licence: CC BY 4.0 as its users state; the repository
itself is what binds, so read the terms of the copy you download. Reads ``Main-Dataset/*.csv``
(``ID,section_header,section_text,dialogue``), from the folder, from the root of the release, or from one file.

Mapped: each ``Doctor:`` / ``Patient:`` / ``Guest_...:`` line to a segment (a second doctor or a guest who is a
clinician is a clinician, family is other), header and text of the section to ``reference_note``. Lost: nothing.
Each dialogue is a part of a visit: a kind that it does not speak of was not left out by anybody. The release spells
one tag in two ways; both are read.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from eval.adapters.errors import BrokenRow
from eval.adapters.rows import Row, csv_files, rows
from eval.adapters.sample import Adapter, Reading, Sample
from eval.adapters.turns import turns
from scribe.schema.transcript import SpeakerRole

_TAG = re.compile(r"\s*([A-Za-z]+(?:_[A-Za-z0-9]+)*)\s*:")
_ROLES = {
    "doctor": SpeakerRole.CLINICIAN,
    "doctor_2": SpeakerRole.CLINICIAN,
    "guest_clinician": SpeakerRole.CLINICIAN,
    "guest_clinican": SpeakerRole.CLINICIAN,
    "patient": SpeakerRole.PATIENT,
    "guest_family": SpeakerRole.OTHER,
    "guest_family_1": SpeakerRole.OTHER,
    "guest_family_2": SpeakerRole.OTHER,
}
_ID = re.compile(r"^[A-Za-z0-9_]{1,64}$")
_COLUMNS = ("ID", "section_header", "section_text", "dialogue")
_SPLITS = (("trainingset", "train"), ("validationset", "valid"), ("testset-1", "test1"), ("testset-2", "test2"))


def read(source: Path) -> Iterator[Reading]:
    """The dialogues of the release. Raises WrongFolder, UnreadableSource, BrokenRow; a reading UnknownSpeaker."""
    for path in csv_files(source, ("Main-Dataset",)):
        for row in rows(path, _COLUMNS):
            yield partial(_sample, row, path)


def _sample(row: Row, path: Path) -> Sample:
    split, number, header = _split(path.stem), row["ID"].strip(), row["section_header"].strip()
    if not _ID.match(number):
        raise BrokenRow(f"{row.where}: ID is no identifier.", "Download the file again.")
    return Sample(
        name=f"mts-{split}-{number}",
        title=f"MTS-Dialog {split} {number}",
        source=f"MTS-Dialog (abachaa/MTS-Dialog), {path.name}",
        segments=turns(row["dialogue"], _TAG, _ROLES, row.where),
        note=f"{header}\n\n{row['section_text'].strip()}".strip() or None,
    )


def _split(stem: str) -> str:
    """``train`` of MTS-Dialog-TrainingSet; of another file its name, so that no two files name one sample."""
    plain = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-").removeprefix("mts-dialog-")
    return next((name for begin, name in _SPLITS if plain.startswith(begin)), plain)


ADAPTER = Adapter("mts-dialog", "MTS-Dialog", "CC BY 4.0", read)
