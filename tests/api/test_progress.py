"""An encounter is finalized once, its job cancelled and retried, followed by events, and its draft read."""

import asyncio
import json
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from sqlalchemy import select

from scribe.api import events
from scribe.api.events import Seen
from scribe.assembly import build_parts
from scribe.clock import now
from scribe.jobs.kept import KeptTranscript, transcript_key
from scribe.pipeline.run import draft
from scribe.schema.errors import StoreUnavailable
from scribe.schema.job import Failure, Job, JobState, Step
from scribe.schema.result import AsrComponent
from scribe.store.database import writing
from scribe.store.tables import encounters
from tests.api.conftest import CONSENT, KEY, WORDS, Service
from tests.api.test_encounters import kind
from tests.build import encounter, transcript

HEARD = transcript("P: I have low back pain.", "C: My assessment is low back pain.")


def begun(service: Service, encounter_id: str) -> Job:
    ticket = service.store.jobs.ticket(encounter_id)
    assert ticket is not None
    job = service.store.jobs.begin(ticket, "w1", now())
    assert job is not None
    return job


def failed(service: Service, encounter_id: str) -> None:
    job = begun(service, encounter_id)
    why = Failure(code="engine-failed", detail="The engine failed.", retryable=True)
    service.store.jobs.end(job, "w1", now(), why)


def drafted(service: Service, encounter_id: str, revision: int = 1) -> None:
    job = begun(service, encounter_id)
    result = draft(encounter(), HEARD, (), build_parts(service.app.state.keeping.settings))
    service.store.values.save_draft(encounter_id, revision, result, now())
    service.store.jobs.end(job, "w1", now())


def told(answer_text: str) -> list[tuple[str, dict[str, Any]]]:
    blocks = [block.split("\n") for block in answer_text.strip().split("\n\n")]
    return [(one[0].removeprefix("event: "), json.loads(one[1].removeprefix("data: "))) for one in blocks]


def test_a_recording_is_finalized_once(service: Service) -> None:
    encounter_id = service.begun(consent=CONSENT)
    service.patch(encounter_id, 0, b"sound")

    first, again = (service.ask("POST", f"/encounters/{encounter_id}/finalize") for _ in range(2))

    assert (first.status_code, again.status_code) == (202, 200)
    assert first.json() == again.json()
    assert (first.json()["state"], first.json()["job"]["state"]) == ("finalized", "queued")


def test_finalizing_at_one_moment_makes_one_job(service: Service) -> None:
    path = f"/v1/encounters/{service.begun(transcript=WORDS)}/finalize"

    answers = service.together(*[("POST", path, {})] * 4)

    assert sorted(one.status_code for one in answers) == [200, 200, 200, 202]
    assert len(service.store.jobs.waiting()) == 1


def test_another_recording_than_was_sent_is_not_finalized(service: Service) -> None:
    encounter_id = service.begun(consent=CONSENT)
    service.patch(encounter_id, 0, b"sound")

    answer = service.ask("POST", f"/encounters/{encounter_id}/finalize", json={"sha256": "0" * 64})

    assert kind(answer) == (460, "checksum-mismatch")
    assert service.ask("GET", f"/encounters/{encounter_id}").json()["state"] == "open"


@pytest.mark.parametrize("body", [b'{"sha256": "Planted"}', b"[1]", b"\x00", b'{"Planted": 1}'])
def test_an_end_of_another_form_is_refused_without_a_word_of_it(service: Service, body: bytes) -> None:
    answer = service.ask("POST", f"/encounters/{service.begun()}/finalize", content=body)

    assert answer.status_code == 422
    assert "Planted" not in answer.text


def test_nothing_received_is_nothing_to_finalize(service: Service) -> None:
    answer = service.ask("POST", f"/encounters/{service.begun()}/finalize")

    assert kind(answer) == (409, "nothing-received")


def test_those_who_wait_for_the_end_are_called_and_hold_nothing_up(
    service: Service, capfd: pytest.CaptureFixture[str]
) -> None:
    called: list[str] = []

    def fails(_: str) -> None:
        raise ValueError("Planted")

    service.app.state.keeping.before_finalize += [fails, called.append]
    encounter_id = service.begun(transcript=WORDS)
    answers = [service.ask("POST", f"/encounters/{encounter_id}/finalize").status_code for _ in range(2)]

    said = capfd.readouterr().err
    assert (answers, called) == ([202, 200], [encounter_id])
    assert ("code=unexpected" in said, "Planted" in said) == (True, False)


