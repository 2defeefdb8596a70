"""DC109 READERS_DISAGREE: two readers that understood the same words differently."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.documentation import DisagreementOn


def check(chart: Chart) -> Iterator[Hit]:
    for disagreement in chart.draft.documentation.disagreements:
        facts = tuple(fact for fact in (disagreement.primary, disagreement.second) if fact)
        grade = Grade.WARNING if disagreement.on is DisagreementOn.ONLY_ONE else Grade.ERROR
        words = {"kind": disagreement.kind.value.replace("_", " "), "on": disagreement.on.value}
        yield Hit(facts=facts, words=words, grade=grade)


RULE = Rule(
    id="DC109",
    name="READERS_DISAGREE",
    title="Two readers that understood the same words differently",
    why=(
        "A difference in assertion, side, region or number can change a code; a fact only one reader has "
        "must be seen."
    ),
    grade=Grade.WARNING,
    citation=Citation("Rule of this software", "two readers", "2026"),
    check=check,
    message="Two readers differ on {kind} ({on}); the safer reading stands until the clinician decides.",
    examples=(
        flags(
            "one denies what the other documents", diagnosis("low back pain"), draft={"disagreement": "assertion"}
        ),
        passes("they agree", diagnosis("low back pain")),
    ),
)
