"""What is told of: a change and its record in the audit log are kept together, or neither is."""

from collections.abc import Callable

import pytest

from scribe.schema.errors import StoreUnavailable, UnknownEncounter
from scribe.schema.principal import Principal, Role
from scribe.schema.stored import NewEncounter
from scribe.store.audit_log import AuditLog
from scribe.store.recordings import Recordings
from scribe.store.redraft import redraft
from scribe.store.retention import Ages, purge
from scribe.store.store import Store
from tests.store.conftest import CONSENT, LATER, NOW, begun, recorded
from tests.store.noted import drafted

WHO = Principal(subject="admin-a", tenant="local", roles=frozenset({Role.ADMIN}))
NEW = NewEncounter()


def visit(store: Store) -> str:
    """An encounter with a job that is over."""
    encounter_id = recorded(store, b"sound")
    store.jobs.cancel(encounter_id, LATER)
    return encounter_id


def told(store: Store, encounter_id: str | None = None) -> list[tuple[str, str]]:
    return [(one.subject, one.action) for one in store.audit.page("local", encounter_id)]


CHANGES: dict[str, Callable[[Store, str], object]] = {
    "encounter.delete": lambda store, id_: store.encounters.delete(id_, LATER, "requested", WHO),
    "hold.begin": lambda store, id_: store.encounters.hold(id_, True, LATER, WHO),
    "hold.end": lambda store, id_: store.encounters.hold(id_, False, LATER, WHO),
    "job.retry": lambda store, id_: redraft(store, id_, WHO, LATER),
}


@pytest.mark.parametrize("action", CHANGES)
def test_a_change_is_told_of(store: Store, action: str) -> None:
    encounter_id = visit(store)

    CHANGES[action](store, encounter_id)

    assert told(store, encounter_id) == [("admin-a", action)]


def test_a_consent_is_told_of(store: Store) -> None:
    encounter_id = begun(store, NEW)

    store.encounters.record_consent(encounter_id, CONSENT, LATER, WHO)

    assert told(store, encounter_id) == [("admin-a", "consent.write")]


def away(*_: object) -> None:
    raise StoreUnavailable("The database does not answer.")


@pytest.mark.parametrize("action", CHANGES)
def test_a_change_that_cannot_be_told_of_is_not_made(
    store: Store, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    encounter_id = visit(store)
    before = store.encounters.get(encounter_id)
    monkeypatch.setattr(AuditLog, "append", away)

    with pytest.raises(StoreUnavailable):
        CHANGES[action](store, encounter_id)

    assert store.encounters.get(encounter_id) == before


def test_a_consent_that_cannot_be_told_of_is_not_recorded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    encounter_id = begun(store, NEW)
    monkeypatch.setattr(AuditLog, "append", away)

    with pytest.raises(StoreUnavailable):
        store.encounters.record_consent(encounter_id, CONSENT, LATER, WHO)

    assert store.encounters.get(encounter_id).consent is None


def test_a_second_deletion_is_no_deletion_and_is_not_told_as_one(store: Store) -> None:
    encounter_id = visit(store)
    for _ in range(2):
        store.encounters.delete(encounter_id, LATER, "requested", WHO)

    assert told(store, encounter_id) == [("admin-a", "encounter.delete")]


@pytest.mark.parametrize(
    ("ages", "actions"),
    [
        (Ages(audio_days=0), ["audio.purge"]),
        (Ages(transcript_days=0), ["transcript.purge"]),
        (Ages(encounter_days=0), ["encounter.purge"]),
    ],
)
def test_what_retention_removes_is_told_of_once_as_done_by_the_software(
    own_store: Store, ages: Ages, actions: list[str]
) -> None:
    encounter_id = visit(own_store)

    for _ in range(2):
        purge(own_store, ages, LATER)

    assert told(own_store, encounter_id) == [("scribe", action) for action in actions]


def test_a_purge_of_sound_that_broke_off_is_told_of_once(own_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    encounter_id = visit(own_store)
    with monkeypatch.context() as broken:
        broken.setattr(Recordings, "expire", away)
        assert purge(own_store, Ages(audio_days=0), LATER).failed == 1

    assert purge(own_store, Ages(audio_days=0), LATER).recordings == 1
    assert told(own_store, encounter_id) == [("scribe", "audio.purge")]


def test_a_key_that_is_made_and_revoked_is_told_of_by_its_id(own_store: Store) -> None:
    key, _ = own_store.api_keys.create("local", "Coder A", frozenset({Role.CODER}), NOW, by="operator:ada")

    own_store.api_keys.revoke(key.id, LATER, "operator:ada")

    assert told(own_store) == [
        ("operator:ada", f"access.create:{key.id}"),
        ("operator:ada", f"access.revoke:{key.id}"),
    ]


def test_a_key_that_cannot_be_told_of_is_not_made(own_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AuditLog, "append", away)

    with pytest.raises(StoreUnavailable):
        own_store.api_keys.create("local", "Coder A", frozenset({Role.CODER}), NOW)

    assert own_store.api_keys.all() == ()


def test_of_an_encounter_of_another_tenant_nothing_ever_was(store: Store) -> None:
    encounter_id = drafted(store)
    store.encounters.delete(encounter_id, LATER, "requested", WHO)

    store.encounters.check_ever(encounter_id, "local")
    with pytest.raises(UnknownEncounter):
        store.encounters.check_ever(encounter_id, "another")
