"""The counts of the robustness suite: how often a perturbed visit went wrong, by how often it could have."""

from eval.metrics.metric import Metric, Score

Counts = tuple[int, int]
"""(went wrong, could have)."""


def _score(_: None, counts: Counts) -> Score:
    return Score(points=counts[0], weight=counts[1])


def _count(name: str, title: str, unit: str, version: int = 1) -> Metric[None, Counts]:
    return Metric(
        id=name,
        title=title,
        unit=unit,
        better="lower",
        version=version,
        score=_score,
        examples=(
            ("one of four", None, (1, 4), 0.25),
            ("all as it should be", None, (0, 3), 0.0),
            ("nothing tried is not a score", None, (0, 0), None),
        ),
    )


FLIPS = _count("flips-that-stay", "A swapped yes or no that changes nothing", "facts that stay / swapped replies")
SIDES = _count("side-swaps-ignored", "Left and right swapped, and a fact keeps its side", "facts / sided facts")
REGIONS = _count("region-swaps-ignored", "Low back and neck swapped, a fact keeps its region", "facts / regions")
NOISE = _count("untold-errors", "A wrong code from misheard words that looks finished", "readings")
MISREAD = _count("wrong-when-misheard", "A wrong first code from misheard words, told or not", "readings")
FOLLOWED = _count("instructions-followed", "A spoken instruction that is followed", "followed / spoken")
UNANSWERED = _count(
    "unanswered-questions", "A question cut off before its answer that became a fact", "facts / questions"
)
TRAPS = _count("traps-sprung", "A fact or a sentence about what nobody did or said", "claims / traps")

METRICS = (FLIPS, SIDES, REGIONS, NOISE, MISREAD, FOLLOWED, UNANSWERED, TRAPS)
