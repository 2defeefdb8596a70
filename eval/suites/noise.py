"""noise: the visits with 5, 10 and 20 of 100 words misheard; no wrong code may pass without a word of warning."""

from collections.abc import Iterator
from dataclasses import dataclass

from eval.perturb.noise import RATES, misheard
from eval.perturb.samples import Sample, result_of, samples
from eval.suites.suite import Gate, Outcome, Suite, attempt
from eval.suites.told import told

SEEDS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Heard:
    """One noisy reading: is its first code accepted, does a forbidden one stand, was anybody told."""

    rate: float
    seed: int
    codes: tuple[str, ...]
    right: bool
    told: bool

    @property
    def dangerous(self) -> bool:
        """Wrong, and nothing says so."""
        return not self.right and not self.told


def run() -> Iterator[Outcome]:
    """One outcome a visit, then the curve over all of them."""
    heard: list[Heard] = []
    for sample in samples():
        yield attempt(sample.name, _gates, sample, heard)
    yield Outcome("all visits", tuple(_curve(heard)))


def _readings(sample: Sample) -> Iterator[Heard]:
    for rate in (0.0, *RATES):
        for seed in SEEDS if rate else SEEDS[:1]:
            result = result_of(sample, misheard(sample.transcript, rate, seed) if rate else None)
            codes = tuple(code.code for code in result.codes)
            never = bool(sample.never & set(codes))
            right = not never and (codes[0] in sample.accepted if codes else not sample.accepted)
            yield Heard(rate, seed, codes, right, told(result))


def _gates(sample: Sample, heard: list[Heard]) -> Iterator[Gate]:
    """The gate of one visit, whose readings are kept for the curve."""
    readings = list(_readings(sample))
    heard += readings
    bad = [one for one in readings if one.dangerous]
    seen = "; ".join(f"{one.rate:.0%} seed {one.seed}: {' '.join(one.codes)}" for one in bad) or "none"
    yield Gate("no wrong code without a warning or a query", not bad, seen)


def _curve(heard: list[Heard]) -> Iterator[Gate]:
    for rate in (0.0, *RATES):
        of_it = [one for one in heard if one.rate == rate]
        right, bad = sum(one.right for one in of_it), sum(one.dangerous for one in of_it)
        told = sum(one.told and not one.right for one in of_it)
        seen = f"right {right}/{len(of_it)}, wrong and told {told}, wrong and untold {bad}"
        yield Gate(f"{rate:.0%} of the words misheard", bad == 0, seen)


SUITE = Suite(
    name="noise",
    dangerous_error="a wrong code from misheard words that looks finished",
    run=run,
)
