"""Door: lets a caller in once it is known who that is, and not more often than the rates allow."""

import hashlib
from collections import OrderedDict
from http import HTTPStatus

from anyio import CapacityLimiter, to_thread

from scribe.api.authenticator import Authenticator
from scribe.api.errors import Refusal
from scribe.api.rates import Rate
from scribe.schema.errors import NotAuthenticated, ScribeError
from scribe.schema.principal import LOCAL_USER, Principal

_ASKING_AT_ONCE = 8
"""Threads that ask the database or the issuer: a slow one leaves the threads of the routes alone."""
_KNOWN_AT_MOST = 1000


class Door:
    """See the module. Its methods belong to one event loop."""

    def __init__(self, who: Authenticator, requests: Rate, failures: Rate) -> None:
        """requests: of one principal. failures: of one address, credentials that were not taken."""
        self._who, self._requests, self._failures = who, requests, failures
        self._asking = CapacityLimiter(_ASKING_AT_ONCE)
        self._taken_before: OrderedDict[bytes, None] = OrderedDict()

    async def caller(self, shown: str, address: str) -> Principal:
        """Who shows this credential. Raises NotAuthenticated, IssuerUnavailable, StoreError, a Refusal with 429.

        The local user is asked nothing more. From an address that failed too often only those are looked at whose
        credential was taken before: who guesses behind a proxy keeps nobody else out.
        """
        if self._who.is_local(shown):
            return LOCAL_USER
        digest = hashlib.sha256(shown.encode(errors="replace")).digest()
        if digest not in self._taken_before:
            _refuse_within(self._failures.wait_s(address))
        try:
            principal = await to_thread.run_sync(self._who.principal, shown, limiter=self._asking)
        except NotAuthenticated:
            self._taken_before.pop(digest, None)
            if shown:  # who shows nothing guesses nothing
                self._failures.count(address)
            raise
        self._remember(digest)
        name = principal.key_id or f"{principal.tenant}/{principal.subject}"
        _refuse_within(self._requests.wait_s(name))
        self._requests.count(name)
        return principal

    async def still_opens(self, shown: str) -> bool:
        """Whether it has not ended meanwhile; where nobody can tell, what is open stays open."""
        try:
            await to_thread.run_sync(self._who.principal, shown, limiter=self._asking)
        except NotAuthenticated:
            return False
        except ScribeError:
            return True
        return True

    def _remember(self, digest: bytes) -> None:
        self._taken_before[digest] = None
        self._taken_before.move_to_end(digest)
        if len(self._taken_before) > _KNOWN_AT_MOST:
            self._taken_before.popitem(last=False)


def _refuse_within(wait_s: int) -> None:
    if wait_s:
        raise Refusal(
            HTTPStatus.TOO_MANY_REQUESTS,
            "too-many-requests",
            f"Too many requests. Try again in {wait_s} s.",
            {"Retry-After": str(wait_s)},
        )
