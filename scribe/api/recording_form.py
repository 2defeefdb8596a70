"""A recording as a form: the sound, what is known of the visit, and the consent."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile

from scribe.api.bodies import MOST_DOCUMENT_BYTES
from scribe.api.errors import Refusal
from scribe.intake.invalid import invalid_body
from scribe.schema.consent import Consent
from scribe.schema.errors import UnreadableTranscript
from scribe.schema.record import Record
from scribe.schema.request import EncounterRequest
from scribe.schema.stored import NewEncounter

_OPEN_FILES = Path("/proc/self/fd")
Part = TypeVar("Part", bound=Record)


@dataclass(frozen=True)
class RecordingForm:
    """The parts of the form."""

    file: BinaryIO
    suffix: str
    told: NewEncounter

    @contextmanager
    def path(self) -> Iterator[Path]:
        """The sound under a path with its ending, while the form is open.

        On Linux a link to the form's own file, which has no name and goes with the process, even where that is
        killed; elsewhere a copy that is deleted afterwards.
        """
        with tempfile.TemporaryDirectory(prefix="scribe-") as folder:
            path = Path(folder) / f"recording{self.suffix}"
            if _OPEN_FILES.is_dir():
                path.symlink_to(_OPEN_FILES / str(self.file.fileno()))
                self.file.flush()
            else:
                self.file.seek(0)
                with path.open("wb") as copy:
                    shutil.copyfileobj(self.file, copy)
            yield path


async def read_form(form: FormData, *, require_model: bool) -> RecordingForm:
    """Raises UnreadableTranscript naming the part that is missing or wrong."""
    upload = form.get("recording")
    if not isinstance(upload, UploadFile):
        raise UnreadableTranscript("recording: missing.", "Send the audio file in the part named recording.")
    codes = tuple(value for value in form.getlist("proposed_codes") if isinstance(value, str))
    encounter = await _part(form.get("encounter"), "encounter", EncounterRequest)
    consent = await _part(form.get("consent"), "consent", Consent)
    try:
        told = NewEncounter(
            encounter=encounter or EncounterRequest(),
            consent=consent,
            proposed_codes=codes,
            require_model=require_model,
        )
    except ValidationError as error:
        raise invalid_body("the form", error) from None
    return RecordingForm(upload.file, _suffix(upload.filename), told)


def _suffix(name: str | None) -> str:
    """The ending of a client's file name where it is a plain one: it helps to tell containers apart."""
    suffix = Path((name or "").replace("\0", "")).suffix
    return suffix if len(suffix) <= 6 and suffix[1:].isascii() and suffix[1:].isalnum() else ""


async def _part(part: UploadFile | str | None, name: str, kind: type[Part]) -> Part | None:
    if part is None:
        return None
    if isinstance(part, UploadFile) and (part.size or 0) > MOST_DOCUMENT_BYTES:
        raise Refusal(413, "body-too-large", f"The part {name} is too large.")
    try:
        return kind.model_validate_json(part if isinstance(part, str) else await part.read())
    except ValidationError as error:
        raise invalid_body(name, error) from None
