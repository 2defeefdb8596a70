"""CD117 LUMBAR_DISC_DEGENERATION: lumbar or lumbosacral disc degeneration, by its pain."""

from collections.abc import Iterator
from datetime import date

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives, said
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique
from guardrails.reading.sites import REGION_DIGIT, Site

_PATTERN = {(True, False): "0", (False, True): "1", (True, True): "2", (False, False): "9"}
"""(back pain, leg pain) stated -> sixth character."""


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    discs = problem.named({Concept.DISC_DEGENERATION})
    digit = _PATTERN[bool(problem.pain_facts()), bool(problem.limb_facts())]
    apart = any(fact not in [m.fact for m in discs] for fact in (*problem.pain_facts(), *problem.limb_facts()))
    facts = unique([*(m.fact for m in discs), *problem.pain_facts(), *problem.limb_facts()])
    for site in dict.fromkeys(problem.site_of(m) for m in discs):
        if site in (Site.LUMBAR, Site.LUMBOSACRAL):
            because = "Disc degeneration is diagnosed; the last character says where it hurts."
            yield Suggestion(f"M51.3{REGION_DIGIT[site]}{digit}", problem.key, facts, because, uncertain=apart)


RULE = CodingRule(
    id="CD117",
    name="LUMBAR_DISC_DEGENERATION",
    title="Lumbar or lumbosacral disc degeneration, by its pain",
    why="Since 2024-10-01 the sixth character holds the pain pattern, so the pain is inside the code.",
    rows=("D17", "D18", "D19", "D20"),
    citation=tabular("M51.36-, M51.37-"),
    derive=for_each_problem(derive),
    yields_to=("CD114", "CD115"),
    uncertain="A complaint of pain beside the diagnosis is taken for the pain pattern of the disc.",
    examples=(
        gives(
            "with discogenic back pain only",
            diagnosis("lumbar degenerative disc disease with discogenic low back pain"),
            said("radiation", "leg", by="patient", assertion="denied", quote="no leg pain"),
            codes="M51.360",
        ),
        gives("no pain stated", diagnosis("L5-S1 disc degeneration"), codes="M51.379"),
        gives(
            "with back and leg pain",
            diagnosis("lumbar degenerative disc disease"),
            complaint("low back pain"),
            said("radiation", "leg", by="patient"),
            codes="M51.362",
        ),
        gives(
            "the last day of the shorter code",
            diagnosis("lumbar degenerative disc disease"),
            codes="M51.36",
            day=date(2024, 9, 30),
        ),
        gives(
            "a likely degeneration in an office",
            diagnosis("low back pain, likely lumbar disc degeneration"),
            codes="M54.50",
        ),
    ),
)
