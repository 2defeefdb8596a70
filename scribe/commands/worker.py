"""``scribe worker``: takes jobs from the queue until it is stopped; then hands back what it has."""

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Callable
from threading import Event, Thread
from types import FrameType
from typing import TYPE_CHECKING

from scribe.logs import log
from scribe.settings import Settings, load_settings

if TYPE_CHECKING:
    from audio import Transcriber
    from scribe.jobs.observer import Observer


def run(options: argparse.Namespace) -> int:
    """Works until SIGTERM or SIGINT, and until stdin ends where that is asked for."""
    stop = stop_on_signals()
    if options.until_eof:
        Thread(target=_at_eof, args=(stop,), daemon=True).start()
    if options.metrics_port is not None:
        importlib.import_module("scribe.metrics").serve_metrics(options.metrics_port)
    return run_worker(load_settings(), stop)


def run_worker(
    settings: Settings,
    stop: Event,
    transcriber_factory: "Callable[[Settings, int], Transcriber] | None" = None,
    observer: "Observer | None" = None,
) -> int:
    """Builds everything and works until ``stop``. transcriber_factory: makes the engine, for so many at once."""
    import audio
    from scribe.assembly import build_worker, open_store
    from scribe.jobs.observer import Silent

    at_once = audio.recordings_at_once(settings.recordings_at_once)
    store = open_store(settings)
    transcriber = (transcriber_factory or _transcriber)(settings, at_once)
    worker = build_worker(settings, store, transcriber, at_once, observer or Silent())
    ended = worker.run(stop)
    store.close()
    if not ended:
        # A thread is still in the engine and cannot be ended; its job is given to another worker as if we had died.
        sys.stderr.flush()
        os._exit(0)
    return 0


def stop_on_signals() -> Event:
    """Set by the first SIGTERM or SIGINT; a second one ends the process as usual."""
    stop = Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, signal.SIG_DFL)
        stop.set()

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, on_signal)
    return stop


def _transcriber(settings: Settings, at_once: int) -> "Transcriber":
    from scribe.assembly import build_transcriber

    return build_transcriber(settings, lambda text: log("warning", detail=text), at_once)


def _at_eof(stop: Event) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stop.set()
