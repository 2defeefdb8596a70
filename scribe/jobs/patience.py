"""Patience: a call to the store is tried again while the store is away, for a minute at most."""

from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import ParamSpec, TypeVar

from scribe.schema.errors import JobInterrupted, StorageFull, StoreUnavailable

PATIENCE_S = 60.0
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.1, 5.0

_Args = ParamSpec("_Args")
_Value = TypeVar("_Value")


class Patience:
    """Tries again, by a monotonic clock, until ``limit_s`` after the first failure, or until it is to stop."""

    def __init__(self, stopping: Event, limit_s: float = PATIENCE_S) -> None:
        self._stopping, self._limit_s = stopping, limit_s

    def __call__(self, call: Callable[_Args, _Value], *args: _Args.args, **kwargs: _Args.kwargs) -> _Value:
        """What ``call`` gives. Raises its last error, or JobInterrupted where the worker stops meanwhile."""
        wait_s, until = _FIRST_WAIT_S, 0.0
        while True:
            try:
                return call(*args, **kwargs)
            except (StoreUnavailable, StorageFull):
                until = until or monotonic() + self._limit_s
                if monotonic() + wait_s > until:
                    raise
            if self._stopping.wait(wait_s):
                raise JobInterrupted("The worker is being stopped.", "Another worker takes the job.")
            wait_s = min(2 * wait_s, _LONGEST_WAIT_S)
