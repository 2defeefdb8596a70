"""``scribe worker``: takes jobs from the queue until it is stopped; then hands back what it has."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from threading import Event, Thread, current_thread
from threading import enumerate as enumerate_threads
from types import FrameType
from typing import TYPE_CHECKING

from scribe.hardening import harden
from scribe.logs import configure, log
from scribe.settings import Settings, load_settings

if TYPE_CHECKING:
    from audio import Transcriber
    from scribe.jobs.observer import Observer


def run(options: argparse.Namespace) -> int:
    """Works until SIGTERM or SIGINT, and until stdin ends where that is asked for."""
    harden()
    stop = stop_on_signals()
    if options.until_eof:
        Thread(target=_at_eof, args=(stop,), daemon=True).start()
    return run_worker(load_settings(), stop, metrics_port=options.metrics_port)


def run_worker(
    settings: Settings,
    stop: Event,
    transcriber_factory: "Callable[[Settings, int], Transcriber] | None" = None,
    observer: "Observer | None" = None,
    metrics_port: int | None = None,
) -> int:
    """Builds everything and works until ``stop``.

    transcriber_factory: makes the engine, for so many at once. observer: in place of the figures for Prometheus.
    metrics_port: where this process serves those, besides leaving them for the API.
    """
    import audio
    from scribe.assembly import build_worker, open_store
    from scribe.metrics import FOLDER, serve_metrics, work_figures

    configure(settings.log_format, settings.log_level)
    figures = work_figures(settings.data_dir / FOLDER)
    if metrics_port is not None:
        everywhere = "0.0.0.0"  # noqa: S104  # asked for by the setting, for a scraper in the network of containers
        serve_metrics(metrics_port, figures.registry, everywhere if settings.allow_remote else "127.0.0.1")
    at_once = audio.recordings_at_once(settings.recordings_at_once)
    store = open_store(settings)
    transcriber = (transcriber_factory or _transcriber)(settings, at_once)
    worker = build_worker(settings, store, transcriber, at_once, observer or figures)
    ended = worker.run(stop)
    store.close()
    if not ended or _lingering():
        # In the engine, or waiting for a database that is away: Python would wait for it. Its job is another's.
        sys.stderr.flush()
        os._exit(0)
    return 0


def _lingering() -> bool:
    """Whether a thread would keep the process from ending."""
    return any(one is not current_thread() and not one.daemon for one in enumerate_threads())


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
