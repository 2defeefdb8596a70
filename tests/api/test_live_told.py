"""What a live client is told: segments, the checklist, failures and refusals."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from audio.live import LiveTranscriber
from scribe.api.live_pace import MOST_FRAME_BYTES, Pace
from scribe.clock import now
from scribe.schema.checklist import HeardAs
from scribe.schema.errors import EngineUnavailable
from scribe.schema.stored import NewEncounter
from scribe.schema.terms import FactKind
from scribe.store.recordings import Recordings
from tests.api.live_visit import CONSENT, LIVE, TALK, FakeTranscriber, finals, frames, pcm, serving, telling
from tests.audio.live_world import KnowingEngine, Visit, loudness

__all__ = ["loudness"]
pytestmark = pytest.mark.usefixtures("loudness")
TOLD = telling(
    Visit((1.0, 12.1), (15.0, 24.1), seconds=30.0),
    (1.0, "I have had low back pain for three weeks."),
    (15.0, "It is chronic low back pain on the left side."),
)


def test_an_item_ticks_within_three_seconds_of_the_final_words_that_settle_it(tmp_path: Path) -> None:
    """By the clock of the service as it is, not a quicker one."""

    async def visit() -> tuple[list[dict[str, str]], float]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TOLD)), Pace()) as service:
            async with service.client(service.encounter()) as client:
                states = []
                for part in (pcm(TOLD)[: 32_000 * 15], pcm(TOLD)[32_000 * 15 :]):
                    await client.told("checklist", count=len(states) + 1)
                    states.append(client.states)
                    for frame in frames(part, 1.0):
                        await client.send(frame)
                await client.told("checklist", count=3)
                states.append(client.states)
                said = list(zip(client.said, client.times, strict=True))
            (told,) = (
                at for message, at in said if message.get("state") == "final" and "chronic" in message["text"]
            )
            (ticked,) = [at for message, at in said if message["type"] == "checklist"][2:]
            return states, ticked - told

    (begin, middle, last), latency = asyncio.run(visit())

    assert begin["region"] == begin["chronicity"] == "not heard yet"
    assert (middle["region"], middle["chronicity"]) == ("heard", "heard as a duration only")
    assert (last["laterality"], last["chronicity"]) == ("heard", "heard")
    assert latency < 3.0


def test_every_string_of_a_checklist_message_is_a_kind_or_a_state(tmp_path: Path) -> None:
    async def visit() -> list[dict[str, Any]]:
        service_of = serving(tmp_path, FakeTranscriber(KnowingEngine(TOLD)))
        async with service_of as service, service.client(service.encounter()) as client:
            for frame in frames(pcm(TOLD)[: 32_000 * 15], 1.0):
                await client.send(frame)
            await client.told("checklist", count=2)
            return client.of("checklist")

    messages = asyncio.run(visit())
    items = [one for message in messages for one in message["items"]]

    assert {name for message in messages for name in message} == {"type", "items", "heard_until"}
    assert {type(message["heard_until"]) for message in messages} == {float}
    assert {name for one in items for name in one} == {"kind", "state"}
    assert {text for one in items for text in one.values()} <= {*FactKind, *HeardAs}


def test_a_client_that_connects_again_is_told_all_that_is_shown(tmp_path: Path) -> None:
    async def visit() -> tuple[dict[str, Any], dict[str, Any], dict[str, str], dict[str, str]]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TOLD))) as service:
            name = service.encounter()
            async with service.client(name) as first:
                for frame in frames(pcm(TOLD)[: 32_000 * 22]):
                    await first.send(frame)
                await first.told("checklist", count=2)
                await first.acked(32_000 * 22)
                first.cut()
            async with service.client(name) as second:
                await second.told("checklist")
                return first.segments, second.segments, first.states, second.states

    before, after, states_before, states_after = asyncio.run(visit())

    assert states_before == states_after
    assert before == {name: {"type": "segment", **one} for name, one in after.items() if name in before}
    assert set(next(iter(after.values()))) == {"id", "state", "start", "end", "text", "speaker_role"}


class NoEngine(FakeTranscriber):
    """There is speech, and nothing to hear it with."""

    def live(self) -> LiveTranscriber:
        def engine() -> KnowingEngine:
            raise EngineUnavailable("There is no speech model.", "Install one.")

        return LiveTranscriber(engine, "en")


def test_without_an_engine_the_sound_is_kept_and_the_client_is_told_once(tmp_path: Path) -> None:
    async def visit() -> tuple[bytes, list[str], int]:
        async with serving(tmp_path, NoEngine(KnowingEngine(TALK))) as service:
            name = service.encounter()
            async with service.client(name) as client:
                for frame in frames(pcm(TALK), 1.0):
                    await client.send(frame)
                await client.end()
                ended = await client.told("ended")
            return service.stored(name), [one["code"] for one in client.of("error")], ended["offset"]

    assert asyncio.run(visit()) == (pcm(TALK), ["engine-unavailable"], len(pcm(TALK)))


def test_an_engine_that_fails_at_a_stretch_leaves_the_transcript_to_the_job(tmp_path: Path) -> None:
    engine = KnowingEngine(TALK, fails=lambda place: place.start < 20.0)

    async def visit() -> tuple[bytes, list[str], object]:
        async with serving(tmp_path, FakeTranscriber(engine)) as service:
            name = service.encounter()
            async with service.client(name) as client:
                for frame in frames(pcm(TALK), 1.0):
                    await client.send(frame)
                await client.end()
                await client.told("ended")
            return (
                service.stored(name),
                [one["code"] for one in client.of("error")],
                service.store.values.transcript(name),
            )

    assert asyncio.run(visit()) == (pcm(TALK), ["engine-failed"], None)


def test_finalizing_a_running_visit_stores_and_hears_what_is_left(tmp_path: Path) -> None:
    async def visit() -> tuple[list[str], int | None, object]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK))) as service:
            name = service.encounter()
            async with service.client(name) as client:
                for frame in frames(pcm(TALK), 1.0):
                    await client.send(frame)
                await client.acked(len(pcm(TALK)))
                await service.live.before_finalize(name)
                code = await client.code()
            return finals(client.segments), code, service.store.values.transcript(name)

    texts, code, kept = asyncio.run(visit())

    assert (" ".join(texts), code) == (TALK.text, 1000)
    assert kept is not None


@pytest.mark.parametrize(
    ("new", "error", "code"),
    [
        (NewEncounter(consent=CONSENT), "wrong-audio-format", 4415),
        (LIVE.model_copy(update={"consent": None}), "consent-missing", 4403),
    ],
    ids=["of a file", "without consent"],
)
def test_an_encounter_that_takes_no_live_sound_is_refused(
    tmp_path: Path, new: NewEncounter, error: str, code: int
) -> None:
    async def visit() -> tuple[str, int | None]:
        service_of = serving(tmp_path, FakeTranscriber(KnowingEngine(TALK)))
        async with service_of as service, service.client(service.encounter(new)) as client:
            return (await client.told("error"))["code"], await client.code()

    assert asyncio.run(visit()) == (error, code)


def test_an_unknown_and_a_finalized_encounter_are_refused(tmp_path: Path) -> None:
    async def visit() -> list[int | None]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK))) as service:
            name = service.encounter()
            async with service.client(name) as client:
                await client.send(pcm(TALK)[:32_000])
                await client.acked(32_000)
                await service.live.before_finalize(name)
            service.store.encounters.finalize(name, now())
            async with service.client(name) as late, service.client("nobody") as lost:
                return [await late.code(), await lost.code()]

    assert asyncio.run(visit()) == [4410, 4404]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("no json", 1007),
        ("[" * 5000, 1009),
        ('{"type":"begin"}', 1007),
        (bytes(MOST_FRAME_BYTES + 1), 1009),
    ],
    ids=["no JSON", "a long text", "of another type", "too much sound"],
)
def test_a_message_that_is_none_of_the_protocol_ends_the_connection(
    tmp_path: Path, message: str | bytes, code: int
) -> None:
    async def visit() -> tuple[int | None, int]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK))) as service:
            name = service.encounter()
            async with service.client(name) as client:
                await client.connection.send(message)
                return await client.code(), service.store.recordings.received(name)

    assert asyncio.run(visit()) == (code, 0)


def test_a_client_faster_than_the_store_is_slowed_and_fills_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    keep = Recordings.keep

    def slow(self: Recordings, encounter_id: str, start: int, plain: bytes) -> object:
        sizes.append(len(plain))
        return keep(self, encounter_id, start, plain)

    monkeypatch.setattr(Recordings, "keep", slow)
    sound = pcm(TALK) * 4

    async def visit() -> bytes:
        async with serving(tmp_path, NoEngine(KnowingEngine(TALK))) as service:
            name = service.encounter()
            async with service.client(name) as client:
                for frame in frames(sound, 8.0):
                    await client.send(frame)
                await client.acked(len(sound))
                return service.stored(name)

    assert asyncio.run(visit()) == sound
    assert max(sizes) <= 2 * MOST_FRAME_BYTES


def test_a_visit_without_a_client_is_let_go_after_a_while(tmp_path: Path) -> None:
    async def visit() -> tuple[int, int]:
        pace = Pace(durable_every=0.02, resume_for=0.1)
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK)), pace) as service:
            name = service.encounter()
            async with service.client(name) as client:
                await client.send(pcm(TALK)[:32_000])
                await client.acked(32_000)
                client.cut()
            during = service.live.running
            await asyncio.sleep(0.5)
            return during, service.live.running

    assert asyncio.run(visit()) == (1, 0)


def test_a_stopping_service_stores_what_waits_and_tells_clients_to_connect_again(tmp_path: Path) -> None:
    async def visit() -> tuple[int | None, bytes]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK)), Pace(durable_every=60.0)) as service:
            name = service.encounter()
            async with service.client(name) as client:
                await client.send(pcm(TALK)[:9_000])
                await asyncio.sleep(0.2)
                await service.live.close()
                return await client.code(), service.stored(name)

    assert asyncio.run(visit()) == (1012, pcm(TALK)[:9_000])


def test_one_whose_connection_was_cut_after_the_end_is_told_of_it_when_it_asks_again(tmp_path: Path) -> None:
    async def visit() -> tuple[int, int]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK))) as service:
            name = service.encounter()
            async with service.client(name) as first:
                await first.send(pcm(TALK)[:200_000])
                await first.acked(200_000)
                await first.end()
                first.cut()
            async with service.client(name) as second:
                ready = await second.told("ready")
                await second.end()
                return ready["offset"], (await second.told("ended"))["offset"]

    assert asyncio.run(visit()) == (200_000, 200_000)


def test_a_recording_that_goes_on_after_its_end_is_taken_and_heard_as_one(tmp_path: Path) -> None:
    async def visit() -> tuple[int | None, bytes, list[str]]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK))) as service:
            name = service.encounter()
            async with service.client(name) as client:
                await client.send(pcm(TALK)[:200_000])
                await client.end()
                await client.told("ended")
            async with service.client(name) as client:
                await client.told("ready")
                await client.send(pcm(TALK)[200_000:400_000])
                code = await client.code()
            async with service.client(name) as client:
                offset = (await client.told("ready"))["offset"]
                for frame in frames(pcm(TALK)[offset:], 1.0):
                    await client.send(frame)
                await client.end()
                await client.told("ended")
            return code, service.stored(name), finals(client.segments)

    code, stored, texts = asyncio.run(visit())

    assert (code, stored) == (1012, pcm(TALK))
    assert " ".join(texts) == TALK.text


def test_who_ended_a_recording_over_a_live_connection_is_told(tmp_path: Path) -> None:
    async def visit() -> list[tuple[str, str]]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK))) as service:
            name = service.encounter()
            async with service.client(name) as client:
                await client.send(pcm(TALK)[:32_000])
                await client.end()
                await client.told("ended")
            return [(one.action, one.subject) for one in service.store.audit.page("local", name)]

    assert asyncio.run(visit()) == [("visit.end", "local")]


def test_a_visit_whose_encounter_is_deleted_ends_at_once(tmp_path: Path) -> None:
    async def visit() -> tuple[int | None, int]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK))) as service:
            name = service.encounter()
            async with service.client(name) as client:
                await client.send(pcm(TALK)[:32_000])
                await client.acked(32_000)
                service.store.encounters.delete(name, now(), "requested")
                await service.live.forget(name)
                return await client.code(), service.live.running

    assert asyncio.run(visit()) == (4404, 0)
