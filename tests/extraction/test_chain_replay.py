"""The recorded replies of a real model: still what we would ask for, and read over real HTTP as when recorded."""

import pytest

import prompts
from eval import own_encounters
from eval.own_encounters import FOLDER
from eval.recorded_replies import RECORDINGS, REPLIES, RecordedReplies, load, sha256_of, staleness
from eval.replay_server import replay
from scribe.extraction.chain import Chain, ChainReading
from scribe.llm import build_chat_model
from scribe.schema.errors import ModelRejectedRequest
from scribe.schema.transcript import Transcript

SAMPLES = sorted(path.stem for path in REPLIES.glob("*.json"))


def read(sample: str, transcript: Transcript) -> tuple[ChainReading, bool]:
    with replay(sample) as server:
        model = build_chat_model(server.recorded_model, server.base_url, structured=server.structured, tries=1)
        prompt = prompts.load(load(sample).prompt_name, load(sample).prompt_version)
        return Chain(model, prompt).read(transcript), server.transcript_differs


def test_the_bundled_visit_has_a_recording() -> None:
    assert "low-back-pain" in SAMPLES


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_recording_is_stale(sample: str) -> None:
    assert staleness(load(sample)) == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_recording_is_an_orphan(sample: str) -> None:
    assert (RECORDINGS / f"{sample}.opus").exists() or (FOLDER / f"{sample}.json").exists()


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if (FOLDER / f"{sample}.json").exists()])
def test_what_was_recorded_of_an_encounter_is_what_it_says_now(sample: str) -> None:
    now = own_encounters.load(FOLDER / f"{sample}.json").transcript

    assert [s.text for s in load(sample).transcript.segments] == [s.text for s in now.segments]


def test_eight_encounters_and_the_bundled_visit_are_recorded() -> None:
    assert len(SAMPLES) >= 9


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_kept_quote_stands_in_the_transcript(sample: str) -> None:
    transcript = load(sample).transcript
    texts = {segment.id: segment.text for segment in transcript.segments}

    reading, differs = read(sample, transcript)

    assert not differs
    assert reading.failures == ()
    assert reading.documentation.facts
    for fact in reading.documentation.facts:
        for evidence in fact.evidence:
            assert texts[evidence.segment_id][evidence.start_char : evidence.end_char] == evidence.quote


def test_a_transcript_that_differs_by_a_word_is_answered_and_said_to_differ() -> None:
    transcript = load("low-back-pain").transcript
    first = transcript.segments[0]
    changed = first.model_copy(update={"text": f"{first.text} Hm."})
    other = transcript.model_copy(update={"segments": (changed, *transcript.segments[1:])})

    reading, differs = read("low-back-pain", other)

    assert differs
    assert reading.documentation.facts


def test_another_prompt_is_not_answered_by_an_old_recording() -> None:
    old = prompts.load("extract", "v1")
    newer = prompts.parse("extract", "v2", old.text.replace("Rules", "Principles").encode())
    with replay("low-back-pain") as server:
        model = build_chat_model("m", server.base_url, structured=server.structured, tries=1)
        reading = Chain(model, newer).read(load("low-back-pain").transcript)

    assert {type(failure) for failure in reading.failures} == {ModelRejectedRequest}


def test_a_changed_prompt_makes_a_recording_stale() -> None:
    recorded = load("low-back-pain")
    changed: RecordedReplies = recorded.model_copy(update={"prompt_sha256": sha256_of("another")})

    assert staleness(changed) == ["prompt extract/v1"]


def test_a_changed_schema_makes_a_recording_stale() -> None:
    recorded = load("low-back-pain")
    calls = (recorded.calls[0].model_copy(update={"schema_sha256": sha256_of("another")}), *recorded.calls[1:])

    assert staleness(recorded.model_copy(update={"calls": calls})) != []
