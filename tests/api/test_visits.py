"""A note that is drafted later is a job, and what was received is kept sealed where a step fails."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from scribe.api.drafting import Drafting
from scribe.jobs.kept import KeptTranscript, transcript_key
from scribe.schema.errors import EngineFailed
from scribe.schema.result import AsrComponent
from scribe.schema.transcript import Transcript
from tests.api.conftest import CONSENT, DAY, WORDS, Service
from tests.build import transcript

LATER = {"Prefer": "respond-async"}
SOUND = b"Planted sound of a visit"
RECORDING = {"recording": ("v.wav", SOUND, "audio/wav"), "encounter": (None, json.dumps(DAY))}
CONSENTED = RECORDING | {"consent": (None, json.dumps(CONSENT))}
HEARD = transcript("P: Planted words, low back pain.")


class Engine:
    component = AsrComponent(name="stub")

    def __init__(self) -> None:
        self.given: list[bytes] = []

    def transcribe(self, path: Path) -> Transcript:
        self.given.append(path.read_bytes())
        return HEARD


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    stub = Engine()
    monkeypatch.setattr(Drafting, "transcriber", stub)
    return stub


@pytest.fixture
def _drafting_fails(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    def fail(*_: object) -> None:
        raise ValueError("Planted")

    monkeypatch.setattr("scribe.api.drafting.draft", fail)


def files_below(folder: Path) -> Iterator[bytes]:
    return (one.read_bytes() for one in folder.rglob("*") if one.is_file())


def test_a_transcript_to_be_drafted_later_is_an_encounter_with_a_job(service: Service) -> None:
    answer = service.ask("POST", "/notes", json={"encounter": DAY, "transcript": WORDS}, headers=LATER)

    shown = service.ask("GET", answer.headers["location"].removeprefix("/v1")).json()
    assert (answer.status_code, answer.headers["preference-applied"]) == (202, "respond-async")
    assert (shown["job"]["state"], shown["job"]["step"]) == ("queued", "extract")
    assert shown == answer.json()


def test_a_recording_to_be_drafted_later_is_kept_with_its_consent(service: Service) -> None:
    answer = service.ask("POST", "/notes", files=CONSENTED, headers={"Prefer": "wait=1, Respond-Async; x=1"})

    assert (answer.status_code, answer.json()["job"]["step"]) == (202, "transcribe")
    assert b"".join(service.store.recordings.stream(answer.json()["id"])) == SOUND


def test_a_recording_to_be_drafted_later_without_consent_is_not_kept(service: Service) -> None:
    answer = service.ask("POST", "/notes", files=RECORDING, headers=LATER)

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:scribe:problem:consent-missing")
    assert service.ask("GET", "/encounters").json()["encounters"] == []


def test_a_recording_sent_again_with_its_key_is_one_encounter(service: Service) -> None:
    headers = LATER | {"Idempotency-Key": "one"}

    first, again = (service.ask("POST", "/notes", files=CONSENTED, headers=headers) for _ in range(2))
    other = CONSENTED | {"recording": ("v.wav", b"other", "audio/wav")}
    refused = service.ask("POST", "/notes", files=other, headers=headers)

    assert first.json() == again.json()
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:scribe:problem:idempotency-key-reused")


def test_a_recording_over_the_bound_is_no_encounter(make_service) -> None:
    large = CONSENTED | {"recording": ("v.wav", b" " * (2**20 + 1), "audio/wav")}
    service = make_service(max_recording_mb=1)

    answer = service.ask("POST", "/notes", files=large, headers=LATER)

    assert (answer.status_code, answer.json()["type"]) == (413, "urn:scribe:problem:recording-too-large")
    assert service.ask("GET", "/encounters").json()["encounters"] == []


@pytest.mark.parametrize("consent", ["Planted", "{}", '{"given_by": "Planted"}', "\x00"])
def test_a_consent_of_another_form_is_refused_without_a_word_of_it(service: Service, consent: str) -> None:
    answer = service.ask("POST", "/notes", files=RECORDING | {"consent": (None, consent)}, headers=LATER)

    assert answer.status_code == 422
    assert "Planted" not in answer.text


@pytest.mark.parametrize("times", [1, 2**17])
def test_a_recording_is_heard_whole_from_a_file_without_a_name(
    service: Service, engine: Engine, times: int
) -> None:
    sent = RECORDING | {"recording": ("v.wav", SOUND * times, "audio/wav")}

    answer = service.ask("POST", "/notes", files=sent)

    assert (answer.status_code, engine.given) == (200, [SOUND * times])


@pytest.mark.usefixtures("_drafting_fails")
def test_after_a_failed_step_the_sound_and_its_transcript_are_kept_with_consent(service: Service) -> None:
    answer = service.ask("POST", "/notes", files=CONSENTED)

    kept = answer.json()["encounter"]
    shown = service.ask("GET", f"/encounters/{kept}").json()
    words = service.ask("GET", f"/encounters/{kept}/transcript").json()
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:scribe:problem:unexpected")
    assert (shown["state"], shown["bytes_received"]) == ("open", len(SOUND))
    assert words["segments"][0]["text"] == "Planted words, low back pain."


@pytest.mark.usefixtures("_drafting_fails")
@pytest.mark.parametrize("files", [CONSENTED, RECORDING], ids=["sound", "words"])
def test_what_is_set_aside_is_told_of(service: Service, files: dict[str, object]) -> None:
    kept = service.ask("POST", "/notes", files=files).json()["encounter"]

    told = service.store.audit.page("local", kept)

    assert [(one.action, one.subject) for one in told] == [("encounter.aside", "local")]


@pytest.mark.usefixtures("_drafting_fails")
def test_a_kept_transcript_is_found_by_the_job_that_is_begun_by_hand(service: Service) -> None:
    kept = service.ask("POST", "/notes", files=CONSENTED).json()["encounter"]

    sha256 = service.ask("POST", f"/encounters/{kept}/finalize").json()["recording_sha256"]

    found = service.store.values.load(transcript_key(kept, sha256, Engine.component))
    assert found is not None
    assert KeptTranscript.model_validate_json(found).transcript == HEARD


@pytest.mark.usefixtures("_drafting_fails")
def test_after_a_failed_step_the_transcript_alone_is_kept_without_consent(service: Service) -> None:
    kept = service.ask("POST", "/notes", files=RECORDING).json()["encounter"]

    shown = service.ask("GET", f"/encounters/{kept}").json()
    assert (shown["bytes_received"], shown["consent"]) == (0, None)
    assert shown["told"]["transcript"]["segments"][0]["text"] == "Planted words, low back pain."


def test_nothing_is_kept_of_what_was_neither_heard_nor_consented_to(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def transcribe(self, path: Path) -> Transcript:
            raise EngineFailed("The engine failed.", "Try again.")

    monkeypatch.setattr(Drafting, "transcriber", Broken())
    answer = service.ask("POST", "/notes", files=RECORDING)

    assert (answer.status_code, "encounter" in answer.json()) == (503, False)
    assert service.ask("GET", "/encounters").json()["encounters"] == []


@pytest.mark.usefixtures("_drafting_fails")
def test_what_is_kept_after_a_failed_step_lies_nowhere_in_the_clear(
    service: Service, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = service.ask("POST", "/notes", files=CONSENTED)

    said = "".join(capfd.readouterr())
    written = list(files_below(tmp_path))
    assert (len(written) > 2, [one for one in written if b"Planted" in one]) == (True, [])
    assert "Planted" not in said + answer.text


def test_a_failure_to_keep_hides_not_the_first_failure(
    service: Service, monkeypatch: pytest.MonkeyPatch, engine: Engine, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise EngineFailed("It failed.", "Try again.")

    monkeypatch.setattr("scribe.api.drafting.draft", fail)
    monkeypatch.setattr("scribe.api.visits.set_aside", lambda *_: io.BytesIO().fileno())
    answer = service.ask("POST", "/notes", files=CONSENTED)

    assert (answer.status_code, answer.json()["type"]) == (503, "urn:scribe:problem:engine-failed")
    assert "what was received could not be kept code=unexpected" in capfd.readouterr().err
