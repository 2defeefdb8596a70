"""Chain: each entry's hash covers all of its columns and the hash before it. Pure, over columns as they stand."""

import hashlib
import hmac
import json
from typing import Any

FIRST = "0" * 64
"""What stands before the first entry."""
_NOTE = "scribe-note-entry/1"
_AUDIT = "scribe-audit-record/1"
_OF_NOTE = ("encounter_id", "number", "kind", "made_at", "by", "on_revision", "payload_sha256", "previous_hash")
_OF_AUDIT = (
    "tenant",
    "number",
    "at",
    "subject",
    "roles",
    "action",
    "encounter_id",
    "revision",
    "note_hash",
    "previous_hash",
)


def entry_hash(tenant: str, columns: Any) -> str:
    """Of a row of note_entries (any mapping of its columns)."""
    return _digest([_NOTE, tenant, *(columns[name] for name in _OF_NOTE)])


def record_hash(columns: Any) -> str:
    """Of a row of audit_log."""
    return _digest([_AUDIT, *(columns[name] for name in _OF_AUDIT)])


def record_mac(key: bytes, hashed: str) -> str:
    """Of a record by its hash, which covers all else: only who has the key file can make it (HMAC-SHA256)."""
    return hmac.new(key, f"{_AUDIT} {hashed}".encode("utf-8", "surrogateescape"), "sha256").hexdigest()


def payload_hash(sealed: bytes) -> str:
    """Of a payload as it is sealed: it can be checked without any key, and tells nothing of what is sealed."""
    return hashlib.sha256(sealed).hexdigest()


def _digest(values: list[Any]) -> str:
    canonical = json.dumps(values, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
