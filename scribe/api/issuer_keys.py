"""Issuer keys: the public keys of the identity provider, fetched when needed, bounded, and kept for minutes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from threading import Lock
from time import monotonic
from typing import Any
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

import jwt

from scribe.logs import log
from scribe.schema.errors import IssuerUnavailable

ALGORITHMS = ("RS256", "ES256")
KEPT_S = 300.0
"""A key that the issuer withdrew opens nothing after that."""
_NOT_AGAIN_WITHIN_S = 10.0
"""Between two fetches, whatever unknown key ids come: nobody makes us ask the issuer more often."""
_PATIENCE_S = 5.0
_MOST_BYTES, _MOST_KEYS = 256 * 1024, 64
_LEAST_BITS = {"RSA": 2048, "EC": 256}


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """The address is the one that was set, and no other."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the issuer answered last."""

    fetched_at: float
    keys: Mapping[tuple[str, str], jwt.PyJWK]


class IssuerKeys:
    """See the module. One fetch at a time; whoever comes meanwhile waits for it."""

    def __init__(self, url: str) -> None:
        self._url = url
        # No proxy of the environment: what leaves the machine, and to whom, is a setting of ours.
        self._opener = build_opener(ProxyHandler({}), _NoRedirect())
        self._fetching = Lock()
        self._known: _Known = _Known(float("-inf"), {})
        self._asked_at = float("-inf")

    def key(self, key_id: str, algorithm: str) -> jwt.PyJWK | None:
        """The key of this id for this algorithm, None where the issuer has none. Raises IssuerUnavailable."""
        wanted = (key_id, algorithm)
        if (key := self._fresh().get(wanted)) is not None:
            return key
        if not self._fetching.acquire(timeout=_PATIENCE_S):
            raise _unavailable()
        try:
            if wanted not in self._fresh() and monotonic() - self._asked_at > _NOT_AGAIN_WITHIN_S:
                self._asked_at = monotonic()
                self._fetch()
        finally:
            self._fetching.release()
        if self._is_old():
            raise _unavailable()
        return self._fresh().get(wanted)

    def _fresh(self) -> Mapping[tuple[str, str], jwt.PyJWK]:
        return {} if self._is_old() else self._known.keys

    def _is_old(self) -> bool:
        return monotonic() - self._known.fetched_at > KEPT_S

    def _fetch(self) -> None:
        """Where the issuer does not answer, the keys of the last answer stand until they are too old."""
        moment = monotonic()
        try:
            with self._opener.open(Request(self._url), timeout=_PATIENCE_S) as answer:  # noqa: S310  # a setting
                body = answer.read(_MOST_BYTES + 1)
            if len(body) > _MOST_BYTES:
                raise ValueError("too large")
            self._known = _Known(moment, _usable(json.loads(body)))
        except (OSError, HTTPException, ValueError, RecursionError) as error:
            log("the keys of the identity provider could not be fetched", error=error)


def _unavailable() -> IssuerUnavailable:
    return IssuerUnavailable("The keys of the identity provider cannot be had.", "Try again.")


def _usable(document: Any) -> Mapping[tuple[str, str], jwt.PyJWK]:
    """Keys that check signatures, by id and algorithm. Raises ValueError where the document is no key set."""
    given = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(given, list):
        raise ValueError("no key set")
    keys = {}
    for one in given[:_MOST_KEYS]:
        key = _key(one)
        if key is not None and isinstance(key.key_id, str):
            keys[key.key_id, str(key.algorithm_name)] = key
    return keys


def _key(given: Any) -> jwt.PyJWK | None:
    """A shared secret, a private key, one for encryption, a short one or one of another kind is none."""
    if not isinstance(given, dict) or given.get("use", "sig") != "sig":
        return None
    if given.get("kty") not in _LEAST_BITS or "d" in given:
        return None
    try:
        key = jwt.PyJWK(given)
    except (jwt.PyJWTError, ValueError, TypeError, KeyError):
        return None
    is_long = getattr(key.key, "key_size", 0) >= _LEAST_BITS[given["kty"]]
    return key if is_long and key.algorithm_name in ALGORITHMS else None
