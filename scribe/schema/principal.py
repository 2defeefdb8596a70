"""Principal: who asks, as far as this installation knows, and what they may do."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from scribe.schema.record import Record


class Role(StrEnum):
    """What somebody is to the notes of a site."""

    CLINICIAN = "clinician"
    """Records visits, edits and signs notes."""
    CODER = "coder"
    """Reads notes, codes and findings; answers no query and signs nothing."""
    QA = "qa"
    """Reads drafts and findings, and what became of them."""
    ADMIN = "admin"
    """Manages access, keys, retention and holds; reads no words of a visit."""
    SERVICE = "service"
    """A program: sends visits and fetches drafts for a recorder or a record system; signs nothing."""


class Principal(Record):
    """One caller. ``subject`` stands in signatures and in the audit log; it is a name of an account, no secret."""

    subject: Annotated[str, Field(min_length=1, max_length=200)]
    tenant: Annotated[str, Field(min_length=1, max_length=64)]
    roles: frozenset[Role]
    key_id: str | None = None
    """Of the API key that was shown; None for a token of an identity provider."""

    def has(self, *roles: Role) -> bool:
        """Whether any of the roles is held."""
        return not self.roles.isdisjoint(roles)


LOCAL_USER = Principal(subject="local", tenant="local", roles=frozenset(Role))
"""The one user of the local single-user mode, who may do everything."""
