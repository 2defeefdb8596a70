"""Audio objects: sealed pieces of sound in a folder of this machine or in a bucket, by the same code.

An object is written once and never changed. In a folder it is on the disk itself before ``put`` returns.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from scribe.schema.errors import ObjectMissing, SettingsError, StorageFull, StoreUnavailable

FOLDER = "audio"
_SPACE_WORDS = ("no space left", f"os error {errno.ENOSPC}", f"os error {errno.EDQUOT}")


class AudioObjects:
    """The objects below one prefix. Names are ``<encounter id>/<name>``."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        """folder: where the store is a folder of this machine."""
        self._store = store
        self._folder = folder

    def put(self, name: str, sealed: bytes) -> None:
        """Keeps a new object. Raises StorageFull, StoreUnavailable."""
        with _ours():
            obstore.put(self._store, name, sealed, mode="overwrite", use_multipart=False)
            if self._folder is not None:
                _on_disk(self._folder / name)

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

    def of(self, encounter_id: str) -> list[str]:
        """The names of all objects of an encounter, those that belong to no recording too."""
        with _ours():
            return [str(one["path"]) for page in obstore.list(self._store, f"{encounter_id}/") for one in page]

    def check(self) -> None:
        """Raises StoreUnavailable or StorageFull where nothing could be kept now."""
        probe = f".probe-{os.getpid()}"
        self.put(probe, b"probe")
        self.delete([probe])


def open_audio_objects(address: str | None, data_dir: Path) -> AudioObjects:
    """address: such as ``s3://bucket/prefix`` with its credentials in the environment, or ``memory:///``.

    None: a folder of the data folder. Raises SettingsError.
    """
    if address and not address.startswith("file:"):
        try:
            return AudioObjects(MemoryStore() if address.startswith("memory:") else from_url(address))
        except (BaseError, ValueError):
            raise SettingsError("SCRIBE_AUDIO_URL is no address of an object store.", "Give s3://bucket.") from None
    folder = Path(address.removeprefix("file://")) if address else data_dir / FOLDER
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"Sound cannot be kept in {folder} ({error.strerror}).", "Set SCRIBE_DATA_DIR."
        ) from None
    return AudioObjects(LocalStore(prefix=folder), folder)


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
    """The object and its name in the folder survive a power failure."""
    for one, flags in ((path, os.O_RDONLY), (path.parent, os.O_RDONLY | os.O_DIRECTORY)):
        descriptor = os.open(one, flags)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
