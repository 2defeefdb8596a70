"""The triggers of migration 0005, for SQLite and PostgreSQL: what a signed visit
rests on stays.

Never edited: a later change is a later migration. Two changes are let through, each by its only way: an expiry
takes the told words and sets ``transcript_expired_at`` with them, and a rotation of keys wraps the data key under
another key and sets ``key_id`` with it.
"""

from scribe.store.migrations.note_triggers import Trigger, signed


def _differs(column: str) -> str:
    """True or false and never null; in words that SQLite and PostgreSQL share."""
    new, old = f"NEW.{column}", f"OLD.{column}"
    same = f"({new} IS NOT NULL AND {old} IS NOT NULL AND {new} = {old}) OR ({new} IS NULL AND {old} IS NULL)"
    return f"NOT ({same})"


def _only_with(column: str, other: str) -> str:
    return f"({_differs(column)} AND NOT {_differs(other)})"


_CHANGES = " OR ".join(
    (
        _differs("consent_sealed"),
        _differs("recording_sha256"),
        _differs("created_at"),
        _differs("request_mac"),
        _only_with("told_sealed", "transcript_expired_at"),
        _only_with("data_key_wrapped", "key_id"),
        _only_with("key_id", "data_key_wrapped"),
    )
)

TRIGGERS = (
    Trigger(
        "encounters_signed_told",
        "UPDATE",
        "encounters",
        f"({_CHANGES}) AND {signed('OLD.id')}",
        "the note is signed",
    ),
)
