"""``python -m eval.adapters NAME SOURCE OUT``: a public set that you downloaded, as samples of the evaluation."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from eval.adapters import ADAPTERS
from eval.adapters.convert import convert
from scribe.schema.errors import InputError

_DAY = date(2026, 11, 20)
_AT_FAULT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """0 written; 2 the download, or the command line, is at fault, and nothing was written."""
    parser = argparse.ArgumentParser(prog="python -m eval.adapters", description=__doc__)
    parser.add_argument("name", choices=tuple(ADAPTERS), metavar="NAME", help=f"of {', '.join(ADAPTERS)}")
    parser.add_argument("source", type=Path, metavar="SOURCE", help="the folder of the download, or one file of it")
    parser.add_argument("out", type=Path, metavar="OUT", help="a new folder for the samples")
    parser.add_argument(
        "--date-of-service", type=date.fromisoformat, default=_DAY, metavar="YYYY-MM-DD", help=f"(default: {_DAY})"
    )
    parser.add_argument(
        "--skip-broken", action="store_true", help="leave out, and name, encounters that are broken"
    )
    options = parser.parse_args(arguments)
    refused = _tell if options.skip_broken else None
    try:
        done = convert(ADAPTERS[options.name], options.source, options.out, options.date_of_service, refused)
    except InputError as error:
        _tell(error)
        return _AT_FAULT
    print(f"{options.out}: {done.samples} samples, {done.with_sound} with sound, {done.left_out} left out")
    return 0


def _tell(error: InputError) -> None:
    print(f"eval.adapters: {error}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
