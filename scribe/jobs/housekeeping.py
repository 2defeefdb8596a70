"""Housekeeping: what a worker removes of the store every hour."""

from datetime import datetime, timedelta

from scribe.settings import Settings
from scribe.store.retention import Ages, Purged, purge
from scribe.store.store import Store

_STRAYS_OF_DAYS = 2
"""To look for strays is to list a folder a recording, so an hourly run looks at the latest alone."""


def ages(settings: Settings) -> Ages:
    """After how long each kind is purged."""
    return Ages(settings.retain_audio_days, settings.retain_transcript_days, settings.retain_encounter_days)


def housekeeping(store: Store, settings: Settings, now: datetime) -> Purged:
    """Removes what is due. Workers may do it at the same time. Raises StoreError where the store is away."""
    return purge(store, ages(settings), now, strays_since=now - timedelta(days=_STRAYS_OF_DAYS))
