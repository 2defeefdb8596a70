"""Readiness tells the truth part by part, in bounded time."""

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, FastAPI

from scribe.api.health import WITHOUT_WORKER_S, WorkerPatience, routes
from scribe.api.probe import Probe, answers
from scribe.schema.errors import StoreUnavailable
from scribe.schema.stored import NewEncounter
from scribe.settings import Settings
from scribe.store import soundness
from scribe.store.keyring import load_keyring, save_keyring
from scribe.store.store import KEY_FILE, Store

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def _ready(
    settings: Settings, store: Store | None = None, workers: Callable[[], int] | None = None
) -> tuple[int, dict[str, Any]]:
    return _answer(routes(settings, (lambda: store) if store else None, workers))


def _answer(router: APIRouter) -> tuple[int, dict[str, Any]]:
    app = FastAPI()
    app.include_router(router)

    async def call() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get("/readyz")

    answer = asyncio.run(call())
    return answer.status_code, answer.json()


def test_what_works_is_ready_in_every_part(settings: Settings, store: Store) -> None:
    status, told = _ready(settings, store, lambda: 1)

    assert (status, told["status"]) == (200, "ready")
    assert {name for name, works in told.items() if works is True} >= {
        "code_tables",
        "database",
        "object_store",
        "keys",
        "disk",
        "worker",
        "language_model",
    }


def test_a_process_without_a_store_says_nothing_of_one(settings: Settings) -> None:
    status, told = _ready(settings)

    assert (status, told["database"], told["worker"]) == (200, None, None)


def test_a_store_that_could_not_be_opened_yet_is_not_ready(settings: Settings) -> None:
    def away() -> Store:
        raise StoreUnavailable("The database does not answer.", "Try again.")

    status, told = _answer(routes(settings, away))

    assert (status, told["database"], told["keys"]) == (503, False, False)


def test_a_database_that_is_away_is_not_ready(settings: Settings, store: Store) -> None:
    store.engine.dispose()
    (settings.data_dir / "scribe.db").rename(settings.data_dir / "elsewhere.db")
    (settings.data_dir / "scribe.db").mkdir()

    status, told = _ready(settings, store, lambda: 1)

    assert (status, told["database"], told["object_store"]) == (503, False, True)


def test_a_schema_of_another_version_is_not_ready(
    settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "newest", lambda: "9999")

    status, told = _ready(settings, store)

    assert (status, told["database"]) == (503, False)


def test_an_object_store_that_keeps_nothing_is_not_ready(settings: Settings, store: Store) -> None:
    shutil.rmtree(settings.data_dir / "audio")
    (settings.data_dir / "audio").write_text("a file where the folder should be")

    status, told = _ready(settings, store)

    assert (status, told["object_store"]) == (503, False)


def test_a_key_file_that_opens_nothing_is_not_ready(settings: Settings, store: Store) -> None:
    store.encounters.create(NewEncounter(), NOW)
    path = settings.data_dir / KEY_FILE
    ring = load_keyring(path)
    save_keyring(path, replace(ring, keys={ring.current: b"x" * 32}))

    status, told = _ready(settings, store)

    assert (status, told["keys"]) == (503, False)


def test_a_lost_key_file_is_not_ready_though_the_process_still_has_the_keys(
    settings: Settings, store: Store
) -> None:
    (settings.data_dir / KEY_FILE).unlink()

    status, told = _ready(settings, store)

    assert (status, told["keys"], told["database"]) == (503, False, True)


def test_a_full_disk_is_not_ready(settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    free = shutil.disk_usage(settings.data_dir)._replace(free=1000)
    monkeypatch.setattr(soundness.shutil, "disk_usage", lambda _: free)

    status, told = _ready(settings, store)

    assert (status, told["disk"]) == (503, False)


def test_without_any_worker_it_is_not_ready(settings: Settings, store: Store) -> None:
    status, told = _ready(settings, store, lambda: 0)

    assert (status, told["worker"]) == (503, False)


def test_a_worker_may_be_restarted_before_uploads_are_sent_elsewhere() -> None:
    clock = iter([0.0, 0.0, WITHOUT_WORKER_S - 1])
    patience = WorkerPatience(lambda: next(clock))
    patience.suffices(True)

    assert patience.suffices(False) is True


def test_a_worker_that_stays_away_is_told() -> None:
    clock = iter([0.0, 0.0, WITHOUT_WORKER_S + 1])
    patience = WorkerPatience(lambda: next(clock))
    patience.suffices(True)

    assert patience.suffices(False) is False


def test_a_language_model_that_cannot_be_used_as_configured_is_not_ready(settings: Settings) -> None:
    wrong = settings.model_copy(update={"model": "m", "openai_base_url": "no address"})

    status, told = _ready(wrong)

    assert (status, told["language_model"], told["language_model_host"]) == (503, False, None)


def test_what_hangs_holds_the_answer_no_longer_than_its_bound() -> None:
    done = Event()
    hanging, working = Probe(lambda: done.wait(60)), Probe(lambda: True)
    began = monotonic()

    told = asyncio.run(answers({"hanging": hanging, "working": working}, longest_s=0.1))

    took = monotonic() - began
    done.set()
    assert told == {"hanging": False, "working": True}
    assert took < 2


def test_what_hangs_is_not_looked_at_again_meanwhile() -> None:
    done, looks = Event(), []

    def look() -> bool:
        looks.append(1)
        return done.wait(60)

    probe = Probe(look)
    asyncio.run(answers({"part": probe}, longest_s=0.05))
    asyncio.run(answers({"part": probe}, longest_s=0.05))

    done.set()
    assert len(looks) == 1


def test_an_answer_stands_for_its_time_and_is_asked_for_again_after_it() -> None:
    looks: list[int] = []
    clock = {"now": 0.0}
    probe = Probe(lambda: not looks.append(1), fresh_s=5, now=lambda: clock["now"])

    probe.begin().result(5)
    probe.begin().result(5)
    clock["now"] = 6.0
    probe.begin().result(5)

    assert len(looks) == 2


def test_the_probe_of_the_object_store_leaves_nothing(settings: Settings, store: Store, tmp_path: Path) -> None:
    _ready(settings, store)

    assert list((settings.data_dir / "audio").rglob("*")) == []
