"""API keys: what is kept of them opens nothing, and one that is expired or revoked neither."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from scribe.schema.errors import StoreUnavailable, UnknownApiKey
from scribe.schema.principal import Principal, Role
from scribe.store import api_keys as module
from scribe.store.database import reading
from scribe.store.store import Store
from scribe.store.tables import api_keys
from tests.store.conftest import LATER, NOW

ROLES = frozenset({Role.CODER, Role.QA})


def test_a_key_names_its_tenant_and_roles(store: Store) -> None:
    key, text = store.api_keys.create("north", "Coder A", ROLES, NOW)

    found = store.api_keys.find(text, NOW)

    assert found is not None
    assert found.principal == Principal(subject="key:Coder A", tenant="north", roles=ROLES, key_id=key.id)


def test_of_a_key_only_a_hash_is_kept(store: Store) -> None:
    key, text = store.api_keys.create("north", "Coder A", ROLES, NOW)

    with reading(store.engine) as connection:
        row = connection.execute(select(api_keys).where(api_keys.c.id == key.id)).one()

    secret = text.split("_", 2)[2]
    assert (len(secret) >= 43, secret in repr(row), secret in repr(key)) == (True, False, False)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "scribe_",
        "scribe__",
        "scribe_{id}_",
        "scribe_{id}",
        "scribe_{id}_{hash}",
        "scribe_{id}_{secret}x",
        "{secret}",
    ],
)
def test_what_is_not_the_whole_key_opens_nothing(store: Store, wrong: str) -> None:
    key, text = store.api_keys.create("north", "Coder A", ROLES, NOW)
    secret = text.split("_", 2)[2]

    assert store.api_keys.find(wrong.format(id=key.id, secret=secret, hash=module._hash(secret)), NOW) is None


def test_a_key_opens_until_it_expires(store: Store) -> None:
    _, text = store.api_keys.create("north", "Coder A", ROLES, NOW, expires_at=LATER)

    found = [store.api_keys.find(text, moment) for moment in (LATER - timedelta(seconds=1), LATER)]

    assert [one is not None for one in found] == [True, False]


def test_a_revoked_key_opens_nothing_and_stays_revoked_since_then(store: Store) -> None:
    key, text = store.api_keys.create("north", "Coder A", ROLES, NOW)

    store.api_keys.revoke(key.id, NOW)
    again = store.api_keys.revoke(key.id, LATER)

    assert (again.revoked_at, store.api_keys.find(text, NOW)) == (NOW, None)


def test_an_unknown_key_is_not_revoked(store: Store) -> None:
    with pytest.raises(UnknownApiKey):
        store.api_keys.revoke("0" * 16, NOW)


def test_the_last_use_is_noted_seldom(store: Store) -> None:
    key, text = store.api_keys.create("seldom", "Coder A", ROLES, NOW)

    uses = []
    for seconds in (0, 299, 300):
        store.api_keys.find(text, NOW + timedelta(seconds=seconds))
        uses += [one.last_used_at for one in store.api_keys.all() if one.id == key.id]

    assert uses == [NOW, NOW, NOW + timedelta(seconds=300)]


def test_a_disk_that_is_full_keeps_nobody_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    _, text = store.api_keys.create("north", "Coder A", ROLES, NOW)

    def full(*_: object) -> None:
        raise StoreUnavailable("full")

    monkeypatch.setattr(module, "writing", full)

    assert store.api_keys.find(text, NOW) is not None
