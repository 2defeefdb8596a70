"""Audio objects: sealed pieces of sound in a folder of this machine or in a bucket, by the same code.

An object is written once and never changed. In a folder it is on the disk itself before ``put`` returns.
"""

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from scribe.schema.errors import ObjectMissing, SettingsError, StorageFull, StoreUnavailable

if TYPE_CHECKING:
    from obstore.store import RetryConfig  # stands in the stubs alone

FOLDER = "audio"
_PATIENCE: "RetryConfig" = {"max_retries": 3, "retry_timeout": timedelta(seconds=15)}
"""With a bucket that does not answer; the vendor's own would hold a request for three minutes."""
_SPACE_WORDS = ("no space left", f"os error {errno.ENOSPC}", f"os error {errno.EDQUOT}")


class AudioObjects:
    """The objects below one prefix. Names are ``<encounter id>/<name>``."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        """folder: where the store is a folder of this machine."""
        self._store = store
        self._folder = folder

    def put(self, name: str, sealed: bytes) -> None:
        """Keeps a new object. Raises StorageFull, StoreUnavailable."""
        try:
            with _ours():
                obstore.put(self._store, name, sealed, mode="overwrite", use_multipart=False)
                if self._folder is not None:
                    _on_disk(self._folder / name)
        except ObjectMissing:  # its folder went with a deletion meanwhile: asked again, the encounter is not there
            raise StoreUnavailable("A piece was removed as it was written.", "Try again.") from None

    def get(self, name: str) -> bytes:
        """The object. Raises ObjectMissing, StoreUnavailable."""
        with _ours():
            return bytes(obstore.get(self._store, name).bytes())

    def delete(self, names: list[str]) -> None:
        """Removes the objects; one that is not there is no error. Raises StoreUnavailable."""
        for name in names:
            try:
                with _ours():
                    obstore.delete(self._store, name)
            except ObjectMissing:
                continue

    def delete_all(self, encounter_id: str) -> int:
        """Removes whatever is kept of an encounter, unfinished writes too; gives how many objects there were."""
        names = self.of(encounter_id)
        self.delete(names)
        if self._folder is not None:
            shutil.rmtree(self._folder / encounter_id, ignore_errors=True)
        return len(names)

    def of(self, encounter_id: str) -> list[str]:
        """The names of all objects of an encounter, those that belong to no recording too."""
        with _ours():
            return [str(one["path"]) for page in obstore.list(self._store, f"{encounter_id}/") for one in page]

    def latest(self, encounter_id: str) -> datetime | None:
        """When the newest object of an encounter was written; None where there is none."""
        with _ours():
            found = [one["last_modified"] for page in obstore.list(self._store, f"{encounter_id}/") for one in page]
        return max(found, default=None)

    def delete_unfinished(self, encounter_id: str) -> int:
        """Removes what writes into a folder left when they were broken off. Only while nobody writes."""
        if self._folder is None:
            return 0
        with _ours():
            # The vendor writes beside the object, as NAME#NUMBER, and lists no such file.
            left = list((self._folder / encounter_id).glob("*#*"))
            for path in left:
                path.unlink(missing_ok=True)
        return len(left)

    def check(self) -> None:
        """Raises StoreUnavailable or StorageFull where nothing could be kept now."""
        probe = f".probe-{secrets.token_hex(4)}"
        self.put(probe, b"probe")
        self.delete([probe])


def open_audio_objects(address: str | None, data_dir: Path) -> AudioObjects:
    """address: such as ``s3://bucket/prefix`` with its credentials in the environment, or ``memory:///``.

    None: a folder of the data folder. Raises SettingsError.
    """
    if address and not address.startswith("file:"):
        try:
            return AudioObjects(_bucket(address))
        except (BaseError, ValueError):
            raise SettingsError("SCRIBE_AUDIO_URL is no address of an object store.", "Give s3://bucket.") from None
    folder = Path(address.removeprefix("file://")) if address else data_dir / FOLDER
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"Sound cannot be kept in {folder} ({error.strerror}).", "Set SCRIBE_DATA_DIR."
        ) from None
    return AudioObjects(LocalStore(prefix=folder, automatic_cleanup=True), folder)


def _bucket(address: str) -> ObjectStore:
    return MemoryStore() if address.startswith("memory:") else from_url(address, retry_config=_PATIENCE)


@contextmanager
def _ours() -> Iterator[None]:
    try:
        yield
    except (NotFoundError, FileNotFoundError):
        raise ObjectMissing("A stored piece of sound is missing.", "Restore it from a backup.") from None
    except (BaseError, OSError) as error:
        told = str(error).lower()
        if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or any(
            one in told for one in _SPACE_WORDS
        ):
            raise StorageFull("No space is left for sound.", "Make space; what was acknowledged is kept.") from None
        raise StoreUnavailable("The object store does not answer.", "Try again; this piece was not kept.") from None


def _on_disk(path: Path) -> None:
    """The object, its name in its folder, and the folder's own name survive a power failure."""
    for one in (path, path.parent, path.parent.parent):
        descriptor = os.open(one, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
