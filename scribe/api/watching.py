"""Watching: a stream that is open when its key or token ends is cut within half a minute."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from starlette.types import Message, Receive, Send

from scribe.schema.errors import NotAuthenticated

LOOK_EVERY_S = 30.0
Look = Callable[[], Awaitable[bool]]


class Watch:
    """Asks every LOOK_EVERY_S at most whether the credential still opens."""

    def __init__(self, still_opens: Look) -> None:
        self._still_opens, self._looked_at = still_opens, monotonic()

    @property
    def patience_s(self) -> float:
        """Until it is time to look."""
        return max(0.0, self._looked_at + LOOK_EVERY_S - monotonic())

    async def check(self) -> None:
        """Looks where it is time to. Raises NotAuthenticated."""
        if self.patience_s:
            return
        self._looked_at = monotonic()
        if not await self._still_opens():
            raise NotAuthenticated("The key or token opens nothing any more.", "Connect with another.")


def watched_send(send: Send, watch: Watch) -> Send:
    """Sends as before; raises NotAuthenticated between two pieces of an answer that goes on and on."""

    async def sending(message: Message) -> None:
        if message.get("more_body"):
            await watch.check()
        await send(message)

    return sending


def watched_receive(receive: Receive, watch: Watch) -> Receive:
    """Receives from a WebSocket as before; raises NotAuthenticated, also while its client says nothing."""

    async def receiving() -> Message:
        while True:
            await watch.check()
            try:
                async with asyncio.timeout(watch.patience_s):
                    return await receive()
            except TimeoutError:
                continue

    return receiving
