"""``scribe eval replay RESULT...``: which stored notes would change now, and why."""

import argparse
import sys
from pathlib import Path

from eval.drift.again import again, stored_results
from eval.drift.changes import drifted
from eval.drift.report import DriftReport
from eval.errors import RunUnreadable
from eval.suite import READER
from scribe.assembly import build_parts
from scribe.settings import load_settings


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    replay = commands.add_parser("replay", help="draft stored results again and tell which notes would change")
    replay.add_argument(
        "results", nargs="+", type=Path, metavar="RESULT", help="result JSON, JSONL or a folder of them"
    )
    replay.add_argument(
        "--model", default=READER, help="reader (default), or the name of a model at OPENAI_BASE_URL"
    )
    replay.add_argument("--markdown", type=Path, metavar="FILE", help="write the report there; stdout by default")
    replay.add_argument("--jsonl", type=Path, metavar="FILE", help="every change, one note a line")
    replay.add_argument(
        "--fail-on", choices=["never", "grave", "any"], default="never", help="exit 1 on such changes"
    )
    replay.set_defaults(command=main)


def main(options: argparse.Namespace) -> int:
    """0, or 1 where --fail-on says so. No word of a visit is written. Raises RunUnreadable, SettingsError."""
    model = None if options.model == READER else options.model
    parts = build_parts(load_settings().model_copy(update={"model": model}))
    report = DriftReport()
    lines = options.jsonl.open("w", encoding="utf-8") if options.jsonl else None
    try:
        for name, stored in stored_results(options.results):
            note = drifted(again(name, stored, parts))
            report.add(note)
            if lines:
                lines.write(note.model_dump_json() + "\n")
    finally:
        if lines:
            lines.close()
    if not report.notes:
        raise RunUnreadable(f"{', '.join(map(str, options.results))} (no stored result in it)")
    text = report.markdown()
    if options.markdown:
        options.markdown.write_text(text, "utf-8")
        print(f"replay: {report.notes} notes, {report.changed} would change", file=sys.stderr)
    else:
        print(text, end="")
    found = {"never": 0, "grave": report.grave, "any": report.changed}[options.fail_on]
    return int(found > 0)