def test_a_job_is_cancelled_and_tried_again(service: Service) -> None:
    path = f"/encounters/{service.recorded()}"

    cancelled = service.ask("POST", f"{path}/cancel")
    retried = service.ask("POST", f"{path}/retry")
    refused = service.ask("POST", f"{path}/retry")

    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    assert (retried.status_code, retried.json()["attempt"], retried.json()["state"]) == (202, 2, "queued")
    assert kind(refused) == (409, "not-retryable")


@pytest.mark.parametrize("what", ["cancel", "retry"])
def test_an_open_encounter_has_no_job(service: Service, what: str) -> None:
    assert kind(service.ask("POST", f"/encounters/{service.begun()}/{what}")) == (409, "not-finalized")


def test_the_events_end_with_the_job(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "LOOK_EVERY_S", 0.01)
    encounter_id = service.recorded()
    looks = iter([lambda: begun(service, encounter_id), lambda: service.store.jobs.cancel(encounter_id, now())])
    look = events._look

    def then_something_happens(*given: Any) -> events.Seen:
        seen = look(*given)
        next(looks, lambda: None)()
        return seen

    monkeypatch.setattr(events, "_look", then_something_happens)
    answer = service.ask("GET", f"/encounters/{encounter_id}/events")

    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert [(event, job["state"]) for event, job in told(answer.text)] == [
        ("job", "queued"),
        ("job", "running"),
        ("job", "cancelled"),
    ]


def test_a_job_that_is_over_is_told_at_once(service: Service) -> None:
    encounter_id = service.recorded()
    failed(service, encounter_id)

    found = told(service.ask("GET", f"/encounters/{encounter_id}/events").text)

    assert [(event, job["failure"]["code"]) for event, job in found] == [("job", "engine-failed")]


