"""API keys as they are shown: whose they are and how long they live, never what opens the door."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from scribe.schema.principal import Principal, Role
from scribe.schema.record import Record


class ApiKey(Record):
    """One key of a tenant. ``id`` is public: it stands in the audit log and names the key that is revoked."""

    id: Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
    tenant: Annotated[str, Field(pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    name: Annotated[str, Field(min_length=1, max_length=100)]
    roles: frozenset[Role]
    created_at: AwareDatetime
    expires_at: AwareDatetime | None = None
    revoked_at: AwareDatetime | None = None
    last_used_at: AwareDatetime | None = None
    """To some minutes; None where it was never used."""

    @property
    def principal(self) -> Principal:
        """Who asks with it. The name is not unique, the id beside it is."""
        return Principal(subject=f"key:{self.name}", tenant=self.tenant, roles=self.roles, key_id=self.id)

    def opens_at(self, moment: datetime) -> bool:
        """Whether it is neither revoked nor expired then."""
        return self.revoked_at is None and (self.expires_at is None or moment < self.expires_at)
