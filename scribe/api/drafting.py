"""Drafting: the parts of this process behind the HTTP routes, made once and shared."""

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from anyio import CapacityLimiter

import audio
import guardrails
from scribe.api import visits
from scribe.api.errors import KeptAside
from scribe.api.idle import IdleWatch
from scribe.api.keeping import Keeping
from scribe.api.recording_form import RecordingForm
from scribe.assembly import build_parts, build_transcriber
from scribe.clock import today
from scribe.intake.request import encounter_of, parse_request, proposed_codes, transcript_of
from scribe.logs import log
from scribe.metrics import FOLDER, WorkFigures, work_figures
from scribe.pipeline.run import draft, input_id
from scribe.schema.encounter import Encounter
from scribe.schema.errors import InputError, as_scribe_error
from scribe.schema.principal import Principal
from scribe.schema.request import EncounterRequest
from scribe.schema.result import AsrComponent, Result
from scribe.schema.transcript import Transcript
from scribe.settings import Settings

if TYPE_CHECKING:
    from audio import Transcriber


class Drafting:
    """From what a client sent to a result."""

    def __init__(self, settings: Settings, keeping: Keeping | None = None) -> None:
        self.settings = settings
        self.keeping = keeping or Keeping(settings)
        self.at_once = audio.recordings_at_once(settings.recordings_at_once)
        """Recordings that this process hears at the same time, by the free memory of one moment."""
        self.hearing = CapacityLimiter(self.at_once)
        """Recordings are heard in threads of their own, few at once, so that health and texts never wait."""
        self.idle = IdleWatch(self._unload, settings.unload_after_s)
        """Lets the speech model go when no recording has come for a while."""

    @cached_property
    def transcriber(self) -> "Transcriber":
        """The speech engine of this process; it loads its weights with the first recording that holds speech."""
        return build_transcriber(self.settings, lambda text: log("warning", detail=text), self.at_once)

    @cached_property
    def figures(self) -> WorkFigures:
        """What drafts of this process came to."""
        return work_figures(self.settings.data_dir / FOLDER)

    def _unload(self) -> bool:
        gone = "transcriber" in vars(self) and self.transcriber.unload()
        if gone:
            log("the speech model was let go after a time without recordings")
        return gone

    def from_request(self, body: bytes, require_model: bool) -> Result:
        """A transcript to its result."""
        try:
            return self._from_request(body, require_model)
        except Exception as error:  # noqa: BLE001  # named by its code: its text may hold words of the visit
            raise as_scribe_error(error) from None

    def _from_request(self, body: bytes, require_model: bool) -> Result:
        request = parse_request(body)
        parts = build_parts(self.settings, require_model=require_model)
        encounter = self._encounter(request.encounter, hashlib.sha256(body).hexdigest())
        transcript = transcript_of(request.transcript)
        return self._counted(draft(encounter, transcript, proposed_codes(request.proposed_codes), parts))

    def _counted(self, result: Result) -> Result:
        self.figures.counted(result)
        return result

    def from_recording(self, form: RecordingForm, who: Principal) -> Result:
        """A recording to its result. who: sent it, and finds it among their encounters where it is kept.

        Raises KeptAside where a step fails after something was heard, or the sound came with consent: it names
        the encounter under which that is kept, sealed.
        """
        told = form.told
        proposed = proposed_codes(told.proposed_codes)
        parts = build_parts(self.settings, require_model=told.require_model)
        heard: tuple[Transcript, AsrComponent] | None = None
        try:
            with form.path() as path:
                encounter = self._encounter(told.encounter, _sha256(path), *told.proposed_codes)
                guardrails.code_set_for(encounter.date_of_service)
                with self.idle.used():
                    words = self.transcriber.transcribe(path)
            heard = words, self.transcriber.component
            return self._counted(draft(encounter, words, proposed, parts, heard[1]))
        except InputError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever fails, what was received is kept first
            failed = as_scribe_error(error)
        kept = self._set_aside(form, who, heard)
        raise failed if kept is None else KeptAside(failed, kept)

    def _set_aside(
        self, form: RecordingForm, who: Principal, heard: tuple[Transcript, AsrComponent] | None
    ) -> str | None:
        try:
            form.file.seek(0)
            kept = visits.set_aside(self.keeping, who, form.told, form.file, heard)
        except Exception as error:  # noqa: BLE001  # the first failure is the one to be told
            log("what was received could not be kept", code=as_scribe_error(error).code)
            return None
        if kept is not None:
            log("kept after a failed step", encounter_id=kept)
        return kept

    def _encounter(self, given: EncounterRequest, content_sha256: str, *shaping: str) -> Encounter:
        day = given.date_of_service or today()
        settings = (str(day), str(given.setting), self.settings.model or "", self.settings.asr_model or "")
        return encounter_of(given, fallback_id=input_id(content_sha256, *settings, *shaping), today=day)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
