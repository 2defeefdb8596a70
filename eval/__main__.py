"""``python -m eval COMMAND``, as ``scribe eval COMMAND``: run suites and judge them, begin labels, check them.

Exit 0 where everything holds, 1 where a gate fails or nothing was scored, 2 where the input is at fault, 3 where a
service it needs failed.
"""

import argparse
import sys
from collections.abc import Sequence

from eval.agreement.command import add_agreement, add_sheet
from eval.commands import accept, replay, report, run
from eval.samples.new import add as add_new
from scribe.schema.errors import InputError, ScribeError

COMMANDS = (run.add, report.add, accept.add, replay.add, add_new, add_sheet, add_agreement)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(prog="scribe eval", description=__doc__)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command(commands)
    options = parser.parse_args(arguments)
    try:
        return int(options.command(options))
    except ScribeError as error:
        print(f"scribe eval: {error}", file=sys.stderr)
        return 2 if isinstance(error, InputError) else 3


if __name__ == "__main__":
    sys.exit(main())
