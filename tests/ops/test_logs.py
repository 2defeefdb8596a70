"""A log line holds allow-listed facts in the form of their key, and nothing of what other packages say."""

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scribe import logs
from scribe.logs import configure, log, log_quietly

NAME = "Marigold Threadneedle"


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[dict[str, object]]]:
    return lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]


@pytest.fixture
def as_json(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The whole of configure, undone afterwards."""
    monkeypatch.setattr(logs, "_lines", logs._lines)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    named = [logging.getLogger(name) for name in (*logs._FOREIGN, *logs._BELOW_FOREIGN)]
    before = [(one, one.handlers, one.propagate, one.level) for one in named]
    factory = logging.getLogRecordFactory()
    configure("json", "info")
    yield
    logging.captureWarnings(False)
    logging.setLogRecordFactory(factory)
    for logger, handlers, propagate, level in before:
        logger.handlers, logger.propagate, logger.level = handlers, propagate, level


def test_a_key_that_is_not_listed_is_dropped_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    log("drafted", status=200, patient=NAME)

    assert capsys.readouterr().err == "scribe: drafted status=200 dropped=patient\n"


def test_a_key_that_is_a_name_is_not_even_named(capsys: pytest.CaptureFixture[str]) -> None:
    log("drafted", **{NAME: 1})

    assert capsys.readouterr().err == "scribe: drafted dropped=?\n"


@pytest.mark.parametrize("key", ["encounter_id", "code", "route", "host", "worker", "seconds", "status"])
def test_a_value_without_the_form_of_its_key_is_refused(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    log("drafted", **{key: NAME})

    assert capsys.readouterr().err == f"scribe: drafted {key}=(refused)\n"


def test_an_id_of_the_client_is_not_logged_as_ours(capsys: pytest.CaptureFixture[str]) -> None:
    log("drafted", encounter_id="MRN-4711-Threadneedle")
    log("drafted", encounter_id="0123456789abcdef" * 2)

    assert capsys.readouterr().err.splitlines() == [
        "scribe: drafted encounter_id=(refused)",
        "scribe: drafted encounter_id=0123456789abcdef0123456789abcdef",
    ]


def test_a_sentence_is_one_line_of_bounded_length(capsys: pytest.CaptureFixture[str]) -> None:
    log("warning", detail="one\nscribe: forged\r\x0b" + "x" * 1000)

    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert len(told) < 340


def test_an_exception_is_its_class(capsys: pytest.CaptureFixture[str]) -> None:
    log("failed", error=ValueError(NAME))

    assert capsys.readouterr().err == "scribe: failed error=ValueError\n"


def test_json_lines_hold_level_and_time(as_json: None, lines) -> None:
    log("drafted", status=200)
    log("failed", code="store-unavailable")

    first, second = lines()
    assert (first["event"], first["status"], first["level"]) == ("drafted", 200, "info")
    assert (second["code"], second["level"]) == ("store-unavailable", "warning")
    assert str(first["timestamp"]).endswith("Z")


def test_what_happens_every_few_seconds_is_shown_at_debug_alone(as_json: None, lines) -> None:
    log_quietly("request", route="/healthz")

    assert lines() == []


@pytest.mark.parametrize(
    "name",
    ["uvicorn.error", "dbos", "alembic.runtime.migration", "sqlalchemy.engine", "multipart", "websockets.server"],
)
def test_of_another_package_remain_logger_level_and_class(name: str, as_json: None, lines) -> None:
    try:
        raise ValueError(NAME)
    except ValueError:
        logging.getLogger(name).exception("of %s", NAME, extra={"patient": NAME})

    (line,) = lines()
    assert line.keys() == {"event", "level", "logger", "error", "timestamp"}
    assert (line["logger"], line["level"], line["error"]) == (name, "error", "ValueError")


def test_a_handler_that_a_package_brings_along_has_nothing_to_tell(
    as_json: None, capsys: pytest.CaptureFixture[str]
) -> None:
    logger = logging.getLogger("brought.along")
    logger.addHandler(logging.StreamHandler(sys.stderr))

    logger.error("of %s", NAME)

    assert "Threadneedle" not in capsys.readouterr().err


def test_a_warning_of_python_and_the_end_of_a_thread_are_told_by_class(
    as_json: None, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ValueError(NAME)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(NAME, stacklevel=1)

    told = capsys.readouterr().err
    assert ("ValueError" in told, "Threadneedle" in told) == (True, False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_line_for_which_no_space_is_left_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    full = open("/dev/full", "w", encoding="utf-8")  # noqa: SIM115  # closing it fails too
    monkeypatch.setattr(sys, "stderr", full)

    log("drafted")

    with pytest.raises(OSError, match="space"):
        full.close()


def test_a_line_to_a_stream_that_is_closed_stops_nobody(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = io.StringIO()
    gone.close()
    monkeypatch.setattr(sys, "stderr", gone)

    log("drafted")

    assert capsys.readouterr().out == ""
