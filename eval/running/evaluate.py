"""A run: every suite over its samples, results kept as they come, then the verdict."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from eval.baseline import Baseline
from eval.results import RunResult, SampleResult, SuiteResult, Versions
from eval.running.folder import RunFolder
from eval.running.judge import judge
from eval.running.pool import Lookup, Pool, Work
from eval.running.shard import Shard
from eval.running.sums import Sums
from eval.running.versions import settings_sha256, source_sha256, versions
from eval.suite import FIXTURES, Sample, Setup, Suite

CODES_OF = date(2026, 11, 20)
"""Whose code set a report names: the day on which most fixtures are dated."""

Progress = Callable[[str, int, int], None]
"""Suite, samples done, samples in all."""


@dataclass(frozen=True)
class Plan:
    """What to run and how. ``resume``: use again what stands in the folder under the same key."""

    suites: Sequence[Suite]
    setup: Setup
    folder: RunFolder
    processes: int
    lookup: Lookup
    baseline: Callable[[str], Baseline | None] = lambda _: None
    against: str | None = None
    shard: Shard | None = None
    resume: bool = False
    progress: Progress = lambda *_: None


def evaluate(plan: Plan) -> RunResult:
    """Run it. A shard is not held against gates or baselines: what it lacks is in the others."""
    sums, seen = [], hashlib.sha256()
    with Pool(plan.processes) as pool:
        for suite in plan.suites:
            samples = [one for one in suite.samples(plan.setup) if plan.shard is None or plan.shard.holds(one.name)]
            for sample in samples:
                seen.update(f"{suite.name} {sample.name} {sample.sha256}\n".encode())
            sums.append(_summed(plan, pool, suite, samples))
    made = verdict(
        sums,
        versions(plan.setup, seen.hexdigest(), CODES_OF),
        plan.baseline,
        plan.against,
        plan.shard,
        own=plan.setup.fixtures == FIXTURES.resolve(),
    )
    plan.folder.save(made)
    return made


def verdict(
    sums: Sequence[Sums],
    made_with: Versions,
    baseline: Callable[[str], Baseline | None],
    against: str | None,
    shard: Shard | None = None,
    *,
    own: bool = False,
) -> RunResult:
    """Every suite judged. own: over the project's own fixtures."""
    judged = tuple(_partial(one) if shard else judge(one, baseline(one.suite.name)) for one in sums)
    part = str(shard) if shard else None
    return RunResult(versions=made_with, shard=part, own_fixtures=own, against=against, suites=judged)


def _partial(sums: Sums) -> SuiteResult:
    return judge(sums, None).model_copy(update={"gates": ()})


def _summed(plan: Plan, pool: Pool, suite: Suite, samples: Sequence[Sample]) -> Sums:
    sums = Sums(suite)
    plan.folder.begin(suite.name, resume=plan.resume)
    for done, result in enumerate(_results(plan, pool, suite, samples), start=1):
        sums.add(result)
        plan.progress(suite.name, done, len(samples))
    if plan.resume:
        plan.folder.keep(suite.name, sums.samples)  # a fixture that is gone since must not be judged, or accepted
    return sums


def _results(plan: Plan, pool: Pool, suite: Suite, samples: Sequence[Sample]) -> Iterator[SampleResult]:
    """In the order of the samples: those that stand in the folder, and the others as they are run."""
    works = [Work(suite.name, one, plan.setup, _key(suite, one, plan.setup)) for one in samples]
    known = {work.sample.name for work in works if _is_kept(plan, work)}
    fresh = pool.results((work for work in works if work.sample.name not in known), plan.lookup)
    for work in works:
        kept = plan.folder.get(suite.name, work.sample.name) if work.sample.name in known else None
        if kept is None:
            kept = next(fresh)
            plan.folder.append(kept)
        yield kept


def _is_kept(plan: Plan, work: Work) -> bool:
    kept = plan.folder.get(work.suite, work.sample.name) if plan.resume else None
    return kept is not None and kept.key == work.key


def _key(suite: Suite, sample: Sample, setup: Setup) -> str:
    """Of everything the result depends on."""
    metrics = sorted((metric.id, metric.version) for metric in suite.metrics)
    made_with = [setup.model, settings_sha256(), source_sha256()]
    parts = [suite.name, suite.version, metrics, sample.name, sample.sha256, *made_with]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
