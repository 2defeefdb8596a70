"""DC113 CONTRADICTION_RADIATION: leg pain is denied, and told or assessed as well."""

from collections.abc import Iterator

from guardrails.asking import claim, option
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.concepts import Concept
from guardrails.reading.problem import unique
from guardrails.reading.radiation import denials, disputed, told
from guardrails.reading.sites import Family
from guardrails.rule import Ask, Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for problem in chart.picture.problems:
        named = problem.named({Concept.SCIATICA, Concept.RADICULOPATHY})
        denied = () if told(problem) else denials(problem)
        if named and denied and problem.family is not Family.NECK:
            facts = unique([*(m.fact for m in named), *denied])
            ask = Ask(_QUESTION, _OPTIONS, facts, problem.key, subject=named[0].fact)
            yield Hit(facts=facts, words={"who": "The assessment and the history"}, ask=ask)
        elif facts := disputed(problem):
            subject = (*problem.pain_facts(), *facts)[0]
            ask = Ask(_QUESTION, _OPTIONS, facts, problem.key, subject=subject)
            yield Hit(facts=facts, words={"who": "Two statements of the history"}, ask=ask)


_QUESTION = "Does pain travel into the leg today?"
_OPTIONS = (
    option("No pain in the leg today", claim("radiation", "leg", denied=True)),
    option("Pain travels into the leg today", claim("radiation", "leg")),
)


RULE = Rule(
    id="DC113",
    name="CONTRADICTION_RADIATION",
    title="Leg pain is denied, and told or assessed as well",
    why="Two statements of the record disagree; the code is provisional until the provider has settled it.",
    grade=Grade.HOLD,
    citation=guidelines("I.A.19"),
    check=check,
    message="{who} disagree on pain in the leg.",
    examples=(
        flags(
            "sciatica beside denied leg pain",
            diagnosis("low back pain with left sciatica"),
            said("radiation", "leg", by="patient", assertion="denied"),
        ),
        flags(
            "denied first and told later, nothing assessed",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", assertion="denied", quote="it doesn't go down the leg"),
            said("radiation", "leg", by="patient", quote="it shoots down my leg at night"),
        ),
        passes(
            "the other leg is denied",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", side="right", assertion="denied"),
            said("radiation", "leg", by="patient", side="left"),
        ),
        passes(
            "not below the knee",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", assertion="denied", quote="it doesn't go past the knee"),
            said("radiation", "leg", by="patient", quote="down my thigh"),
        ),
        passes(
            "gone since",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", assertion="denied", quote="not down the leg anymore"),
            said("radiation", "leg", by="patient", quote="it shoots down my leg"),
        ),
        passes(
            "a no taken back at once",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", assertion="denied", quote="no"),
            said("radiation", "leg", by="patient", quote="well, actually down my leg"),
        ),
        passes(
            "leg pain documented as well",
            diagnosis("low back pain with left sciatica"),
            said("radiation", "leg", by="patient", side="right", assertion="denied"),
            said("radiation", "leg", by="patient", side="left"),
        ),
        passes(
            "leg pain denied, none assessed",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", assertion="denied"),
        ),
        passes(
            "sciatica only by the patient's word",
            diagnosis("low back pain"),
            diagnosis("sciatica", by="patient"),
            said("radiation", "leg", assertion="denied"),
        ),
    ),
)
