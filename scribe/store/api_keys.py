"""API keys: made, listed, found by their text, revoked. Only the hash of a key's secret is kept.

The text of a key is ``scribe_<id>_<secret>``. The secret is 256 random bits, so its plain SHA-256 cannot be turned
back by guessing, as that of a password could.
"""

import hashlib
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, insert, select, update

from scribe.schema.api_key import ApiKey
from scribe.schema.audit import AuditEvent
from scribe.schema.errors import StoreError, UnknownApiKey
from scribe.schema.principal import Role
from scribe.store.audit_log import AuditLog
from scribe.store.database import reading, writing
from scribe.store.tables import api_keys

PREFIX = "scribe_"
OPERATOR = "operator"
"""The subject of what is done at the command line, before a colon and the account of whoever did it."""
_ID_BYTES, _SECRET_BYTES = 8, 32
_USE_IS_NOTED_EVERY = timedelta(minutes=5)


class ApiKeys:
    """See the module."""

    def __init__(self, engine: Engine, audit: AuditLog) -> None:
        self._engine, self._audit = engine, audit

    def create(
        self,
        tenant: str,
        name: str,
        roles: frozenset[Role],
        now: datetime,
        expires_at: datetime | None = None,
        by: str = OPERATOR,
    ) -> tuple[ApiKey, str]:
        """The new key and its text, which is nowhere to be had again. by: who makes it, for the audit log."""
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        key = ApiKey(
            id=secrets.token_hex(_ID_BYTES),
            tenant=tenant,
            name=name,
            roles=roles,
            created_at=now,
            expires_at=expires_at,
        )
        row = key.model_dump() | {"roles": ",".join(sorted(roles)), "key_hash": _hash(secret)}
        with writing(self._engine) as connection:
            connection.execute(insert(api_keys).values(row))
            self._audit.append(connection, _event(key, "create", by), now)
        return key, f"{PREFIX}{key.id}_{secret}"

    def all(self) -> tuple[ApiKey, ...]:
        """Of every tenant, the oldest first: for whoever runs this installation, never for a request."""
        with reading(self._engine) as connection:
            return tuple(_key(row) for row in connection.execute(select(api_keys).order_by(api_keys.c.created_at)))

    def revoke(self, key_id: str, now: datetime, by: str = OPERATOR) -> ApiKey:
        """The key, which opens nothing from now on. Again: as it was revoked first. by: as of ``create``.

        Raises UnknownApiKey.
        """
        this = api_keys.c.id == key_id
        with writing(self._engine) as connection:
            connection.execute(update(api_keys).where(this, api_keys.c.revoked_at.is_(None)).values(revoked_at=now))
            row = connection.execute(select(api_keys).where(this)).one_or_none()
            if row is None:
                raise UnknownApiKey("There is no such key.", "See scribe access list.")
            key = _key(row)
            self._audit.append(connection, _event(key, "revoke", by), now)
        return key

    def find(self, text: str, now: datetime) -> ApiKey | None:
        """The key of this text where it opens at this moment; None where it is unknown, expired or revoked."""
        key_id, _, secret = text.removeprefix(PREFIX).partition("_")
        with reading(self._engine) as connection:
            row = connection.execute(select(api_keys).where(api_keys.c.id == key_id)).one_or_none()
        if row is None or not secrets.compare_digest(row.key_hash, _hash(secret)):
            return None
        key = _key(row)
        if not key.opens_at(now):
            return None
        self._note_use(key, now)
        return key

    def _note_use(self, key: ApiKey, now: datetime) -> None:
        """Seldom, so that reading stays reading. A full disk keeps nobody out."""
        if key.last_used_at is not None and now - key.last_used_at < _USE_IS_NOTED_EVERY:
            return
        with suppress(StoreError), writing(self._engine) as connection:
            connection.execute(update(api_keys).where(api_keys.c.id == key.id).values(last_used_at=now))


def _event(key: ApiKey, what: str, by: str) -> AuditEvent:
    """In the log of the key's tenant. The key is named by its id, its name may be anything."""
    return AuditEvent(tenant=key.tenant, subject=by, action=f"access.{what}:{key.id}")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _key(row: Row[Any]) -> ApiKey:
    told = {name: value for name, value in row._mapping.items() if name not in ("key_hash", "roles")}
    return ApiKey(roles=frozenset(Role(one) for one in row.roles.split(",")), **told)
