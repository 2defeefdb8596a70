"""Tokens: JWTs of one OpenID Connect issuer, believed only where signature, issuer, audience and times are right.

What a token says of its own algorithm decides nothing: it must be one of ``ALGORITHMS`` and that of the key which
the issuer publishes. Where those keys cannot be had, no token is believed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from scribe.api.issuer_keys import ALGORITHMS, IssuerKeys
from scribe.schema.errors import NotAuthenticated, SettingsError
from scribe.schema.principal import Principal, Role
from scribe.settings import Settings

LEEWAY_S = 30
_REQUIRED = ("exp", "iat", "iss", "aud", "sub")
_TENANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_RESERVED = ("local", "scribe", "operator", "operator:", "key:")
"""Subjects of the local user, this software, who operates it, and API keys: no token signs in their name."""


@dataclass(frozen=True)
class Claims:
    """What a token must say, and where it says who the caller is."""

    issuer: str
    audience: str
    roles: str
    tenant: str


class Tokens:
    """See the module. Its methods block while keys are fetched."""

    def __init__(self, claims: Claims, keys: IssuerKeys) -> None:
        self._claims, self._keys = claims, keys

    def principal(self, token: str) -> Principal:
        """Who the token names. Raises NotAuthenticated, IssuerUnavailable."""
        told = self._believed(token)
        subject, tenant = told["sub"], found(told, self._claims.tenant)
        if not (_is_name(subject) and isinstance(tenant, str) and _TENANT.fullmatch(tenant)):
            raise _refusal()
        return Principal(subject=subject, tenant=tenant, roles=_roles(found(told, self._claims.roles)))

    def _believed(self, token: str) -> Mapping[str, Any]:
        try:
            header = jwt.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError, RecursionError):
            raise _refusal() from None
        algorithm, key_id = header.get("alg"), header.get("kid")
        if algorithm not in ALGORITHMS or not isinstance(key_id, str):
            raise _refusal()
        key = self._keys.key(key_id, algorithm)
        if key is None:
            raise _refusal()
        try:
            return jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                issuer=self._claims.issuer,
                audience=self._claims.audience,
                leeway=LEEWAY_S,
                options={"require": list(_REQUIRED)},
            )
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError, OverflowError):
            raise _refusal() from None


def tokens_of(settings: Settings) -> Tokens:
    """Of the issuer that the settings name. Raises SettingsError where only half of it is told."""
    issuer, audience, keys = settings.oidc_issuer, settings.oidc_audience, settings.oidc_jwks_url
    if not (issuer and audience and keys):
        raise SettingsError(
            "SCRIBE_OIDC_ISSUER, SCRIBE_OIDC_AUDIENCE and SCRIBE_OIDC_JWKS_URL go together.", "Set all three."
        )
    claims = Claims(issuer, audience, settings.oidc_roles_claim, settings.oidc_tenant_claim)
    return Tokens(claims, IssuerKeys(keys))


def found(told: Mapping[str, Any], claim: str) -> Any:
    """The claim of this name, or the one at this path of names between dots; None where there is neither."""
    if claim in told:
        return told[claim]
    at: Any = told
    for name in claim.split("."):
        at = at.get(name) if isinstance(at, Mapping) else None
    return at


def _roles(given: Any) -> frozenset[Role]:
    """Those we know; others of the issuer are for other services."""
    names = given.split() if isinstance(given, str) else given if isinstance(given, list) else ()
    return frozenset(role for role in Role if role.value in names)


def _is_name(subject: Any) -> bool:
    return (
        isinstance(subject, str)
        and 1 <= len(subject) <= 200
        and subject.isprintable()
        and not any(subject == one or (one.endswith(":") and subject.startswith(one)) for one in _RESERVED)
    )


def _refusal() -> NotAuthenticated:
    return NotAuthenticated("The token is not believed.", "Get a new one from the identity provider.")
