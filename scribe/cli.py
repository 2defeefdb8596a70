"""The command line: which words it takes and which exit status an error becomes. Commands are imported when run."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, TypeAlias

from scribe import __version__
from scribe.schema.errors import InputError, ScribeError, as_scribe_error

_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"

AT_FAULT, SERVICE_FAILED = 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0 done; 1 an error finding stands; 2 the input is at fault; 3 a service failed."""
    options = build_parser().parse_args(argv)
    try:
        return int(importlib.import_module(f"scribe.commands.{options.module}").run(options))
    except ScribeError as error:
        print(f"scribe: {error}", file=sys.stderr)
        return AT_FAULT if isinstance(error, InputError) else SERVICE_FAILED
    except KeyboardInterrupt:
        print("scribe: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # What was asked for did not arrive whole: the status of a process ended by SIGPIPE.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:  # noqa: BLE001  # a traceback could hold words of the visit
        print(f"scribe: {as_scribe_error(error)}", file=sys.stderr)
        return SERVICE_FAILED


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(AT_FAULT, f"{self.prog}: {message}. See {self.prog} --help.\n")


def build_parser() -> argparse.ArgumentParser:
    """The parser of every command."""
    parser = _Parser(prog="scribe", description="Ambient clinical scribe: a recorded visit becomes a guarded note.")
    parser.add_argument("--version", action="version", version=f"scribe {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _note(commands)
    _transcribe(commands)
    _check(commands)
    _rules(commands)
    _eval(commands)
    _serve(commands)
    _worker(commands)
    _purge(commands)
    _keys(commands)
    _audit(commands)
    _access(commands)
    doctor = commands.add_parser("doctor", help="say what this installation has and what is missing, with the cure")
    doctor.set_defaults(module="doctor")
    return parser


def _note(commands: _Commands) -> None:
    note = commands.add_parser("note", help="draft a guarded note from a recording or a transcript")
    note.add_argument("input", type=Path, metavar="INPUT", help="recording, .json request, .vtt or .txt")
    note.add_argument("--date-of-service", metavar="YYYY-MM-DD", help="the day that decides the code set")
    note.add_argument("--setting", choices=("outpatient", "inpatient", "emergency"))
    note.add_argument(
        "--proposed-code", action="append", default=[], metavar="CODE", help="a code to check; repeatable"
    )
    note.add_argument("--format", choices=("md", "json", "fhir"), default="md")
    note.add_argument("--out", type=Path, metavar="FILE", help="write the result there instead of to stdout")
    note.add_argument("--require-model", action="store_true", help="fail (exit 3) where the language model fails")
    _speech_options(note, "--asr-model")  # "--model" could be meant for the language model
    note.set_defaults(module="note")


def _transcribe(commands: _Commands) -> None:
    transcribe = commands.add_parser("transcribe", help="the first step alone: a recording to a transcript")
    transcribe.add_argument("audio", type=Path, metavar="AUDIO")
    transcribe.add_argument("--format", choices=("json", "txt", "vtt"), default="json")
    transcribe.add_argument("--out", type=Path, metavar="FILE", help="write the result there instead of to stdout")
    _speech_options(transcribe, "--model", "--asr-model")
    transcribe.set_defaults(module="transcribe")


def _speech_options(parser: argparse.ArgumentParser, *names_of_model: str) -> None:
    parser.add_argument(
        *names_of_model, dest="asr_model", metavar="NAME|PATH", help="speech model (default: base, else tiny.en)"
    )
    parser.add_argument(
        "--device", choices=("auto", "cpu", "cuda"), help="where to transcribe (default: auto, a GPU that works)"
    )
    parser.add_argument(
        "--language", metavar="CODE", help="language of the visit (default: en); auto listens for it"
    )
    parser.add_argument("--quiet", action="store_true", help="no progress on stderr")


def _check(commands: _Commands) -> None:
    check = commands.add_parser("check", help="the guardrails alone, over a result or its parts")
    check.add_argument("input", metavar="FILE.json|-", help="a document; with - documents on stdin, one a line")
    check.add_argument("--format", choices=("text", "json", "jsonl"), default="text")
    check.add_argument(
        "--jobs", type=_count, default=1, metavar="N", help="processes for documents on stdin (default: 1)"
    )
    check.set_defaults(module="check")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a number from 1 on is wanted")
    return int(text)


def _rules(commands: _Commands) -> None:
    rules = commands.add_parser("rules", help="the rules in force, each with citation and examples")
    rules.add_argument("rule", nargs="?", metavar="RULE", help="an id (CV101) or a name (EXCLUDES1_CONFLICT)")
    rules.set_defaults(module="rules")


def _eval(commands: _Commands) -> None:
    evaluate = commands.add_parser("eval", help="evaluation: run, report, accept, replay, new, sheet, agreement")
    evaluate.add_argument("arguments", nargs=argparse.REMAINDER, metavar="COMMAND ...")
    evaluate.set_defaults(module="evaluate")


def _serve(commands: _Commands) -> None:
    serve = commands.add_parser("serve", help="serve the HTTP API")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(module="serve")


def _worker(commands: _Commands) -> None:
    worker = commands.add_parser("worker", help="take jobs from the queue: transcribe and draft until stopped")
    worker.add_argument("--metrics-port", type=_port, metavar="N", help="serve /metrics of this worker on loopback")
    worker.add_argument("--until-eof", action="store_true", help="stop too when stdin ends, as with its parent")
    worker.set_defaults(module="worker")


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError("a port from 0 to 65535 is wanted")
    return int(text)


def _purge(commands: _Commands) -> None:
    purge = commands.add_parser("purge", help="remove what has reached its age (SCRIBE_RETAIN_... settings)")
    purge.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    purge.set_defaults(module="purge")


def _keys(commands: _Commands) -> None:
    keys = commands.add_parser("keys", help="the keys that open what is stored, by id")
    keys.add_argument(
        "action",
        nargs="?",
        choices=("show", "rotate", "forget"),
        default="show",
        help="show them (default), make a new one and put every encounter under it, or forget unused ones",
    )
    keys.set_defaults(module="keys")


def _audit(commands: _Commands) -> None:
    audit = commands.add_parser(
        "audit", help="who saw and did what, and whether every history is as it was written"
    )
    audit.add_argument(
        "action",
        choices=("verify", "show"),
        help="check the chains of notes and of the log (exit 1 where one is broken), or print the log as JSON",
    )
    audit.add_argument("--encounter", metavar="ID", help="of this encounter alone")
    audit.set_defaults(module="audit")


def _access(commands: _Commands) -> None:
    access = commands.add_parser("access", help="API keys of people and programs: create, list, revoke")
    actions = access.add_subparsers(metavar="ACTION", dest="action", required=True)
    create = actions.add_parser("create", help="make a key; it is printed once")
    create.add_argument("--name", required=True, help="whose it is; stands in the audit log")
    create.add_argument(
        "--role",
        required=True,
        action="append",
        choices=("clinician", "coder", "qa", "admin", "service"),
        help="what it may do (docs/security.md); repeatable",
    )
    create.add_argument("--tenant", default="local", help="whose visits it reaches (default: local)")
    create.add_argument("--expires-days", type=_count, metavar="N", help="days until it opens nothing any more")
    actions.add_parser("list", help="every key by id, never its secret")
    actions.add_parser("revoke", help="a key opens nothing from now on").add_argument("id", metavar="ID")
    access.set_defaults(module="access")


if __name__ == "__main__":
    sys.exit(main())
