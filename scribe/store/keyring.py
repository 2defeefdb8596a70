"""Keyring: the keys of this installation, by id, in one file of mode 0600 that the first run makes.

The file is JSON: ``{"current": id, "keys": {id: base64 of 32 bytes}, "lookup": base64 of 32 bytes,
"signs_log": bool}``. The current key wraps new data keys; the others open what was wrapped before. ``lookup``
fingerprints what rows are found by, other keys derive from it, and it is never replaced. Losing the file is losing
every encounter: back it up apart from the database.
"""

import base64
import binascii
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from scribe.schema.errors import KeyUnavailable
from scribe.store.rescue import fsync_folder, write_private

KEY_BYTES = 32
_CURE = "Put back the key file of this installation (SCRIBE_KEY_FILE), or restore it from its backup."


@dataclass(frozen=True)
class Keyring:
    """Keys by id. Never printed: ``repr`` names the ids alone."""

    current: str
    keys: dict[str, bytes]
    lookup: bytes
    signs_log: bool = False
    """Whether every record of the audit log was made under this file, so that one without a signature is forged."""

    def __repr__(self) -> str:
        return f"Keyring(current={self.current!r}, ids={sorted(self.keys)})"

    def key(self, key_id: str) -> bytes:
        """The key of this id. Raises KeyUnavailable."""
        try:
            return self.keys[key_id]
        except KeyError:
            raise KeyUnavailable(f"The key {key_id} is not in the key file.", _CURE) from None

    def fingerprint(self, text: str) -> str:
        """What a row is found by in place of the text, which nobody can guess back (HMAC-SHA256, hex)."""
        return hmac.new(self.lookup, text.encode(), "sha256").hexdigest()

    def derived(self, purpose: str) -> bytes:
        """A key for this purpose alone, of that which is never replaced (HKDF-SHA256)."""
        kdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"scribe/{purpose}".encode())
        return kdf.derive(self.lookup)

    def with_new_key(self) -> "Keyring":
        """The same with one key more, which is the current one from now on."""
        key_id = f"k{secrets.token_hex(4)}"
        return replace(self, current=key_id, keys={**self.keys, key_id: secrets.token_bytes(KEY_BYTES)})

    def without(self, key_id: str) -> "Keyring":
        """The same without a key that is not the current one."""
        return replace(self, keys={name: key for name, key in self.keys.items() if name != key_id})


def new_keyring() -> Keyring:
    """A keyring with its first key."""
    return Keyring("", {}, secrets.token_bytes(KEY_BYTES), signs_log=True).with_new_key()


def load_keyring(path: Path) -> Keyring:
    """The keyring in the file. Raises KeyUnavailable where it is absent or damaged."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        keys = {str(name): base64.b64decode(key, validate=True) for name, key in document["keys"].items()}
        lookup = base64.b64decode(document["lookup"], validate=True)
        ring = Keyring(str(document["current"]), keys, lookup, document.get("signs_log") is True)
    except OSError as error:
        raise KeyUnavailable(f"The key file cannot be read ({error.strerror}).", _CURE) from None
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        raise KeyUnavailable("The key file is damaged.", _CURE) from None
    if ring.current not in ring.keys or any(len(key) != KEY_BYTES for key in (*ring.keys.values(), ring.lookup)):
        raise KeyUnavailable("The key file is damaged.", _CURE)
    return ring


def make_keyring(path: Path) -> Keyring:
    """A first keyring, written where there is no file yet; the file that another process made first wins."""
    ring = new_keyring()
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.first")
    with _writing(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            write_private(part, _text(ring))
            os.link(part, path)  # fails where the file exists: two first starts agree on one key
            fsync_folder(path.parent)
        except FileExistsError:
            return load_keyring(path)
        finally:
            part.unlink(missing_ok=True)
    return ring


def save_keyring(path: Path, ring: Keyring) -> None:
    """Replaces the file, whole or not at all. Raises KeyUnavailable where it cannot be written."""
    with _writing(path):
        write_private(path, _text(ring))


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KeyUnavailable(
            f"The key file {path} cannot be written ({error.strerror}).", "Make it writable, or make space."
        ) from None


def _text(ring: Keyring) -> str:
    keys = {name: base64.b64encode(key).decode() for name, key in sorted(ring.keys.items())}
    lookup = base64.b64encode(ring.lookup).decode()
    document = {"current": ring.current, "keys": keys, "lookup": lookup, "signs_log": ring.signs_log}
    return json.dumps(document, indent=2) + "\n"
