"""DC116 CERTAINTY_NOT_UNIFORM: a coded condition that the clinician also calls uncertain in this visit."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes
from guardrails.reading.concepts import PAINS
from guardrails.reading.mentions import Mention, Standing
from guardrails.reading.problem import Problem, unique
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    doubted = [m for m in chart.picture.mentions if m.standing is Standing.UNCERTAIN and m.by_clinician]
    for problem in chart.picture.problems if doubted else ():
        yield from _of_problem(problem, doubted)


def _of_problem(problem: Problem, doubted: list[Mention]) -> Iterator[Hit]:
    sure = [m for m in problem.mentions if m.standing is Standing.ESTABLISHED and m.concept not in PAINS]
    for mention in sure:
        same = [m.fact for m in doubted if m.concept is mention.concept and m.fact.id != mention.fact.id]
        if same:
            yield Hit(facts=unique([*same, mention.fact]), words={"what": mention.concept.value})


RULE = Rule(
    id="DC116",
    name="CERTAINTY_NOT_UNIFORM",
    title="A condition that is stated in one place and left open in another",
    why=(
        "Outside a hospital stay an uncertain diagnosis is not coded. Where the same condition is stated as well, "
        "the provider sees both quotes: the hedge may be what was meant, or lost in one of the two."
    ),
    grade=Grade.WARNING,
    rows=("D57",),
    citation=guidelines("IV.H"),
    check=check,
    message="The {what} is stated as established and, elsewhere in this visit, as uncertain.",
    examples=(
        flags(
            "suspected, then in the assessment",
            diagnosis("lumbar disc herniation", assertion="uncertain"),
            diagnosis("lumbar disc herniation with low back pain"),
        ),
        flags(
            "the hedge stands in the phrase",
            diagnosis("possible lumbar stenosis"),
            diagnosis("lumbar stenosis"),
        ),
        passes("only suspected", diagnosis("low back pain, possible lumbar stenosis")),
        passes("only stated", diagnosis("lumbar stenosis"), diagnosis("lumbar stenosis with low back pain")),
        passes(
            "another condition is suspected",
            diagnosis("lumbar stenosis"),
            diagnosis("disc herniation", assertion="uncertain"),
        ),
        passes(
            "the patient's own doubt",
            diagnosis("maybe sciatica", by="patient", stated_by="patient"),
            diagnosis("left sciatica"),
        ),
    ),
)
