"""``python -m prompts --check`` compares the prompts with their lock; ``--write`` adds new versions to it."""

import argparse
import sys

from prompts.lock import PromptChanged, problems, write


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m prompts", description=__doc__)
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--check", action="store_true", help="fail if a prompt and the lock differ")
    choice.add_argument("--write", action="store_true", help="add new versions to the lock")
    if parser.parse_args().write:
        try:
            write()
        except PromptChanged as error:
            sys.stderr.write(f"{error}\n")
            return 1
    found = problems()
    sys.stderr.writelines(f"{problem}\n" for problem in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
