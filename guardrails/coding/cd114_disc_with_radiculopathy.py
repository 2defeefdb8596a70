"""CD114 DISC_WITH_RADICULOPATHY: disc disorder with radiculopathy or sciatica."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives, said
from guardrails.reading.concepts import DISC, Concept
from guardrails.reading.disc import disc_codes
from guardrails.reading.mentions import Mention
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    discs, roots = problem.named(DISC), problem.named({Concept.RADICULOPATHY, Concept.SCIATICA})
    if discs and roots:
        facts = unique(m.fact for m in (*discs, *roots))
        because = "A disc disorder and radiculopathy or sciatica of the same region are one combination code."
        for code in disc_codes(problem, _bearing(discs, roots), "M50.1", "M51.1"):
            yield Suggestion(code, problem.key, facts, because)


def _bearing(discs: tuple[Mention, ...], roots: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The discs named together with the root or nerve, else the displaced ones, else all."""
    together = {m.fact.id for m in roots}
    beside = tuple(m for m in discs if m.fact.id in together)
    displaced = tuple(m for m in discs if m.concept is Concept.DISC_DISPLACEMENT)
    return beside or displaced or discs


RULE = CodingRule(
    id="CD114",
    name="DISC_WITH_RADICULOPATHY",
    title="Disc disorder with radiculopathy or sciatica",
    why="The Index joins disc disorder and radiculopathy by 'with': they are taken as linked (I.A.15).",
    rows=("D14",),
    citation=tabular("M50.1, M51.1"),
    derive=for_each_problem(derive),
    examples=(
        gives(
            "disc herniation with sciatica", diagnosis("L4-5 disc herniation with left sciatica"), codes="M51.16"
        ),
        gives("by its level", diagnosis("L5-S1 disc herniation with radiculopathy"), codes="M51.17"),
        gives("cervical, by its level", diagnosis("C5-6 disc herniation with radiculopathy"), codes="M50.122"),
        gives(
            "a disc on a report only",
            diagnosis("left lumbar radiculopathy"),
            said("imaging", "disc herniation at L4-5", status="reported"),
            codes="M54.16",
        ),
    ),
)
