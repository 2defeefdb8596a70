"""Hearing a recording from the command line: its options, progress and warnings on stderr."""

import argparse
import sys
from contextlib import closing, nullcontext
from pathlib import Path

from audio.languages import LANGUAGES
from scribe.assembly import build_transcriber
from scribe.commands.progress import ProgressLine
from scribe.schema.errors import InputError, SettingsError
from scribe.schema.result import AsrComponent
from scribe.schema.transcript import Transcript
from scribe.settings import Settings

_LISTEN = ("", "auto")
_UNKNOWN, _CURE = "no speech model knows this language.", "Give a code such as en or de, or auto to listen for it."


def speech_settings(options: argparse.Namespace, settings: Settings) -> Settings:
    """The settings with what the command line says instead. Raises InputError for a language nobody knows."""
    changed: dict[str, str | None] = {}
    if options.asr_model:
        changed["asr_model"] = options.asr_model
    if options.device:
        changed["device"] = options.device
    if options.language is not None:
        changed["language"] = _code(options.language)
        if not _is_known(changed["language"]):
            raise InputError(f"--language: {_UNKNOWN}", _CURE)
    return settings.model_copy(update=changed)


def hear(path: Path, options: argparse.Namespace, settings: Settings) -> tuple[Transcript, AsrComponent]:
    """The transcript, and the engine that heard it. settings: those of ``speech_settings``.

    Raises SettingsError for a language of the settings that nobody knows: said before the recording is opened.
    """
    settings = settings.model_copy(update={"language": _code(settings.language or "")})
    if not _is_known(settings.language):
        raise SettingsError(f"SCRIBE_LANGUAGE: {_UNKNOWN}", _CURE)
    transcriber = build_transcriber(settings, warn=_warn)
    with nullcontext() if options.quiet else closing(ProgressLine()) as show:
        transcript = transcriber.transcribe(path, None if show is None else lambda at: show(at.done, at.total))
    return transcript, transcriber.component


def _code(language: str) -> str | None:
    """The code as the engine writes it; None to listen for the language."""
    code = language.strip().lower()
    return None if code in _LISTEN else code


def _is_known(code: str | None) -> bool:
    return code is None or code in LANGUAGES


def _warn(message: str) -> None:
    print(f"scribe: warning: {message}", file=sys.stderr)
