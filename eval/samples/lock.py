"""``python -m eval.samples.lock [--check] [FOLDER]``: list the fixtures of a folder with their sums.

A fixture that is lost, or changed by accident, then fails instead of dropping out of the figures.
"""

import argparse
import sys
from pathlib import Path

from eval.samples.folder import LOCK, found
from eval.suite import FIXTURES


def rendered(folder: Path) -> str:
    """A line a fixture: sum, format, path; by path."""
    there = sorted((one for one in found(folder) if one.sha256), key=lambda one: one.path)
    return "".join(f"{one.sha256}  {one.format}  {one.path.relative_to(folder).as_posix()}\n" for one in there)


def main() -> int:
    """Write the list; with --check say whether it is what stands there."""
    parser = argparse.ArgumentParser(prog="python -m eval.samples.lock", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    path, text = options.folder / LOCK, rendered(options.folder)
    if options.check:
        same = path.exists() and path.read_text("utf-8") == text
        print(
            f"{path.name}: {'up to date' if same else 'differs; run python -m eval.samples.lock'}", file=sys.stderr
        )
        return int(not same)
    path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