def test_the_events_of_an_open_encounter_count_its_bytes_until_it_is_deleted(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(events, "HEARTBEAT_EVERY_S", 0.0)
    encounter_id = service.begun(consent=CONSENT)
    store = service.store
    happens = iter(
        [
            lambda: store.recordings.commit(encounter_id, [store.recordings.keep(encounter_id, 0, b"12345")]),
            lambda: None,
            lambda: store.encounters.delete(encounter_id, now(), "requested"),
        ]
    )
    look = events._look

    def then_something_happens(*given: Any) -> events.Seen:
        seen = look(*given)
        next(happens)()
        return seen

    monkeypatch.setattr(events, "_look", then_something_happens)
    text = service.ask("GET", f"/encounters/{encounter_id}/events").text

    assert ": still there\n\n" in text
    assert told(text.replace(": still there\n\n", "")) == [
        ("encounter", {"state": "open", "bytes_received": 0}),
        ("encounter", {"state": "open", "bytes_received": 5}),
        ("end", {"code": "unknown-encounter"}),
    ]


def test_the_events_go_on_when_the_store_was_away(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "LOOK_EVERY_S", 0.01)
    encounter_id = service.recorded()
    looks: list[int] = []
    look = events._look

    def away(*given: Any) -> events.Seen:
        looks.append(1)
        if len(looks) == 2:
            service.store.jobs.cancel(encounter_id, now())
            raise StoreUnavailable("It does not answer.", "Try again.")
        return look(*given)

    monkeypatch.setattr(events, "_look", away)
    text = service.ask("GET", f"/encounters/{encounter_id}/events").text

    assert [job["state"] for _, job in told(text)] == ["queued", "cancelled"]


def test_a_client_that_goes_away_ends_the_looking(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "LOOK_EVERY_S", 0.01)
    path = f"/v1/encounters/{service.recorded()}/events"
    scope = {"type": "http", "asgi": {"spec_version": "2.3"}, "method": "GET", "path": path, "query_string": b""}
    scope |= {"headers": [(b"authorization", f"Bearer {KEY}".encode())], "scheme": "http", "server": ("x", 80)}

    async def service_of_one() -> None:
        begun = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await begun.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            if message.get("body"):
                begun.set()

        await asyncio.wait_for(service.app(scope, receive, send), 5)

    asyncio.run(service_of_one())


def test_the_events_end_when_the_service_is_being_stopped(service: Service) -> None:
    encounter_id = service.recorded()
    service.app.state.keeping.stopping = True

    assert len(told(service.ask("GET", f"/encounters/{encounter_id}/events").text)) == 1


def test_a_draft_is_read_by_its_revision_or_the_latest(service: Service) -> None:
    encounter_id = service.recorded()
    drafted(service, encounter_id)
    service.ask("POST", f"/encounters/{encounter_id}/retry")
    drafted(service, encounter_id, 2)

    latest = service.ask("GET", f"/encounters/{encounter_id}/draft")
    first = service.ask("GET", f"/encounters/{encounter_id}/draft?revision=1")
    absent = service.ask("GET", f"/encounters/{encounter_id}/draft?revision=7")

    assert latest.json()["codes"][0]["code"] == "M54.50"
    assert first.json() == latest.json()
    assert kind(absent) == (404, "unknown-revision")


def test_a_draft_that_is_not_made_yet_says_how_far_its_job_is(service: Service) -> None:
    encounter_id = service.recorded()
    waiting = service.ask("GET", f"/encounters/{encounter_id}/draft")
    failed(service, encounter_id)
    stopped = service.ask("GET", f"/encounters/{encounter_id}/draft?revision=1")

    assert kind(waiting) == kind(stopped) == (409, "draft-not-ready")
    assert "the job is queued, step transcribe" in waiting.json()["detail"]
    assert "the job is failed, step transcribe, engine-failed" in stopped.json()["detail"]


@pytest.mark.parametrize("revision", ["0", "-1", "x", "9" * 30, "%00"])
def test_a_revision_of_no_use_is_refused(service: Service, revision: str) -> None:
    answer = service.ask("GET", f"/encounters/{service.begun()}/draft?revision={revision}")

    assert kind(answer) == (422, "invalid-request")


def test_a_transcript_is_read_as_it_was_told(service: Service) -> None:
    answer = service.ask("GET", f"/encounters/{service.begun(transcript=WORDS)}/transcript")

    assert [one["text"] for one in answer.json()["segments"]] == ["My assessment is low back pain."]


def test_a_transcript_is_read_as_soon_as_it_is_heard(service: Service) -> None:
    encounter_id = service.recorded()
    before = service.ask("GET", f"/encounters/{encounter_id}/transcript")
    engine = AsrComponent(name="stub")
    kept = KeptTranscript(transcript=HEARD, asr=engine).model_dump_json().encode()
    digest = service.store.encounters.get(encounter_id).recording_sha256 or ""
    service.store.values.save(transcript_key(encounter_id, digest, engine), kept, now())

    heard = service.ask("GET", f"/encounters/{encounter_id}/transcript")

    assert kind(before) == (409, "transcript-not-ready")
    assert [one["id"] for one in heard.json()["segments"]] == ["s1", "s2"]


def test_an_expired_transcript_is_gone_and_the_draft_stays(service: Service) -> None:
    encounter_id = service.recorded()
    drafted(service, encounter_id)
    with writing(service.store.engine) as connection:
        row = connection.execute(select(encounters).where(encounters.c.id == encounter_id)).one()
        service.store.values.expire_transcript(connection, row, now())

    gone = service.ask("GET", f"/encounters/{encounter_id}/transcript")
    stays = service.ask("GET", f"/encounters/{encounter_id}/draft").json()

    assert kind(gone) == (410, "transcript-expired")
    assert (stays["transcript"]["segments"], stays["codes"][0]["code"]) == ([], "M54.50")


def test_the_step_of_a_running_job_is_told(service: Service) -> None:
    encounter_id = service.recorded()
    service.store.jobs.at_step(begun(service, encounter_id), "w1", Step.DRAFT)

    assert service.ask("GET", f"/encounters/{encounter_id}").json()["job"]["step"] == "draft"


def waiting_for_a_list(service: Service, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """Blocks its thread until a list was asked for; False where that took too long."""
    page, listed = service.store.encounters.page, Event()
    monkeypatch.setattr(service.store.encounters, "page", lambda *asked: (listed.set(), page(*asked))[1])
    return lambda: listed.wait(5.0)


def test_many_recordings_that_end_at_once_hold_no_other_request_up(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited, wait = [], waiting_for_a_list(service, monkeypatch)
    service.app.state.keeping.before_finalize.append(lambda _: waited.append(wait()))
    ends = [("POST", f"/v1/encounters/{service.begun()}/finalize", {})] * 50

    answers = service.together(*ends, ("GET", "/v1/encounters", {}))

    assert answers[-1].status_code == 200
    assert waited == [True] * 50


def test_many_who_follow_hold_no_other_request_up(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    waited, wait = [], waiting_for_a_list(service, monkeypatch)
    over = Seen(Job(encounter_id="e", attempt=1, state=JobState.DONE, step=Step.DRAFT, queued_at=now()), "", 0)
    monkeypatch.setattr(events, "_look", lambda *_: (waited.append(wait()), over)[1])
    follows = [("GET", f"/v1/encounters/{service.begun()}/events", {})] * 50

    answers = service.together(*follows, ("GET", "/v1/encounters", {}))

    assert answers[-1].status_code == 200
    assert waited == [True] * 50
