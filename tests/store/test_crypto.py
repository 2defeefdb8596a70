"""Crypto: sealed bytes open at their place with their key, and in no other way."""

import pytest

from scribe.schema.errors import KeyUnavailable, SealBroken
from scribe.store.crypto import OVERHEAD_BYTES, DataKey, new_data_key, unwrapped
from scribe.store.keyring import new_keyring

PLAIN = b"numbness in the left leg"
PLACE = "drafts/result/1"
RING = new_keyring()


@pytest.fixture
def key() -> DataKey:
    return new_data_key("e1")


def _flipped(sealed: bytes, at: int) -> bytes:
    changed = bytearray(sealed)
    changed[at] ^= 1
    return bytes(changed)


def test_sealed_bytes_open_at_their_place(key: DataKey) -> None:
    sealed = key.seal(PLAIN, PLACE)

    assert key.open(sealed, PLACE) == PLAIN
    assert PLAIN not in sealed
    assert len(sealed) == len(PLAIN) + OVERHEAD_BYTES


def test_the_same_bytes_are_sealed_unlike_each_time(key: DataKey) -> None:
    assert key.seal(PLAIN, PLACE) != key.seal(PLAIN, PLACE)


@pytest.mark.parametrize("at", [0, 1, 12, 13, 25, -16, -1], ids=str)
def test_a_flipped_bit_in_version_nonce_text_or_tag_is_found(key: DataKey, at: int) -> None:
    with pytest.raises(SealBroken):
        key.open(_flipped(key.seal(PLAIN, PLACE), at), PLACE)


@pytest.mark.parametrize("length", [0, 1, 13, OVERHEAD_BYTES - 1, OVERHEAD_BYTES, len(PLAIN)])
def test_cut_bytes_do_not_open(key: DataKey, length: int) -> None:
    with pytest.raises(SealBroken):
        key.open(key.seal(PLAIN, PLACE)[:length], PLACE)


def test_bytes_moved_to_another_place_do_not_open(key: DataKey) -> None:
    with pytest.raises(SealBroken):
        key.open(key.seal(PLAIN, PLACE), "drafts/result/2")


def test_bytes_moved_to_another_encounter_do_not_open_even_under_its_key(key: DataKey) -> None:
    same_key = DataKey("e2", key._key)

    with pytest.raises(SealBroken):
        same_key.open(key.seal(PLAIN, PLACE), PLACE)


def test_another_key_does_not_open(key: DataKey) -> None:
    with pytest.raises(SealBroken):
        new_data_key("e1").open(key.seal(PLAIN, PLACE), PLACE)


def test_a_wrapped_key_opens_what_the_key_sealed(key: DataKey) -> None:
    again = unwrapped("e1", key.wrapped(RING), RING.current, RING)

    assert again.open(key.seal(PLAIN, PLACE), PLACE) == PLAIN


def test_a_wrapped_key_of_another_encounter_does_not_unwrap(key: DataKey) -> None:
    with pytest.raises(SealBroken):
        unwrapped("e2", key.wrapped(RING), RING.current, RING)


def test_a_key_wrapped_under_a_lost_one_names_the_lost_one(key: DataKey) -> None:
    with pytest.raises(KeyUnavailable, match="k-lost"):
        unwrapped("e1", key.wrapped(RING), "k-lost", RING)


def test_a_fingerprint_depends_on_the_key_and_on_what_is_fingerprinted(key: DataKey) -> None:
    found = {key.mac(PLAIN), key.mac(PLAIN + b"."), new_data_key("e1").mac(PLAIN)}

    assert len(found) == 3
    assert key.mac(PLAIN) in found


def test_keys_do_not_show_when_printed(key: DataKey) -> None:
    assert repr(key) == "DataKey(encounter_id='e1')"
    assert repr(RING) == f"Keyring(current={RING.current!r}, ids=[{RING.current!r}])"
