"""Soundness: whether the parts of an open store can do their work now. Each look answers, or raises StoreError."""

import shutil
from pathlib import Path

from scribe.store.data_keys import DataKeys
from scribe.store.keyring import load_keyring
from scribe.store.migrations import newest, version
from scribe.store.store import Store

LEAST_FREE_BYTES = 512 * 2**20
"""Two hours of sound, and what the database needs beside it."""


def has_this_schema(store: Store) -> bool:
    """Whether the database answers, and is what this version works with."""
    return version(store.engine) == newest()


def keeps_objects(store: Store) -> bool:
    """Whether the object store takes a small object, which is removed again."""
    store.objects.check()
    return True


def keys_open(store: Store, key_file: Path) -> bool:
    """Whether the key file, read anew, holds every key in use and opens the latest encounter."""
    keys = DataKeys(store.engine, key_file, load_keyring(key_file))
    keys.check()
    for encounter in store.encounters.page(1).encounters:
        keys.of(encounter.id)
    return True


def has_space(folder: Path) -> bool:
    """Whether space is left on the disk of the folder."""
    return shutil.disk_usage(folder).free >= LEAST_FREE_BYTES
