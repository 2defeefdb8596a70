"""Live client: one WebSocket connection. What is said to it waits in a bounded queue: nobody waits for it."""

import asyncio

from starlette.websockets import WebSocket, WebSocketDisconnect

from scribe.api import live_messages as messages
from scribe.api.live_pace import MOST_FRAME_BYTES, MOST_MESSAGES_WAITING, MOST_TEXT_CHARACTERS
from scribe.schema.errors import MessageTooLarge, ScribeError


class LiveClient:
    """``say`` and ``hang_up`` return at once; ``write`` is a task that does the work, until the client is gone."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._waiting: asyncio.Queue[str | int] = asyncio.Queue()  # a number is the code to close with
        self._is_hung_up = False

    def say(self, message: str) -> None:
        """Puts a message behind those that wait; hangs up where too many do."""
        if self._is_hung_up:
            return
        if self._waiting.qsize() >= MOST_MESSAGES_WAITING:
            self.hang_up(messages.NOT_READING)
            return
        self._waiting.put_nowait(message)

    def hang_up(self, code: int) -> None:
        """Closes behind the messages that wait. The first code stands."""
        if not self._is_hung_up:
            self._is_hung_up = True
            self._waiting.put_nowait(code)

    def refuse(self, error: ScribeError) -> None:
        """Says why, and closes."""
        self.say(messages.failure(error))
        self.hang_up(messages.close_code(error))

    async def write(self) -> None:
        """Sends what is said until the connection is closed."""
        try:
            while isinstance(message := await self._waiting.get(), str):
                await self._websocket.send_text(message)
            await self._websocket.close(message)
        except (WebSocketDisconnect, RuntimeError):  # Starlette's, where the client is gone already
            self._is_hung_up = True

    async def read(self) -> bytes | str | None:
        """The next message, None where the client is gone. Raises MessageTooLarge."""
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        sound, text = message.get("bytes"), message.get("text")
        if sound is not None and len(sound) <= MOST_FRAME_BYTES:
            return bytes(sound)
        if sound is None and len(text or "") <= MOST_TEXT_CHARACTERS:
            return text or ""
        raise MessageTooLarge(f"A message is larger than {MOST_FRAME_BYTES} bytes.", "Send shorter frames.")
