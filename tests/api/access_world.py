"""Callers of every kind, and every route there is, for the tests of access."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from starlette.routing import BaseRoute

from scribe.api.access import ACCESS, WEBSOCKET
from scribe.clock import now
from scribe.schema.principal import Role
from tests.api.conftest import CONSENT, Service

NOBODY = "0" * 32
_WRITES_TO_A_NOTE: dict[str, dict[str, Any]] = {
    "edits": {"edits": [{"op": "remove", "section": "Plan", "statement": 1}]},
    "answers": {"answers": [{"query": "GG105-low-back", "answer": "Left"}]},
    "overrides": {"rule": "GG105", "reason": "It was looked at."},
    "sign": {},
    "addenda": {"kind": "addendum", "text": "One thing more."},
}


def routes_of(router: Any) -> Iterator[BaseRoute]:
    """Every route of an app, those of the routers it includes too."""
    for one in router.routes:
        inner = getattr(one, "original_router", None)
        yield from [one] if inner is None else routes_of(inner)


def lines_of(app: Any) -> set[tuple[str, str]]:
    """(method, template) of every route of the app."""
    return {
        (method, route.path)  # type: ignore[attr-defined]
        for route in routes_of(app)
        for method in getattr(route, "methods", None) or {WEBSOCKET}
    }


def key_of(
    service: Service, *roles: Role, tenant: str = "local", at: datetime | None = None, until: datetime | None = None
) -> str:
    """The text of a new API key."""
    return service.store.api_keys.create(tenant, "Planted", frozenset(roles), at or now(), until)[1]


def statuses(service: Service, key: str, encounter_id: str) -> dict[tuple[str, str], int]:
    """What each line of the table is answered with: its status; of a WebSocket 403, or 101 where it is accepted."""
    lines = [line for line in ACCESS if line[0] != WEBSOCKET]
    asked = [(method, path.format(encounter_id=encounter_id), _more(method, path, key)) for method, path in lines]
    answers = service.together(*asked)
    sockets = {line: line[1].format(encounter_id=encounter_id) for line in ACCESS if line[0] == WEBSOCKET}
    opened = {line: 101 if "accept" in said(service, path, key)[0] else 403 for line, path in sockets.items()}
    return {line: answer.status_code for line, answer in zip(lines, answers, strict=True)} | opened


def said(service: Service, path: str, key: str) -> list[str]:
    """What a WebSocket of this key is told, from its acceptance or its refusal on; it sends nothing and goes."""
    sent: list[str] = []

    async def talk() -> None:
        came: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        came.put_nowait({"type": "websocket.connect"})

        async def send(message: dict[str, Any]) -> None:
            sent.append(message["type"].removeprefix("websocket.") + (message.get("text") or ""))
            if message["type"] != "websocket.accept":
                came.put_nowait({"type": "websocket.disconnect", "code": 1000})

        scope = {"type": "websocket", "path": path, "raw_path": path.encode(), "query_string": b"", "scheme": "ws"}
        scope |= {"headers": [(b"authorization", f"Bearer {key}".encode())], "subprotocols": [], "root_path": ""}
        await service.app(scope, came.get, send)

    asyncio.run(talk())
    return sent


def _more(method: str, path: str, key: str) -> dict[str, Any]:
    """A request that would succeed."""
    headers = {"Authorization": f"Bearer {key}"}
    if method == "PATCH":
        tus = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        return {"headers": headers | tus, "content": b"x"}
    if path.endswith("/consent"):
        return {"headers": headers, "json": CONSENT}
    if (last := path.rpartition("/note/")[2]) in _WRITES_TO_A_NOTE:
        return {"headers": headers, "json": {"on_revision": 1, **_WRITES_TO_A_NOTE[last]}}
    return {"headers": headers}
