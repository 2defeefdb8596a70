"""``python -m eval.service.jumping_clock SEED MODULE ...``: a module under a clock that jumps.

Time is read in one place (scribe.clock), so nothing else need be replaced.
"""

import random
import runpy
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from scribe import clock

_FARTHEST_DAYS = 3.0


def jumping(seed: int) -> Callable[[], datetime]:
    """A clock whose every reading is up to three days wrong, in either direction."""
    chance = random.Random(seed)

    def now() -> datetime:
        return datetime.now(UTC) + timedelta(days=chance.uniform(-_FARTHEST_DAYS, _FARTHEST_DAYS))

    return now


if __name__ == "__main__":
    seed, module = int(sys.argv[1]), sys.argv[2]
    clock.now = jumping(seed)
    sys.argv = [module, *sys.argv[3:]]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
