"""Hearing a recording from the command line: progress and warnings on stderr."""

import argparse
import sys
from pathlib import Path

from scribe.assembly import build_transcriber
from scribe.commands.progress import ProgressLine
from scribe.schema.result import AsrComponent
from scribe.schema.transcript import Transcript
from scribe.settings import Settings


def hear(path: Path, options: argparse.Namespace, settings: Settings) -> tuple[Transcript, AsrComponent]:
    """The transcript, and the engine that heard it."""
    transcriber = build_transcriber(settings, warn=_warn, asr_model=options.asr_model)
    show = None if options.quiet else ProgressLine()
    transcript = transcriber.transcribe(path, None if show is None else lambda at: show(at.done, at.total))
    return transcript, transcriber.component


def _warn(message: str) -> None:
    print(f"scribe: warning: {message}", file=sys.stderr)
