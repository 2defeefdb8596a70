"""A patient planted in all that a client can say is found nowhere in the clear, with the processes as they run."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import pytest

from eval.scripted_server import Handler, ScriptedServer, completion, running
from eval.service import database
from eval.service.client import Client
from eval.service.processes import Installation, all_stopped
from tests.planted import PHRASE, STREET, SURNAME, dump, every_file, found_in
from tests.service.planted_ways import Ways

_WITHIN_S = 30.0


@dataclass(frozen=True)
class Aftermath:
    """What is left of visits of the planted patient. ``places``: all in which nobody may find the patient."""

    places: dict[str, bytes]
    asked: str
    """All that the model server was asked."""
    draft: str


@pytest.fixture(scope="module", params=["sqlite-json", "postgresql-text"])
def aftermath(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aftermath]:
    """Visits of the planted patient by all ways in; then the worker is killed and the API stopped."""
    kind, form = request.param.split("-")
    folder = tmp_path_factory.mktemp("planted")
    settings = {"SCRIBE_LOG_FORMAT": form, "SCRIBE_LOG_LEVEL": "debug", "SCRIBE_MODEL": "echo"}
    settings |= {"TMPDIR": str(folder / "tmp"), "SCRIBE_ASR_MODEL": str(folder / "no-such-model")}
    (folder / "tmp").mkdir()
    with _address(kind) as address, running(ScriptedServer(echoes_as_refusal)) as model:
        settings["OPENAI_BASE_URL"] = model.base_url
        installation = Installation(folder / "data", address, settings)
        ways, draft = _visited(installation, model)
        rows = dump(address) if address else b""
        places = {**ways.heard, **every_file(folder), "rows": rows}
        yield Aftermath(
            places, json.dumps(model.requests, ensure_ascii=False), json.dumps(draft, ensure_ascii=False)
        )


@contextmanager
def _address(kind: str) -> Iterator[str | None]:
    if kind == "sqlite":
        yield None
        return
    if not database.is_there():
        pytest.skip("no PostgreSQL on loopback")
    with database.own_database() as address:
        yield address


def _visited(installation: Installation, model: ScriptedServer) -> tuple[Ways, object]:
    """All ways, and the draft that the reader made where the model failed."""
    api, worker = installation.api(), installation.worker(0.1)
    with all_stopped(api, worker):
        installation.wait_ready()
        address, key = installation.base_url, installation.key
        with closing(Ways(installation)) as ways, Client(address, key) as client:
            told, recorded = ways.told(), ways.recorded()
            drafted, aside = ways.noted(), ways.kept_aside()
            ways.refused()
            ways.spoken()
            ways.scrambled()
            client.wait(told, _WITHIN_S)
            model.behave = echoes_as_reply
            ways.ask("POST", f"/v1/encounters/{told}/retry")
            client.wait(told, _WITHIN_S, attempt=2)
            for encounter_id in (told, recorded, drafted, aside):
                client.wait(encounter_id, _WITHIN_S)
                ways.looked_at(encounter_id)
            draft = client.draft(drafted)
            ways.worked_on(drafted)
            note = ways.ask("GET", f"/v1/encounters/{drafted}/note").json()
            ways.ask("DELETE", f"/v1/encounters/{recorded}")
            worker.kill()
            ways.heard |= {f"while it runs: {name}": one for name, one in every_file(installation.data_dir).items()}
        assert api.stop() == 0
    return ways, {"draft": draft, "note": note}


def echoes_as_refusal(handler: Handler) -> None:
    """An error whose body is what was asked, as servers do that tell what they did not like."""
    handler.answer(400, json.dumps({"error": {"message": handler.request_body}}, ensure_ascii=False).encode())


def echoes_as_reply(handler: Handler) -> None:
    """An answer that is what was asked."""
    handler.answer(200, completion(json.dumps(handler.request_body, ensure_ascii=False)))


def test_the_patient_went_all_the_way_through(aftermath: Aftermath) -> None:
    assert all(mark in aftermath.asked for mark in (SURNAME, STREET, PHRASE))
    assert all(mark in aftermath.draft for mark in (SURNAME, STREET, PHRASE))


def test_the_patient_stands_in_the_note_that_was_worked_on(aftermath: Aftermath) -> None:
    note = json.loads(aftermath.draft)["note"]

    sections = {section["title"]: section["statements"] for section in note["result"]["note"]["sections"]}
    assert note["status"] == "amended"
    assert all(PHRASE in sections[title][-1]["text"] for title in ("Plan", "Amendments"))


@pytest.mark.parametrize(
    "trace", [b"/healthz", b"kept after a failed step", b"model-rejected-request", b"model-reply-invalid"]
)
def test_what_happened_on_the_way_left_its_trace(aftermath: Aftermath, trace: bytes) -> None:
    assert trace in b"".join(aftermath.places.values())


def test_the_patient_is_found_in_no_log_metric_error_row_file_or_object(aftermath: Aftermath) -> None:
    assert found_in(aftermath.places) == {}
