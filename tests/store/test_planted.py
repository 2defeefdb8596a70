"""A planted patient is found nowhere in the clear: in no file of the data folder and in no row of the database."""

import base64
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from sqlalchemy import text

from scribe.extraction.reader import Reader
from scribe.jobs.kept import KeptReading, KeptTranscript, reading_key, transcript_key
from scribe.notes.differences import differences
from scribe.notes.editing import edited
from scribe.notes.findings import finding_id
from scribe.notes.fold import fold
from scribe.notes.second_pass import Working
from scribe.notes.signing import STATEMENT
from scribe.pipeline.run import Parts, draft, read
from scribe.schema.consent import Consent, ConsentMethod
from scribe.schema.errors import ChecksumMismatch
from scribe.schema.job import Failure
from scribe.schema.note_entry import Amendment, Attestation, Edited, EditOp, Override, StatementEdit
from scribe.schema.request import EncounterRequest, SegmentRequest, TranscriptRequest
from scribe.schema.result import AsrComponent
from scribe.schema.stored import NewEncounter
from scribe.store.retention import Ages, purge
from scribe.store.store import Places, Store, open_store
from tests.build import encounter, transcript
from tests.planted import NAME, NUMBER, PHRASE, STREET, dump, every_file, found, found_in
from tests.store.conftest import LATER, NOW, append
from tests.store.noted import WHO

SOUND = f"RIFF{NAME} {NUMBER} {PHRASE}".encode() * 40

SPOKEN = transcript(
    f"P: I am {NAME}, my number is {NUMBER}.",
    f"P: My low back hurts, an {PHRASE}, since Tuesday.",
    "C: My assessment is low back pain.",
)
TOLD = NewEncounter(
    encounter=EncounterRequest(id=f"{NAME}/{NUMBER}", encounter_type=PHRASE, age_years=61),
    proposed_codes=("M54.50",),
    consent=Consent(
        given_by=NAME,
        obtained_by="Dr. Sample",
        obtained_at=datetime(2026, 11, 20, 8, tzinfo=UTC),
        method=ConsentMethod.WRITTEN,
        wording=f"I, {NAME}, agree that my {PHRASE} is recorded.",
    ),
)
HEARD_ELSEWHERE = TOLD.model_copy(
    update={"transcript": TranscriptRequest(segments=(SegmentRequest(text=f"{NAME} {NUMBER} {PHRASE}"),))}
)


def visit(store: Store) -> str:
    """Everything that is kept of a visit of the planted patient; gives its id."""
    stored, _ = store.encounters.create(TOLD, NOW, idempotency_key=f"visit of {NAME}")
    append(store, stored.id, SOUND, SOUND)
    store.recordings.keep(stored.id, 2 * len(SOUND), SOUND)  # a chunk broken off
    with pytest.raises(ChecksumMismatch):
        store.encounters.finalize(stored.id, LATER, "0" * 64)
    ended, _ = store.encounters.finalize(stored.id, LATER)
    asr = AsrComponent(name="whisper", version="base")
    reader = Parts(reader=Reader())
    told = encounter(id=stored.id)
    reading = read(told, SPOKEN, reader)
    heard_key = transcript_key(stored.id, ended.recording_sha256 or "", asr)
    read_key = reading_key(told, SPOKEN, reading.extractor, "")
    kept = KeptReading(documentation=reading.documentation, extractor=reading.extractor)
    store.values.save(heard_key, KeptTranscript(transcript=SPOKEN, asr=asr).model_dump_json().encode(), LATER)
    store.values.save(read_key, kept.model_dump_json().encode(), LATER)
    store.values.save_draft(stored.id, 1, draft(told, SPOKEN, (), reader, asr), LATER)
    _end_job(store, stored.id)
    worked_on(store, stored.id)
    return stored.id


def worked_on(store: Store, encounter_id: str) -> None:
    """All that a clinician can write into the history of a note, with the planted patient in each part of it."""
    said = f"{NAME} of {STREET}, {NUMBER}: {PHRASE}"
    state = fold(store.notes.history(encounter_id, "local"))
    edits = (StatementEdit(op=EditOp.ADD, section=said, text=said),)
    result = edited(Working(state.result, SPOKEN), edits, 2)
    told = differences(state.result.note.sections, result.note.sections)
    edit = Edited(edits=edits, differences=told, result_json=result.model_dump_json())
    finding = result.findings[0]
    override = Override(finding=finding_id(finding), rule=finding.rule, reason=said)
    signature = Attestation(
        statement=STATEMENT,
        by=WHO.subject,
        role=said,
        at=LATER,
        result_sha256=hashlib.sha256(edit.result_json.encode()).hexdigest(),
    )
    amendment = Amendment(text=said, reason=said)
    for revision, payload in enumerate((edit, override, signature, amendment), start=1):
        store.notes.append(encounter_id, WHO, revision, payload, LATER)


