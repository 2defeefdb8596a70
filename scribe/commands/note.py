"""``scribe note``: the main job, from a recording or a transcript to a guarded note."""

import argparse
import hashlib
import sys

import guardrails
from scribe.assembly import build_parts
from scribe.clock import today
from scribe.commands.hear import hear, speech_settings
from scribe.commands.load import file_sha256, is_transcript, load_request, parse_day, read_bytes
from scribe.commands.output import check_out, emit
from scribe.export.fhir import bundle_json
from scribe.export.json_result import result_json
from scribe.intake.request import encounter_of, proposed_codes, transcript_of
from scribe.pipeline.run import Parts, draft, input_id
from scribe.schema.coding import ProposedCode
from scribe.schema.encounter import Encounter, Setting
from scribe.schema.errors import as_scribe_error
from scribe.schema.request import EncounterRequest
from scribe.schema.result import AsrComponent, Result
from scribe.schema.transcript import Transcript
from scribe.settings import Settings, load_settings
from scribe.store import rescue


def run(options: argparse.Namespace) -> int:
    """Draft and print the note. Every cheap thing that can be wrong is tried before the recording is heard."""
    check_out(options.out)
    settings = speech_settings(options, load_settings())
    parts = build_parts(settings, require_model=options.require_model)
    from_words = is_transcript(options.input)
    result = (_from_transcript if from_words else _from_recording)(options, settings, parts)
    if result.provenance.model is not None and result.provenance.model.error:
        model = result.provenance.model
        print(f"scribe: the model at {model.host} failed ({model.error}); the reader drafted.", file=sys.stderr)
    emit(_formatted(options, result, from_words), options.out)
    return 0


def _formatted(options: argparse.Namespace, result: Result, from_words: bool) -> str:
    """No clock is read for a FHIR document: the same input gives the same bytes."""
    match options.format:
        case "md":
            return result.note.markdown
        case "fhir":
            return bundle_json(result, recording_sha256=None if from_words else file_sha256(options.input))
        case _:
            return result_json(result)


def _from_transcript(options: argparse.Namespace, settings: Settings, parts: Parts) -> Result:
    content = read_bytes(options.input)
    request = load_request(options.input, content)
    encounter = _encounter(options, settings, request.encounter, hashlib.sha256(content).hexdigest())
    proposed = proposed_codes((*request.proposed_codes, *options.proposed_code))
    return draft(encounter, transcript_of(request.transcript), proposed, parts)


def _from_recording(options: argparse.Namespace, settings: Settings, parts: Parts) -> Result:
    encounter = _encounter(options, settings, EncounterRequest(), file_sha256(options.input))
    guardrails.code_set_for(encounter.date_of_service)
    transcript, asr = hear(options.input, options, settings)
    return draft_or_keep(encounter, transcript, proposed_codes(tuple(options.proposed_code)), parts, asr, settings)


def draft_or_keep(
    encounter: Encounter,
    transcript: Transcript,
    proposed: tuple[ProposedCode, ...],
    parts: Parts,
    asr: AsrComponent,
    settings: Settings,
) -> Result:
    """Draft; where a later step fails, put the transcript in the data folder before the failure is reported."""
    try:
        return draft(encounter, transcript, proposed, parts, asr)
    except Exception as error:  # noqa: BLE001  # whatever fails, what was heard is kept first
        kept = rescue.keep_transcript(settings.data_dir, encounter.id, transcript)
        print(f"scribe: the transcript is kept in {kept}", file=sys.stderr)
        raise as_scribe_error(error) from None


def _encounter(
    options: argparse.Namespace, settings: Settings, request: EncounterRequest, content_sha256: str
) -> Encounter:
    if options.date_of_service:
        request = request.model_copy(update={"date_of_service": parse_day(options.date_of_service)})
    day = request.date_of_service or today()
    setting = Setting(options.setting) if options.setting else None
    shaping = (
        str(day),
        str(setting or request.setting),
        settings.model or "",
        settings.asr_model or "",
        *([f"language={settings.language}"] if options.language is not None else ()),
        *options.proposed_code,
    )
    return encounter_of(request, fallback_id=input_id(content_sha256, *shaping), today=day, setting=setting)
