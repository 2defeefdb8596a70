"""Live sound over a real WebSocket: what is acknowledged is kept, and cuts lose and double nothing."""

import asyncio
import random
from pathlib import Path

import pytest

from scribe.jobs.kept import KeptTranscript, transcript_key
from scribe.schema.errors import StoreUnavailable
from scribe.schema.request import TranscriptRequest
from scribe.store.recordings import Recordings
from tests.api.live_visit import LIVE, TALK, FakeTranscriber, Service, finals, frames, pcm, serving
from tests.audio.live_world import KnowingEngine, loudness

__all__ = ["loudness"]
pytestmark = pytest.mark.usefixtures("loudness")
SEED = 5


async def sent_until_cut(service: Service, encounter_id: str, sound: bytes, until: int) -> None:
    """Sends from where the server wants it up to about this byte; then the network is gone."""
    async with service.client(encounter_id) as client:
        offset = (await client.told("ready"))["offset"]
        for frame in frames(sound[offset:until], 0.13):
            await client.send(frame)
            await asyncio.sleep(0.0005)
        client.cut()


def test_five_cuts_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    sound = pcm(TALK)
    cuts = sorted(random.Random(SEED).sample(range(1, len(sound)), 5))

    async def visit() -> tuple[bytes, list[str], int, bytes | None]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK))) as service:
            name = service.encounter()
            for cut in cuts:
                await sent_until_cut(service, name, sound, cut)
            async with service.client(name) as client:
                offset = (await client.told("ready"))["offset"]
                for frame in frames(sound[offset:]):
                    await client.send(frame)
                await client.end()
                ended = await client.told("ended")
                assert await client.code() == 1000
            digest = service.store.recordings.sha256(name)
            key = transcript_key(name, digest, FakeTranscriber.component)
            return service.stored(name), finals(client.segments), ended["offset"], service.store.values.load(key)

    stored, texts, offset, kept = asyncio.run(visit())

    assert (stored, offset) == (sound, len(sound))
    assert " ".join(texts) == TALK.text
    assert kept is not None
    transcript = KeptTranscript.model_validate_json(kept).transcript
    assert " ".join(segment.text for segment in transcript.segments) == TALK.text


def test_what_is_acknowledged_is_kept_and_an_odd_number_of_bytes_too(tmp_path: Path) -> None:
    async def visit() -> bytes:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK))) as service:
            name = service.encounter()
            async with service.client(name) as client:
                await client.send(pcm(TALK)[:12_345])
                await client.acked(12_345)
                return service.stored(name)

    assert asyncio.run(visit()) == pcm(TALK)[:12_345]


def test_a_second_connection_takes_the_visit_over(tmp_path: Path) -> None:
    async def visit() -> tuple[int | None, int, bytes]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK))) as service:
            name = service.encounter()
            async with service.client(name) as first:
                await first.told("ready")
                await first.send(pcm(TALK)[:50_000])
                await first.acked(50_000)
                async with service.client(name) as second:
                    offset = (await second.told("ready"))["offset"]
                    await second.send(pcm(TALK)[50_000:60_000])
                    await second.acked(60_000)
                    return await first.code(), offset, service.stored(name)

    assert asyncio.run(visit()) == (4409, 50_000, pcm(TALK)[:60_000])


def test_a_new_process_goes_on_with_the_stored_sound_and_hears_all_of_it(tmp_path: Path) -> None:
    sound = pcm(TALK)

    async def visit() -> tuple[bytes, list[str]]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK))) as service:
            name = service.encounter()
            async with service.client(name) as client:
                await client.send(sound[:200_001])
                await client.acked(200_001)
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK))) as service:
            async with service.client(name) as client:
                assert (await client.told("ready"))["offset"] == 200_001
                for frame in frames(sound[200_001:]):
                    await client.send(frame)
                await client.end()
                await client.told("ended")
            return service.stored(name), finals(client.segments)

    stored, texts = asyncio.run(visit())

    assert stored == sound
    assert " ".join(texts) == TALK.text


def test_a_store_that_is_away_for_a_while_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound, commit, away = pcm(TALK)[:300_000], Recordings.commit, [True] * 5

    def failing(self: Recordings, *given: object) -> int:
        if away and away.pop():
            raise StoreUnavailable("The database does not answer.", "Try again.")
        return commit(self, *given)

    monkeypatch.setattr(Recordings, "commit", failing)

    async def visit() -> tuple[bytes, list[str]]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK))) as service:
            name = service.encounter()
            async with service.client(name) as client:
                for frame in frames(sound):
                    await client.send(frame)
                await client.acked(len(sound))
                return service.stored(name), [error["code"] for error in client.of("error")]

    assert asyncio.run(visit()) == (sound, ["store-unavailable"])


def test_a_commit_whose_answer_is_lost_doubles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound, commit, lost = pcm(TALK)[:300_000], Recordings.commit, [True] * 3

    def losing(self: Recordings, *given: object) -> int:
        kept = commit(self, *given)
        if lost and lost.pop():
            raise StoreUnavailable("The database does not answer.", "Try again.")
        return kept

    monkeypatch.setattr(Recordings, "commit", losing)

    async def visit() -> tuple[bytes, list[str]]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK))) as service:
            name = service.encounter()
            async with service.client(name) as client:
                for frame in frames(sound):
                    await client.send(frame)
                await client.acked(len(sound))
                return service.stored(name), [error["code"] for error in client.of("error")]

    assert asyncio.run(visit()) == (sound, ["store-unavailable"])


def test_sound_that_came_by_another_way_is_not_written_over(tmp_path: Path) -> None:
    sound = pcm(TALK)

    async def visit() -> tuple[int | None, int, bytes]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK))) as service:
            name = service.encounter()
            async with service.client(name) as client:
                await client.send(sound[:20_000])
                await client.acked(20_000)
                recordings = service.store.recordings
                recordings.commit(name, [recordings.keep(name, 20_000, sound[20_000:30_000])])
                await client.send(sound[20_000:40_000])
                code = await client.code()
            async with service.client(name) as client:
                offset = (await client.told("ready"))["offset"]
                await client.send(sound[offset:40_000])
                await client.acked(40_000)
            return code, offset, service.stored(name)

    assert asyncio.run(visit()) == (1012, 30_000, sound[:40_000])


def test_a_recording_that_reaches_its_bound_live_takes_no_more(tmp_path: Path) -> None:
    sound = pcm(TALK)

    async def visit() -> tuple[str, int | None, bytes]:
        async with serving(tmp_path, FakeTranscriber(KnowingEngine(TALK)), most_bytes=64_000) as service:
            name = service.encounter()
            async with service.client(name) as client:
                await client.send(sound[:64_000])
                await client.acked(64_000)
                await client.send(sound[64_000:64_002])
                return (await client.told("error"))["code"], await client.code(), service.stored(name)

    assert asyncio.run(visit()) == ("recording-too-large", 4413, sound[:64_000])


def test_an_encounter_whose_words_were_told_takes_no_live_sound(tmp_path: Path) -> None:
    told = LIVE.model_copy(update={"transcript": TranscriptRequest(segments=())})

    async def visit() -> tuple[str, int | None]:
        engine = FakeTranscriber(KnowingEngine(TALK))
        async with serving(tmp_path, engine) as service, service.client(service.encounter(told)) as client:
            return (await client.told("error"))["code"], await client.code()

    assert asyncio.run(visit()) == ("encounter-conflict", 4400)
