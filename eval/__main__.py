"""``python -m eval run [SUITE ...] [--all]``: run recorded suites and print, last, what passed.

Exit 1 where a gate fails or nothing was scored.
"""

import argparse
import sys
from collections.abc import Sequence

from eval.suites import AUDIO_SUITES, SUITES, Suite


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the named suites, else those without audio; ``--all`` adds the audio suites."""
    parser = argparse.ArgumentParser(prog="scribe eval", description=__doc__)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    run = commands.add_parser("run", help="run recorded suites")
    run.add_argument("suites", nargs="*", metavar="SUITE", help=f"of {', '.join(_known())}")
    run.add_argument("--all", action="store_true", help="the audio suites too")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.suites) - _known().keys())
    if unknown:
        print(f"scribe eval: no suite {', '.join(unknown)}; there are {', '.join(_known())}", file=sys.stderr)
        return 2
    return _run([_known()[name] for name in options.suites] or [*SUITES, *(AUDIO_SUITES if options.all else ())])


def _known() -> dict[str, Suite]:
    return {suite.name: suite for suite in (*SUITES, *AUDIO_SUITES)}


def _run(suites: Sequence[Suite]) -> int:
    samples = passed = failed = 0
    for suite in suites:
        print(f"{suite.name}: {suite.dangerous_error}")
        for outcome in suite.run():
            samples += 1
            for gate in outcome.gates:
                print(f"  {'ok  ' if gate.passed else 'FAIL'} {outcome.sample}: {gate.name}: {gate.seen}")
                passed += gate.passed
                failed += not gate.passed
    print(f"suites {len(suites)} samples {samples} gates passed {passed} failed {failed}")
    return int(failed > 0 or passed == 0)


if __name__ == "__main__":
    sys.exit(main())
