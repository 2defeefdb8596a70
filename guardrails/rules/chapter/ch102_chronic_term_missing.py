"""CH102 CHRONIC_TERM_MISSING: a chronic pain code without the clinician's word chronic."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.terms import Chronicity


def check(chart: Chart) -> Iterator[Hit]:
    said_chronic = [f for p in chart.picture.problems for f in p.acuity(Chronicity.CHRONIC, by_clinician=True)]
    for code in chart.extra_below("G89.2") if not said_chronic else ():
        yield Hit(codes=(code,), words={"code": code})


RULE = Rule(
    id="CH102",
    name="CHRONIC_TERM_MISSING",
    title="A chronic pain code without the clinician's word chronic",
    why="No duration makes a pain chronic: the provider's documentation must call it so.",
    grade=Grade.ERROR,
    citation=guidelines("I.C.6.b.4"),
    check=check,
    message="{code} is proposed and no clinician calls the pain chronic.",
    examples=(
        flags(
            "only a duration",
            diagnosis("low back pain"),
            said("onset", "two years", duration=2.0, unit="year"),
            proposed="G89.29",
            at="G89.29",
        ),
        flags(
            "only the patient's word",
            diagnosis("low back pain"),
            said("chronicity", "chronic", by="patient", words="chronic"),
            proposed="M54.50 G89.29",
        ),
        passes("the clinician's word", diagnosis("chronic low back pain"), proposed="G89.29"),
        passes(
            "known cause: another finding",
            diagnosis("chronic low back pain due to lumbar stenosis"),
            proposed="G89.29",
        ),
    ),
)
