"""Damaged: one file after another listened to in a process of its own; prints what became of each.

`python -m eval.bench_audio.damaged <file> ...` writes two lines a file: its name as it begins, then JSON.
"""

import json
import resource
import sys
from pathlib import Path

from audio import coverage
from audio.blocks import cut, plan
from audio.decode import decode
from audio.survey import Survey, survey
from scribe.schema.errors import ScribeError

LONGEST_ADDRESS_SPACE = 4 << 30


def outcome(path: Path) -> str:
    """``refused`` with a typed error, ``kept`` with an exact account, else what is wrong."""
    try:
        found = survey(path)
        for ear in found.ears:
            for _ in cut(decode(path, ear.ear), plan(ear.speech, found.decoded_seconds)):
                pass
    except ScribeError:
        return "refused"
    except Exception as error:  # noqa: BLE001 (the name of whatever is raised is the result)
        return f"untyped {type(error).__name__}"
    return "kept" if _is_exact(found) else "account not exact"


def _is_exact(found: Survey) -> bool:
    account = coverage.account((), found.speech, found.seconds, found.undecodable)
    gaps = sum(gap.end - gap.start for gap in account.gaps)
    return abs(gaps + (account.seconds_decoded or 0.0) - found.seconds) <= 0.1


def _peak_mb() -> float:
    """Of this process. The usage that getrusage gives begins with the memory of the parent that forked it."""
    status = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def main() -> int:
    """Listens to each file named."""
    resource.setrlimit(resource.RLIMIT_AS, (LONGEST_ADDRESS_SPACE, LONGEST_ADDRESS_SPACE))
    for name in sys.argv[1:]:
        print(name, flush=True)
        became = outcome(Path(name))
        print(json.dumps({"became": became, "peak_mb": _peak_mb()}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
