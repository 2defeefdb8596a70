"""ACI-Bench (Yim et al. 2023, Scientific Data 10:586, doi 10.1038/s41597-023-02487-3): 207 role-played visits.

Source: the release of the authors (wyim/aci-bench). Licence: CC BY 4.0 as its article states; read the terms of
the copy you download. Reads ``data/challenge_data/*.csv`` (``dataset,encounter_id,dialogue,note``), else the JSON
release (``{"data": [{"src", "tgt", "file"}]}``), from the folder, from the root of the release, or from one file.

Mapped: each ``[doctor]`` / ``[patient]`` / ``[patient_guest]`` turn to a segment (clinician, patient, other), the
note to ``reference_note``. Lost: the metadata files (names, age, sex); the sections of the JSON release, of which
only whole notes are read. Added: nothing; there is no sound and there are no times. The words stay as the release
has them: most are tokenised ("do n't"), some are recognised speech, and in a few visits the two tags are swapped.
"""

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from eval.adapters.errors import BrokenRow, UnreadableSource, WrongFolder
from eval.adapters.rows import Row, csv_files, rows
from eval.adapters.sample import Adapter, Reading, Sample
from eval.adapters.turns import turns
from scribe.schema.transcript import SpeakerRole

_TAG = re.compile(r"\s*\[([a-z][a-z0-9_]*)\]")  # what is noted of a noise has blanks: [ inaudible ]
_ROLES = {
    "doctor": SpeakerRole.CLINICIAN,
    "patient": SpeakerRole.PATIENT,
    "patient_guest": SpeakerRole.OTHER,
}
_ID = re.compile(r"^[A-Za-z0-9_]{1,64}$")
_COLUMNS = ("dataset", "encounter_id", "dialogue", "note")
_WHOLE_NOTE = re.compile(r"^([A-Za-z0-9_]+)-([a-z]+)$")
"""``file`` of the JSON release: encounter and recording set, and of a part of a note its section as a third."""
_CSV_FOLDERS, _JSON_FOLDER = ("data/challenge_data", "challenge_data"), "data/challenge_data_json"


def read(source: Path) -> Iterator[Reading]:
    """The encounters of the release. Raises WrongFolder, UnreadableSource, BrokenRow; a reading UnknownSpeaker."""
    json_files = _json_files(source)
    try:
        csvs = [] if source.suffix == ".json" else csv_files(source, _CSV_FOLDERS)
    except WrongFolder:
        if not json_files:
            raise
        csvs = []
    for path in csvs:
        yield from (partial(_of_row, row, path.name) for row in rows(path, _COLUMNS))
    if not csvs:
        yield from (reading for path in json_files for reading in _of_json(path))


def _json_files(source: Path) -> list[Path]:
    if source.is_file():
        return [source] if source.suffix == ".json" else []
    return sorted((source / _JSON_FOLDER).glob("*.json")) or sorted(source.glob("*.json"))


def _of_row(row: Row, file: str) -> Sample:
    return _sample(row["encounter_id"], row["dataset"], row["dialogue"], row["note"], file, row.where)


def _of_json(path: Path) -> Iterator[Reading]:
    try:
        entries = list(json.loads(path.read_bytes())["data"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableSource(f"{path.name} is not of the JSON release.", 'Its form is {"data": [...]}.') from None
    for number, entry in enumerate(entries, start=1):
        where = f"{path.name}, entry {number}"
        given = entry if isinstance(entry, dict) else {}
        texts = [given.get(key) for key in ("file", "src", "tgt")]
        if not all(isinstance(text, str) for text in texts):
            raise BrokenRow(f"{where}: not an object of the texts file, src and tgt.", "Download the file again.")
        whole = _WHOLE_NOTE.match(str(texts[0]))
        if whole:  # else a section of a note that stands whole in another file
            yield partial(_sample, whole[1], whole[2], str(texts[1]), str(texts[2]), path.name, where)


def _sample(encounter: str, dataset: str, dialogue: str, note: str, file: str, where: str) -> Sample:
    if not _ID.match(encounter):
        raise BrokenRow(f"{where}: encounter_id is no identifier.", "Download the file again.")
    return Sample(
        name=f"aci-{encounter}",
        title=f"ACI-Bench {encounter} ({dataset})",
        source=f"ACI-Bench (wyim/aci-bench), {file}",
        segments=turns(dialogue, _TAG, _ROLES, where),
        note=note.strip() or None,
    )


ADAPTER = Adapter("aci-bench", "ACI-Bench", "CC BY 4.0", read)
