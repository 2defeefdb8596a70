"""A suite of made-up samples for the tests of running, judging and comparing."""

import hashlib
import os
import time
from collections.abc import Mapping

from eval.metrics.metric import Metric, Score
from eval.results import Check
from eval.suite import Evaluated, Gate, Sample, Setup, Suite, at_most


def _score(reference: int, heard: int) -> Score:
    return Score(points=heard, weight=reference)


ERRORS: Metric[int, int] = Metric(
    id="errors",
    title="Errors",
    unit="errors / chances",
    better="lower",
    version=1,
    score=_score,
    examples=(("one of two", 2, 1, 0.5),),
)


class Broken(Exception):
    """What a sample may raise; its message holds what must not be told."""


def evaluate(sample: Sample, _: Setup) -> Evaluated:
    """What the name says: ``3of10``, ``crash``, ``dead``, ``slow``, ``nothing``, ``unkept``."""
    if sample.where == "crash":
        raise Broken("words of a patient")
    if sample.where == "dead":
        os._exit(9)
    if sample.where == "slow":
        time.sleep(0.05)
    if sample.where == "unkept":
        return Evaluated(checks=(Check(name="kept", passed=False, seen="not"),))
    points, _, weight = sample.where.partition("of")
    scores = {"errors": Score(points=float(points), weight=float(weight))} if weight else {}
    return Evaluated(scores=scores, checks=(Check(name="kept", passed=True, seen="yes"),), outcome=sample.where)


def suite(
    samples: Mapping[str, str], gates: tuple[Gate, ...] = (at_most("errors", 0.5),), version: int = 1
) -> Suite:
    """A suite of these samples: name to what becomes of it."""
    made = [Sample(name, hashlib.sha256(how.encode()).hexdigest(), where=how) for name, how in samples.items()]
    return Suite(
        name="toy",
        dangerous_error="none",
        version=version,
        samples=lambda _: made,
        evaluate=evaluate,
        metrics=(ERRORS,),
        gates=gates,
        weights={"errors": 1},
    )


def in_pool(name: str) -> Suite:
    """The suite as another process looks it up: how a sample is evaluated is all it needs."""
    assert name == "toy"
    return suite({})
