"""Serve the API on loopback: the local single-user mode, safe by default."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from scribe.api.app import create_app
from scribe.api.auth import load_or_make_key
from scribe.api.binding import bound, refuse_unguarded
from scribe.api.embedded import EmbeddedWorker
from scribe.api.keeping import Keeping
from scribe.api.live_pace import MOST_FRAME_BYTES
from scribe.logs import configure, log
from scribe.schema.errors import InputError, SettingsError
from scribe.settings import Settings

_PATIENCE_S = 10
"""For requests that are being answered when the service is asked to stop."""


def serve(settings: Settings, host: str, port: int) -> int:
    """Serve until stopped. The first start prints the key on stdout before any request is answered.

    Raises InputError, SettingsError.
    """
    configure(settings.log_format, settings.log_level)
    refuse_unguarded(host, allow_remote=settings.allow_remote)
    if not 0 <= port <= 65535:
        raise InputError(f"--port {port} is not a port.", "Give 1 to 65535, or 0 for any free one.")
    listening = bound(host, port)
    key = _local_key(settings) if settings.local_key else None
    log("serving", host=host, port=listening.getsockname()[1])
    app = create_app(settings, key)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        ws_max_size=MOST_FRAME_BYTES,  # else 16 MB are buffered before a message is refused
        ws_per_message_deflate=False,  # sound does not shrink, and each connection would keep a window
        timeout_graceful_shutdown=_PATIENCE_S,
    )
    # Once it has shut down, uvicorn raises the signal that ended it again: the end is to be a good one.
    signal.signal(signal.SIGTERM, lambda *_: None)
    with _worker_beside(settings):
        _Server(config, app.state.keeping).run(sockets=[listening])
    return 0


def _local_key(settings: Settings) -> str:
    try:
        key, made_now = load_or_make_key(settings.data_dir)
    except OSError as error:
        raise SettingsError(
            f"The key cannot be kept in {settings.data_dir} ({error.strerror}).", "Set SCRIBE_DATA_DIR."
        ) from None
    if made_now:
        print(f"SCRIBE_API_KEY={key}", flush=True)
    return key


class _Server(uvicorn.Server):
    """Tells streams to clients to end when it is asked to stop, instead of waiting for them."""

    def __init__(self, config: uvicorn.Config, keeping: Keeping) -> None:
        super().__init__(config)
        self._keeping = keeping

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._keeping.stopping = True
        super().handle_exit(sig, frame)


@contextmanager
def _worker_beside(settings: Settings) -> Iterator[None]:
    """The embedded worker while the API serves, where the settings keep one."""
    if not settings.embedded_worker:
        yield
        return
    worker = EmbeddedWorker()
    worker.start()
    try:
        yield
    finally:
        worker.stop()
