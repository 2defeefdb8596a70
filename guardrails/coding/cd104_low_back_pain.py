"""CD104 LOW_BACK_PAIN: low back pain, type not stated."""

from collections.abc import Iterator
from datetime import date

from guardrails.citation import index
from guardrails.coding_rule import OUTRANK_PAIN, CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives, said
from guardrails.reading.concepts import PAINS
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import Family, Site


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    if problem.family is Family.LOW_BACK and problem.pain_facts():
        yield Suggestion(
            "M54.50",
            problem.key,
            problem.pain_facts(),
            "Low back pain is stated, and neither its type nor its cause.",
            uncertain=any(m.reading.site is Site.LUMBOSACRAL for m in problem.named(PAINS)),
        )


RULE = CodingRule(
    id="CD104",
    name="LOW_BACK_PAIN",
    title="Low back pain, type not stated",
    why="The region is documented, so M54.9 would lose it. M54.51 and .59 need the provider's words.",
    rows=("D04",),
    citation=index("Pain, low back"),
    derive=for_each_problem(derive),
    yields_to=(*OUTRANK_PAIN, "CD105", "CD107", "CD111", "CD166"),
    uncertain="Lumbosacral pain has no exact Index entry and is taken for low back pain.",
    examples=(
        gives("lumbosacral pain", diagnosis("lumbosacral pain"), codes="M54.50"),
        gives("lumbago", diagnosis("lumbago"), codes="M54.50"),
        gives("the day before M54.5 was split", diagnosis("low back pain"), codes="M54.5", day=date(2021, 9, 30)),
        gives("the day M54.5 was split", diagnosis("low back pain"), codes="M54.50", day=date(2021, 10, 1)),
        gives("the patient's complaint alone", complaint("lower back pain"), codes="M54.50"),
        gives(
            "a lumbar site under an assessment of back pain",
            diagnosis("back pain"),
            said("region", "lumbar", by="patient", quote="my lower back"),
            codes="M54.50",
            withheld="M54.9",
        ),
        gives(
            "a strain takes its place",
            diagnosis("acute lumbar strain"),
            complaint("low back pain"),
            codes="S39.012A",
            withheld="M54.50",
        ),
        gives(
            "hearsay of a cause changes nothing",
            complaint("low back pain"),
            diagnosis("slipped disc", by="patient"),
            codes="M54.50",
        ),
    ),
)
