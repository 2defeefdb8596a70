"""latency: how long a draft takes from its transcript, here and now."""

import time
from collections.abc import Iterator

from eval.samples import folder
from eval.samples.visit import visit_of
from eval.suite import Evaluated, Sample, Setup, Suite, at_most
from eval.suites.drafting import read
from eval.suites.measure import measured, named

SLOW_S = 1.0
"""A draft without a model takes hundredths of a second; this is what a person would begin to notice."""
TIMES = 3
_SECONDS, _SLOW, _COST = named("seconds-per-draft"), named("slow-drafts"), named("calls", "tokens")


def samples(setup: Setup) -> Iterator[Sample]:
    """Every labelled encounter."""
    return folder.samples(setup.fixtures, folder.ENCOUNTER)


def evaluate(sample: Sample, setup: Setup) -> Evaluated:
    """The median of three drafts, after one that warms the caches of the process."""
    visit = visit_of(folder.encounter(sample, setup.fixtures), sample.name)
    result = read(sample, visit, setup)
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        read(sample, visit, setup)
        took.append(time.perf_counter() - began)
    seconds = sorted(took)[TIMES // 2]
    return Evaluated(
        scores={
            **measured(_SECONDS, None, seconds),
            **measured(_SLOW, SLOW_S, seconds),
            **measured(_COST, None, result),
        }
    )


SUITE = Suite(
    name="latency",
    dangerous_error="a draft that comes after the clinician has gone on to the next patient",
    version=1,
    samples=samples,
    evaluate=evaluate,
    metrics=(*_SECONDS, *_SLOW, *_COST),
    gates=(at_most("slow-drafts", 0.02, 15), at_most("seconds-per-draft", 0.5, 15)),
    weights={"slow-drafts": 10},
    varies=True,
)
