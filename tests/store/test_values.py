"""Values: an equal key finds the stored answer; a draft comes back as it was given."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from scribe.schema.errors import SealBroken, UnknownEncounter
from scribe.schema.job import Step
from scribe.store.database import writing
from scribe.store.store import Store
from scribe.store.tables import step_values
from scribe.store.values import StepKey
from tests.store.conftest import LATER, begun
from tests.store.drafted import result


@pytest.fixture
def key(store: Store) -> StepKey:
    return StepKey(begun(store), 0, Step.EXTRACT, "1/reader", "a" * 64)


def test_a_saved_value_is_found_by_its_key(store: Store, key: StepKey) -> None:
    store.values.save(key, b"facts", LATER)

    assert store.values.load(key) == b"facts"


@pytest.mark.parametrize(
    "change",
    [{"revision": 1}, {"step": Step.TRANSCRIBE}, {"version": "2/reader"}, {"input_sha256": "b" * 64}],
    ids=lambda change: next(iter(change)),
)
def test_another_key_finds_nothing(store: Store, key: StepKey, change: dict[str, object]) -> None:
    store.values.save(key, b"facts", LATER)

    assert store.values.load(replace(key, **change)) is None


def test_the_value_kept_first_stays(store: Store, key: StepKey) -> None:
    store.values.save(key, b"first", LATER)
    store.values.save(key, b"second", LATER)

    assert store.values.load(key) == b"first"


def test_of_values_saved_at_once_one_stays(store: Store, key: StepKey) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: store.values.save(key, b"%d" % number, LATER), range(6)))

    assert store.values.load(key) in {b"%d" % number for number in range(6)}


def test_a_value_moved_to_another_key_does_not_open(store: Store, key: StepKey) -> None:
    store.values.save(key, b"facts", LATER)
    with writing(store.engine) as connection:
        mine = step_values.c.encounter_id == key.encounter_id
        connection.execute(update(step_values).where(mine).values(version="2/reader"))

    with pytest.raises(SealBroken):
        store.values.load(replace(key, version="2/reader"))


def test_a_value_of_an_encounter_deleted_meanwhile_is_refused(store: Store, key: StepKey) -> None:
    store.encounters.delete(key.encounter_id, LATER, "requested")

    with pytest.raises(UnknownEncounter):
        store.values.save(key, b"facts", LATER)


def test_a_draft_comes_back_as_it_was_given(store: Store) -> None:
    encounter_id = begun(store)

    store.values.save_draft(encounter_id, 1, result(), LATER)

    assert store.values.draft(encounter_id) == result()
    assert store.encounters.get(encounter_id).revision == 1


def test_a_revision_that_is_there_stays_as_it_is(store: Store) -> None:
    encounter_id = begun(store)
    store.values.save_draft(encounter_id, 1, result(), LATER)

    store.values.save_draft(encounter_id, 1, result().model_copy(update={"findings": ()}), LATER)

    assert store.values.draft(encounter_id, 1) == result()


def test_the_latest_revision_is_shown_and_the_earlier_ones_are_kept(store: Store) -> None:
    encounter_id = begun(store)
    later = result().model_copy(update={"findings": ()})
    store.values.save_draft(encounter_id, 1, result(), LATER)
    store.values.save_draft(encounter_id, 2, later, LATER)

    assert store.values.draft(encounter_id) == later
    assert store.values.draft(encounter_id, 1) == result()


def test_an_encounter_without_a_draft_has_none(store: Store) -> None:
    encounter_id = begun(store)

    assert store.values.draft(encounter_id) is None
    assert store.encounters.get(encounter_id).revision == 0


def test_the_latest_transcript_is_given(store: Store) -> None:
    heard = StepKey(begun(store), 0, Step.TRANSCRIBE, "1/base", "a" * 64)
    store.values.save(heard, b"first", LATER)
    store.values.save(replace(heard, version="1/large"), b"second", LATER + timedelta(minutes=1))

    assert store.values.transcript(heard.encounter_id) == b"second"


def test_the_transcript_of_a_recording_is_none_of_its_beginning_whatever_the_clock_says(store: Store) -> None:
    whole = StepKey(begun(store), 0, Step.TRANSCRIBE, "1/base", "a" * 64)
    store.values.save(whole, b"all of it", LATER)
    store.values.save(replace(whole, input_sha256="b" * 64), b"its beginning", LATER + timedelta(hours=1))

    assert store.values.transcript(whole.encounter_id, "a" * 64) == b"all of it"
