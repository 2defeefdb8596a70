"""Crypto: sealed bytes. AES-256-GCM; what is sealed for one place does not open at another.

Each encounter has a data key of its own. It is stored wrapped by a key of the keyring: a rotation wraps the data
keys anew and touches nothing else, and a deletion destroys the data key, so that no sound left over can be opened.
Layout of sealed bytes: 1 byte version, 12 bytes nonce, ciphertext with its 16-byte tag.
"""

import hmac
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from scribe.schema.errors import SealBroken
from scribe.store.keyring import KEY_BYTES, Keyring

_VERSION = b"\x01"
_NONCE_BYTES = 12
OVERHEAD_BYTES = 1 + _NONCE_BYTES + 16
"""By how much sealed bytes are longer than the plain ones."""


@dataclass(frozen=True)
class DataKey:
    """The key of one encounter. Never printed."""

    encounter_id: str
    _key: bytes

    def __repr__(self) -> str:
        return f"DataKey(encounter_id={self.encounter_id!r})"

    def seal(self, plain: bytes, place: str) -> bytes:
        """place: table, column and row (or the name of an object); needed again to open."""
        return _seal(self._key, plain, self._context(place))

    def open(self, sealed: bytes, place: str) -> bytes:
        """Raises SealBroken where a byte was changed, cut or moved here from another place."""
        return _open(self._key, sealed, self._context(place))

    def mac(self, plain: bytes) -> str:
        """A fingerprint to compare by that tells nobody else what was fingerprinted (HMAC-SHA256, hex)."""
        return hmac.new(self._key, plain, "sha256").hexdigest()

    def wrapped(self, ring: Keyring) -> bytes:
        """The key itself, sealed by the current key of the ring."""
        return _seal(ring.key(ring.current), self._key, f"data-key/{self.encounter_id}".encode())

    def _context(self, place: str) -> bytes:
        return f"{self.encounter_id}/{place}".encode()


def new_data_key(encounter_id: str) -> DataKey:
    """A key for a new encounter."""
    return DataKey(encounter_id, secrets.token_bytes(KEY_BYTES))


def unwrapped(encounter_id: str, wrapped: bytes, key_id: str, ring: Keyring) -> DataKey:
    """The data key. Raises KeyUnavailable, SealBroken."""
    return DataKey(encounter_id, _open(ring.key(key_id), wrapped, f"data-key/{encounter_id}".encode()))


def _seal(key: bytes, plain: bytes, context: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plain, context)


def _open(key: bytes, sealed: bytes, context: bytes) -> bytes:
    if sealed[:1] != _VERSION or len(sealed) < OVERHEAD_BYTES:
        raise SealBroken("A stored value is damaged.", "Restore it from a backup.")
    nonce = sealed[1 : 1 + _NONCE_BYTES]
    try:
        return AESGCM(key).decrypt(nonce, sealed[1 + _NONCE_BYTES :], context)
    except InvalidTag:
        raise SealBroken("A stored value is damaged or was moved.", "Restore it from a backup.") from None
