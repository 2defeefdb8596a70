"""Authenticator: from what a caller shows to who it is. The local key, an API key, or a token of the issuer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from scribe import clock
from scribe.api.auth import LONGEST_CREDENTIAL, is_same
from scribe.schema.errors import NotAuthenticated
from scribe.schema.principal import LOCAL_USER, Principal
from scribe.settings import Settings
from scribe.store.api_keys import PREFIX
from scribe.store.store import Store

if TYPE_CHECKING:
    from scribe.api.tokens import Tokens


@dataclass(frozen=True)
class Authenticator:
    """local_key: None where the local user is switched off. tokens: None where no issuer is named."""

    local_key: str | None
    store: Callable[[], Store]
    tokens: "Tokens | None"
    now: Callable[[], datetime]

    def is_local(self, shown: str) -> bool:
        """Whether it is the key of the local user: asked without a database, in no time."""
        return bool(self.local_key) and is_same(shown, self.local_key or "")

    def principal(self, shown: str) -> Principal:
        """Who shows this. It may take a while: ask in a thread.

        Raises NotAuthenticated, IssuerUnavailable, StoreError; in doubt nobody is let in.
        """
        if self.is_local(shown):
            return LOCAL_USER
        if not shown or len(shown) > LONGEST_CREDENTIAL or not shown.isascii():
            raise self._refusal()
        if shown.startswith(PREFIX):
            key = self.store().api_keys.find(shown, self.now())
            if key is None:
                raise self._refusal()
            return key.principal
        if self.tokens is None:
            raise self._refusal()
        return self.tokens.principal(shown)

    def _refusal(self) -> NotAuthenticated:
        """One line for all that may be wrong, so that it tells nothing to one who guesses."""
        if self.local_key and self.tokens is None:
            return NotAuthenticated(
                "No key that is known.",
                "Send Authorization: Bearer with the key in $SCRIBE_DATA_DIR/api_key, or an API key in force.",
            )
        return NotAuthenticated(
            "No key or token that is known and in force.", "Send Authorization: Bearer with one."
        )


def authenticator(settings: Settings, local_key: str | None, store: Callable[[], Store]) -> Authenticator:
    """As the settings say. Raises SettingsError where only half of an issuer is told."""
    if not settings.oidc_issuer:
        return Authenticator(local_key, store, None, clock.now)
    from scribe.api.tokens import tokens_of

    return Authenticator(local_key, store, tokens_of(settings), clock.now)
