"""``scribe transcribe``: a recording to its transcript, with words, times and the account of every second."""

import argparse

from scribe.commands.hear import hear, speech_settings
from scribe.commands.load import file_sha256
from scribe.commands.output import check_out, emit
from scribe.export.json_result import transcript_json
from scribe.intake.vtt import render_vtt
from scribe.schema.transcript import Transcript
from scribe.settings import load_settings

_LABELS = {"clinician": "Clinician", "patient": "Patient", "other": "Other", "unknown": "Unknown"}


def run(options: argparse.Namespace) -> int:
    """Transcribe and print."""
    settings = speech_settings(options, load_settings())
    check_out(options.out)
    file_sha256(options.audio)  # a missing or unreadable file is said before anything is loaded
    transcript, _ = hear(options.audio, options, settings)
    render = {"json": transcript_json, "vtt": render_vtt, "txt": render_text}[options.format]
    emit(render(transcript), options.out)
    return 0


def render_text(transcript: Transcript) -> str:
    """One labelled line a segment, as ``scribe note`` reads it back."""
    return "\n".join(f"{_LABELS[segment.speaker_role]}: {segment.text}" for segment in transcript.segments)
