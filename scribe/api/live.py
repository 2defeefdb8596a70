"""``/v1/encounters/{id}/live``: the sound of a running visit in, its words and its documentation gaps out."""

from fastapi import APIRouter, WebSocket

from scribe.api.live_sessions import LiveSessions
from scribe.api.principals import Caller


def routes(live: LiveSessions) -> APIRouter:
    """The WebSocket of this noun. The protocol: docs/live.md."""
    router = APIRouter(prefix="/v1", tags=["encounters"])

    @router.websocket("/encounters/{encounter_id}/live")
    async def live_sound(websocket: WebSocket, caller: Caller, encounter_id: str) -> None:
        """Live sound of an encounter."""
        await live.serve(encounter_id, caller, websocket)

    return router
