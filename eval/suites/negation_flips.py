"""negation-flips: each bare yes or no to a question about a coded fact swapped; no fact may stay as it was."""

from collections.abc import Iterator

from eval.perturb.flips import flips
from eval.perturb.samples import Sample, samples
from eval.suites.suite import Gate, Outcome, Suite, attempt


def run() -> Iterator[Outcome]:
    """One outcome a visit that has such a reply; its gate lists the swapped lines."""
    for sample in samples():
        outcome = attempt(sample.name, _gates, sample)
        if outcome.gates:
            yield outcome


def _gates(sample: Sample) -> Iterator[Gate]:
    swapped = list(flips(sample.visit, sample.transcript))
    if swapped:
        kept = [flip for flip in swapped if flip.stayed or not (flip.inverted or flip.uncertain)]
        yield Gate("no fact stays", not kept, "; ".join(flip.line for flip in swapped))


SUITE = Suite(
    name="negation-flips",
    dangerous_error="a fact that stands whether the patient says yes or no",
    run=run,
)
