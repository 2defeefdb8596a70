"""Principals: who sent a request, as the gate found out and put into its scope."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection
from starlette.types import Scope

from scribe.schema.principal import LOCAL_USER, Principal

_PLACE = "scribe.principal"


def remember(scope: Scope, principal: Principal) -> None:
    """Puts the caller into the scope of a request or a WebSocket."""
    scope[_PLACE] = principal


def principal_of(connection: HTTPConnection) -> Principal:
    """The caller; the local user where no gate stood before (an app of a test)."""
    found: Principal = connection.scope.get(_PLACE, LOCAL_USER)
    return found


Caller = Annotated[Principal, Depends(principal_of)]
"""Of a route: who sent the request. Its tenant goes into every call of the store."""
