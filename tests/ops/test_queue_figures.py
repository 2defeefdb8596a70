"""The queue's figures say how many jobs are in which state, and how long one has waited."""

import json
from datetime import UTC, datetime, timedelta

from prometheus_client import CollectorRegistry

from scribe.api.metrics import QueueFigures
from scribe.schema.request import TranscriptRequest
from scribe.schema.stored import NewEncounter
from scribe.store.store import Store
from tests.ops.conftest import VISIT

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def _finalized(store: Store, at: datetime) -> str:
    words = TranscriptRequest.model_validate_json(json.dumps(VISIT["transcript"]))
    made, _ = store.encounters.create(NewEncounter(transcript=words), at)
    store.encounters.finalize(made.id, at)
    return made.id


def test_the_longest_wait_is_that_of_the_oldest_job_that_waits(store: Store) -> None:
    first = _finalized(store, NOW)
    _finalized(store, NOW + timedelta(seconds=60))
    _finalized(store, NOW + timedelta(seconds=90))
    store.jobs.cancel(first, NOW + timedelta(seconds=95))
    figures, registry = (
        QueueFigures(lambda: store, lambda: 3, now=lambda: NOW + timedelta(seconds=100)),
        CollectorRegistry(),
    )

    figures.up = figures.look()

    registry.register(figures)
    assert registry.get_sample_value("scribe_jobs", {"state": "queued"}) == 2
    assert registry.get_sample_value("scribe_jobs", {"state": "cancelled"}) == 1
    assert registry.get_sample_value("scribe_jobs_oldest_waiting_seconds") == 40
    assert registry.get_sample_value("scribe_workers_alive") == 3
