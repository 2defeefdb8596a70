"""``scribe keys``: the keys that open what is stored: show them by id, rotate, forget those nobody needs."""

import argparse

from scribe import assembly
from scribe.settings import load_settings
from scribe.store.data_keys import DataKeys
from scribe.store.store import Store


def run(options: argparse.Namespace) -> int:
    """Print ids and counts, never a key. Raises KeyUnavailable, StoreError."""
    store = assembly.open_store(load_settings())
    try:
        {"show": _show, "rotate": _rotate, "forget": _forget}[options.action](store)
    finally:
        store.close()
    return 0


def _show(store: Store) -> None:
    used = DataKeys.in_use(store.engine)
    for key_id in sorted(store.keys.ring.keys):
        mark = "current" if key_id == store.keys.ring.current else "old"
        print(f"{key_id}  {mark:<7}  {used.get(key_id, 0)} encounters")


def _rotate(store: Store) -> None:
    key_id, count = store.keys.rotate()
    print(f"The current key is {key_id}; {count} encounters were put under it. Back up the key file now.")


def _forget(store: Store) -> None:
    gone = store.keys.forget_unused()
    print(f"Forgotten: {', '.join(gone)}." if gone else "Every key is in use.")
