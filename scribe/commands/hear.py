"""Hearing a recording from the command line: its options, progress and warnings on stderr."""

import argparse
import sys
from contextlib import closing, nullcontext
from pathlib import Path

from scribe.assembly import build_transcriber
from scribe.commands.progress import ProgressLine
from scribe.schema.errors import InputError
from scribe.schema.result import AsrComponent
from scribe.schema.transcript import Transcript
from scribe.settings import Settings, language_code

_UNKNOWN = "--language: no speech model knows this language."
_CURE = "Give a code such as en or de, or auto to listen for it."


def speech_settings(options: argparse.Namespace, settings: Settings) -> Settings:
    """The settings with what the command line says instead. Raises InputError for a language nobody knows."""
    changed: dict[str, str | None] = {}
    if options.asr_model:
        changed["asr_model"] = options.asr_model
    if options.device:
        changed["device"] = options.device
    if options.language is not None:
        try:
            changed["language"] = language_code(options.language)
        except ValueError:
            raise InputError(_UNKNOWN, _CURE) from None
    return settings.model_copy(update=changed)


def hear(path: Path, options: argparse.Namespace, settings: Settings) -> tuple[Transcript, AsrComponent]:
    """The transcript, and the engine that heard it. settings: those of ``speech_settings``."""
    transcriber = build_transcriber(settings, warn=_warn)
    with nullcontext() if options.quiet else closing(ProgressLine()) as show:
        transcript = transcriber.transcribe(path, None if show is None else lambda at: show(at.done, at.total))
    return transcript, transcriber.component


def _warn(message: str) -> None:
    print(f"scribe: warning: {message}", file=sys.stderr)
