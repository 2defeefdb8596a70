"""Logs: lines of allow-listed facts on stderr. Ids, counts, durations and codes; never text of a visit.

Three gates: a fact whose key is not listed is dropped and named; a listed one must have the form of its key; and
what other packages log keeps its logger, its level and the class of its exception, nothing else.
"""

import logging
import re
import sys
import threading
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from typing import Any, Literal

import structlog

Fact = str | int | float | None | BaseException
_Line = MutableMapping[str, Any]

_WORDS = frozenset(
    {"code", "error", "host", "key_id", "kind", "level", "logger", "method", "reason", "route", "signal"}
    | {"state", "status", "step", "worker"}
)
_NUMBERS = frozenset(
    {"attempt", "audio_s", "bytes", "count", "exit_status", "hand_over", "jobs", "offset", "pid", "port"}
    | {"revision", "seconds", "tries", "workers"}
)
_SENTENCES = frozenset({"event", "detail"})
"""Written by this program alone: the message of one of our errors, never a value that came from outside."""
_IDS = frozenset({"encounter_id"})
_ID = re.compile(r"[0-9a-f]{32}")
_WORD = re.compile(r"[\w./:{}*+-]{1,120}", re.ASCII)
_LONGEST = 300
_TROUBLE = frozenset({"code", "detail", "error"})
_FOREIGN = ("", "alembic", "dbos", "multipart", "py.warnings", "python_multipart", "sqlalchemy", "uvicorn")
_BELOW_FOREIGN = ("alembic.runtime.migration", "sqlalchemy.engine", "uvicorn.access", "uvicorn.error", "websockets")


def log(event: str, **facts: Fact) -> None:
    """A line about what happened. One that names a code, an error or a detail is a warning."""
    level = logging.WARNING if facts.keys() & _TROUBLE else logging.INFO
    _lines.log(level, event, **facts)


def log_quietly(event: str, **facts: Fact) -> None:
    """A line that is shown at the level debug alone: what happens every few seconds."""
    _lines.log(logging.DEBUG, event, **facts)


def configure(form: Literal["text", "json"], level: Literal["debug", "info", "warning", "error"]) -> None:
    """Takes over all logging of this process; called once, where a process that serves begins."""
    global _lines
    lowest = logging.getLevelNamesMapping()[level.upper()]
    _lines = _lines_of(form, lowest)
    logging.setLogRecordFactory(_bare_record)
    logging.captureWarnings(True)
    handler = _Foreign()
    for name in _BELOW_FOREIGN:
        _route(logging.getLogger(name), [], propagate=True)
    for name in _FOREIGN:
        _route(logging.getLogger(name), [handler], propagate=False)
    logging.getLogger().setLevel(max(lowest, logging.WARNING))
    threading.excepthook = lambda told: log("a thread ended in an error", error=told.exc_value)
    sys.unraisablehook = lambda told: log("an error nobody could catch", error=told.exc_value)


def _route(logger: logging.Logger, handlers: list[logging.Handler], *, propagate: bool) -> None:
    logger.handlers = list(handlers)
    logger.propagate = propagate
    logger.setLevel(logging.NOTSET)


def _bare_record(
    name: str, level: int, path: str, line: int, message: object, arguments: Any, error: Any, *_: Any, **__: Any
) -> logging.LogRecord:
    """A record without its message: whatever handler a package installs has nothing to tell."""
    raised = error[0].__name__ if isinstance(error, tuple) and error[0] else ""
    return logging.LogRecord(name, level, path, line, raised, (), None)


class _Foreign(logging.Handler):
    """Where records of other packages end."""

    def emit(self, record: logging.LogRecord) -> None:
        raised = {"error": record.msg} if record.msg else {}
        _lines.log(record.levelno, "told by a package", logger=record.name, **raised)


class _Stderr:
    """The stream of this moment: a test or a supervisor may have put another there.

    A line that cannot be written (the disk of the logs is full, the reader of a pipe is gone) is lost, and nothing
    else: whoever logs goes on.
    """

    def msg(self, text: str) -> None:
        with suppress(OSError, ValueError):
            print(text, file=sys.stderr, flush=True)

    debug = info = warning = error = critical = msg


def _lines_of(form: str, lowest: int) -> Any:
    shown: list[Callable[..., Any]] = [structlog.processors.add_log_level, _allow_listed]
    if form == "json":
        shown += [structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.JSONRenderer()]
    else:
        shown += [_as_text]
    return structlog.wrap_logger(
        _Stderr(), processors=shown, wrapper_class=structlog.make_filtering_bound_logger(lowest)
    )


def _allow_listed(_: object, __: str, line: _Line) -> _Line:
    """The line with its listed facts, each in the form of its key; the names of all others."""
    kept = {key: _shown(key, value) for key, value in line.items() if _listed(key)}
    dropped = sorted(key if _WORD.fullmatch(key) else "?" for key in line.keys() - kept.keys())
    return kept | ({"dropped": ",".join(dropped)[:_LONGEST]} if dropped else {})


def _listed(key: str) -> bool:
    return key in _WORDS or key in _NUMBERS or key in _SENTENCES or key in _IDS


def _shown(key: str, value: Fact) -> str | int | float | None:
    if isinstance(value, BaseException):
        return type(value).__name__
    if value is None or isinstance(value, int | float):
        return round(value, 4) if isinstance(value, float) else value
    text = str(value)
    if key in _SENTENCES:
        return " ".join(text.split())[:_LONGEST]
    wanted = _ID if key in _IDS else _WORD
    return text if key not in _NUMBERS and wanted.fullmatch(text) else "(refused)"


def _as_text(_: object, __: str, line: _Line) -> str:
    told = [f"{key}={value}" for key, value in line.items() if key not in ("event", "level")]
    return " ".join(["scribe:", str(line.get("event", "")), *told])


_lines = _lines_of("text", logging.INFO)
