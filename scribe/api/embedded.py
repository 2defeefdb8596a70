"""Embedded worker: the ``scribe worker`` that ``scribe serve`` keeps beside itself, as a child process.

The speech engine may abort a whole process; this one then goes on to serve, and the child is started anew. The
child holds the other end of a pipe as its stdin: when this process ends, by whatever cause, it stops too.
"""

import subprocess
import sys
from collections.abc import Sequence
from threading import Event, Lock, Thread
from time import monotonic

from scribe.logs import log

COMMAND = (sys.executable, "-m", "scribe.cli", "worker", "--until-eof")
_FIRST_WAIT_S, _LONGEST_WAIT_S, _STEADY_AFTER_S = 1.0, 60.0, 60.0
_PATIENCE_S = 30.0
_COULD_NOT_START = 126
"""In place of an exit status, as a shell says it."""


class EmbeddedWorker:
    """One child, restarted with back-off. ``start`` and ``stop`` once each."""

    def __init__(self, command: Sequence[str] = COMMAND, first_wait_s: float = _FIRST_WAIT_S) -> None:
        self._command, self._first_wait_s = list(command), first_wait_s
        self._stopping, self._lock = Event(), Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._keeper = Thread(target=self._keep, name="embedded-worker", daemon=True)

    @property
    def pid(self) -> int | None:
        """Of the child that runs now; None between two."""
        with self._lock:
            return self._child.pid if self._child is not None and self._child.poll() is None else None

    def start(self) -> None:
        """Starts the child and keeps one from now on."""
        self._keeper.start()

    def stop(self) -> None:
        """Asks the child to stop, waits for it, and ends it where it does not."""
        self._stopping.set()
        with self._lock:
            child = self._child
        if child is not None:
            child.terminate()
            try:
                child.wait(timeout=_PATIENCE_S)
            except subprocess.TimeoutExpired:
                child.kill()
        self._keeper.join()

    def _keep(self) -> None:
        wait_s = self._first_wait_s
        while not self._stopping.is_set():
            began = monotonic()
            try:
                status = self._one_life()
            except OSError as error:  # neither memory nor a process was left for it: that may pass
                log("the worker could not be started", error=error)
                status = _COULD_NOT_START
            if self._stopping.is_set():
                return
            if monotonic() - began > _STEADY_AFTER_S:
                wait_s = self._first_wait_s
            log("the worker ended and is started anew", status=status, seconds=wait_s)
            self._stopping.wait(wait_s)
            wait_s = min(2 * wait_s, _LONGEST_WAIT_S)

    def _one_life(self) -> int:
        """Its exit status; negative: the signal that ended it."""
        with self._lock:
            if self._stopping.is_set():
                return 0
            # Its own group: an interrupt from the keyboard is for this process, which then stops the child.
            self._child = subprocess.Popen(  # noqa: S603  # our own program with fixed arguments
                self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, process_group=0
            )
        status = self._child.wait()
        if self._child.stdin is not None:
            self._child.stdin.close()
        return status
