"""One total deadline over several calls: retries, pauses and a server that drips or stays silent included.

The vendor's own timeouts are per try and restart with every byte. Here the event loop's timer decides.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import Future
from typing import Any, TypeVar

from scribe.schema.errors import ModelError, ModelRateLimited, ModelTimeout, ModelUnavailable

Value = TypeVar("Value")
Attempt = Callable[[], Awaitable[Value]]

FIRST_PAUSE_S = 0.5
GRACE_S = 5.0
"""How long a cancelled call may take to let go before the caller leaves it behind in its thread."""

ENDS_ALL = (ModelUnavailable, ModelRateLimited, ModelTimeout)
"""Failures of the server rather than of one question: what is still open would meet the same."""


def run_apart(make: Callable[[], Coroutine[Any, Any, Value]], give_up_after_s: float) -> Value:
    """The coroutine's value, computed by an event loop of its own in a thread of its own.

    So a caller inside a running loop works too, and a name lookup that hangs cannot hold the caller.
    Raises ModelTimeout after ``give_up_after_s``.
    """
    outcome: Future[Value] = Future()

    def work() -> None:
        try:
            outcome.set_result(asyncio.run(make()))
        except BaseException as error:  # noqa: BLE001 - handed to the waiting thread, which raises it
            outcome.set_exception(error)

    threading.Thread(target=work, name="scribe-llm", daemon=True).start()
    try:
        return outcome.result(timeout=give_up_after_s)
    except TimeoutError:
        raise _timed_out() from None


async def all_within(
    seconds: float, attempts: Sequence[Attempt[Value]], tries: int, at_once: int
) -> tuple[Value | ModelError, ...]:
    """The outcome of each attempt, in order. A failure of the server or the deadline ends those still open."""
    deadline = asyncio.get_running_loop().time() + seconds
    gate = asyncio.Semaphore(at_once)

    server_failed: list[ModelError] = []

    async def one(attempt: Attempt[Value]) -> Value:
        async with gate:
            if server_failed:
                raise server_failed[0]
            try:
                return await _with_retries(attempt, tries, deadline)
            except ENDS_ALL as error:
                server_failed.append(error)
                raise

    tasks = [asyncio.ensure_future(_outcome(one(attempt))) for attempt in attempts]
    await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return _collect(tasks)


async def _outcome(call: Awaitable[Value]) -> Value | ModelError:
    """The value, or an error of this one question as a value; a failure of the server is raised."""
    try:
        return await call
    except ENDS_ALL:
        raise
    except ModelError as error:
        return error


async def _with_retries(attempt: Attempt[Value], tries: int, deadline: float) -> Value:
    for tried in range(1, tries + 1):
        try:
            return await attempt()
        except ModelError as error:
            pause = _pause(error, tried)
            if not error.retryable or tried == tries or asyncio.get_running_loop().time() + pause >= deadline:
                raise
        await asyncio.sleep(pause)
    raise AssertionError("tries is at least 1")


def _pause(error: ModelError, tried: int) -> float:
    asked = error.retry_after_s if isinstance(error, ModelRateLimited) else None
    return asked if asked is not None else FIRST_PAUSE_S * 2 ** (tried - 1)


def _collect(tasks: Sequence["asyncio.Future[Value | ModelError]"]) -> tuple[Value | ModelError, ...]:
    failures = [task.exception() for task in tasks if not task.cancelled()]
    failure = next((error for error in failures if error is not None), None)
    if failure is not None and not isinstance(failure, ModelError):
        raise failure
    stands_for_open = failure or _timed_out()
    return tuple(stands_for_open if task.cancelled() or task.exception() else task.result() for task in tasks)


def _timed_out() -> ModelTimeout:
    return ModelTimeout("The model gave no complete answer before the deadline.", "Raise SCRIBE_LLM_TIMEOUT_S.")
