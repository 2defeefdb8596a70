"""What a run is compared with: the accepted baselines, those of a folder, or another run."""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from eval import baseline, suites
from eval.baseline import Baseline, baseline_of
from eval.errors import BaselineUnreadable
from eval.running.folder import RunFolder
from eval.running.sums import Sums
from eval.suite import Suite

_NONE = "none"
Baselines = Callable[[str], Baseline | None]


def baselines(given: str | None, *, own: bool) -> tuple[Baselines, str | None]:
    """Baseline by suite, kept once read, and its name. own: the project's fixtures, which have accepted ones.

    Raises InputError.
    """
    if given == _NONE or (given is None and not own):
        return (lambda _: None), None
    if given is None:
        return baseline.load, "accepted baselines"
    folder = Path(given)
    if not folder.is_dir():
        raise BaselineUnreadable(given)
    run = RunFolder(folder)
    if run.has_results:
        return cache(lambda suite: of_run(run, suite)), given
    return cache(lambda suite: baseline.load(suite, folder)), given


def require(baseline: Baselines, against: str, names: Iterable[str]) -> None:
    """Raise BaselineUnreadable where one of the suites has none: it would pass for one that is no worse."""
    for name in names:
        if baseline(name) is None:
            raise BaselineUnreadable(f"{against} has none of {name}: that")


def of_run(run: RunFolder, suite: str) -> Baseline | None:
    """The scores of a suite in a run, as a baseline; None where it did not run. Raises RunUnreadable."""
    if suite not in run.suites():
        return None
    return baseline_of(sums_of(run, suite), run.load().versions)


def eased(suite: Suite, min_scored: int | None, *, own: bool) -> Suite:
    """The suite as it judges this folder: the numbers its gates ask for are those of the project's fixtures."""
    if min_scored is None:
        return suite if own else suite.eased(1)
    return suite.eased(min_scored)


def sums_of(run: RunFolder, suite: str) -> Sums:
    """The kept results of a suite."""
    sums = Sums(suites.known(suite))
    for result in run.results(suite):
        sums.add(result)
    return sums