def _end_job(store: Store, encounter_id: str) -> None:
    ticket = store.jobs.ticket(encounter_id)
    assert ticket is not None
    job = store.jobs.begin(ticket, "w1", LATER)
    assert job is not None
    failure = Failure(code="engine-failed", detail="The speech engine failed.", retryable=True)
    store.jobs.end(job, "w1", LATER, failure)


def every_row(store: Store) -> bytes:
    """All tables as text, with every byte column decoded to bytes."""
    with store.engine.connect() as connection:
        tables = connection.execute(
            text("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")
        ).scalars()
        rows = [row for name in tables.all() for row in connection.execute(text(f'SELECT * FROM "{name}"'))]
    cells = [cell for row in rows for cell in row]
    return b"\n".join(bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in cells)


SAID = f"he is {NAME} of {STREET}, he says"


@pytest.mark.parametrize(
    "written",
    [
        SAID.encode(),
        SAID.upper().encode(),
        SAID.encode("latin-1"),
        SAID.encode("utf-16"),
        SAID.encode().hex().encode(),
        *(base64.b64encode(b" " * shift + SAID.encode()) for shift in range(3)),
        json.dumps({"said": STREET}).encode(),
        urlencode({"said": STREET}).encode(),
        quote(STREET).encode(),
    ],
)
def test_the_search_finds_a_mark_however_it_is_written(written: bytes) -> None:
    assert found(written)


def test_a_planted_patient_is_in_no_file_of_a_laptop(tmp_path: Path) -> None:
    store = open_store(Places(tmp_path))
    encounter_id = visit(store)
    store.encounters.create(HEARD_ELSEWHERE, NOW)
    store.keys.rotate()

    files = every_file(tmp_path)
    store.close()

    assert {"scribe.db", "scribe.db-wal", "store-keys.json"} < files.keys()
    assert len([name for name in files if name.startswith(f"audio/{encounter_id}/")]) == 3
    assert found_in(files) == {}


def test_a_planted_patient_is_in_no_file_after_the_database_was_closed(tmp_path: Path) -> None:
    store = open_store(Places(tmp_path))
    visit(store)
    store.close()

    assert found(b"".join(every_file(tmp_path).values())) == set()


def test_a_planted_patient_is_in_no_row_of_postgresql_and_in_no_file(
    tmp_path: Path, new_database: Callable[[], str]
) -> None:
    store = open_store(Places(tmp_path, new_database()))
    visit(store)
    store.encounters.create(HEARD_ELSEWHERE, NOW)

    rows, files = every_row(store), every_file(tmp_path)
    store.close()

    assert len(rows) > 3000
    assert found(rows) == set()
    assert found(b"".join(files.values())) == set()


def test_a_planted_patient_is_in_no_dump_of_postgresql(tmp_path: Path, new_database: Callable[[], str]) -> None:
    address = new_database()
    store = open_store(Places(tmp_path, address))
    visit(store)
    store.close()

    rows = dump(address)

    assert b"engine-failed" in rows
    assert found(rows) == set()


def test_what_is_kept_of_the_planted_patient_comes_back_by_the_store(store: Store) -> None:
    encounter_id = visit(store)

    stored, kept = store.encounters.get(encounter_id), store.values.draft(encounter_id)
    heard = store.values.transcript(encounter_id)
    history = store.notes.history(encounter_id, "local")

    assert kept is not None
    assert heard is not None
    assert [PHRASE in entry.model_dump_json() for entry in history[1:]] == [True] * 4
    assert stored.told.encounter == TOLD.encounter
    assert stored.consent == TOLD.consent
    assert PHRASE in kept.model_dump_json()
    assert NUMBER.encode() in heard
    assert b"".join(store.recordings.stream(encounter_id)) == SOUND + SOUND


def test_a_patient_whose_words_have_expired_is_not_in_what_opens(own_store: Store) -> None:
    encounter_id = visit(own_store)

    purge(own_store, Ages(transcript_days=0), LATER)

    kept = own_store.values.draft(encounter_id)
    assert kept is not None
    assert NUMBER not in kept.model_dump_json()
    assert own_store.values.transcript(encounter_id) is None
