"""CH103 QUERY_CHRONICITY: pain that may be chronic, and no clinician says so."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.coding_rule import CAUSES_WITHOUT_G89, INJURIES
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.hints import said_of_time
from guardrails.reading.problem import unique
from guardrails.rule import Ask, Grade, Hit, Rule
from scribe.schema.facts import Chronicity


def check(chart: Chart) -> Iterator[Hit]:
    for problem in chart.picture.problems:
        clinician = [f for a in _STATED for f in problem.acuity(a, by_clinician=True)]
        if (
            clinician
            or chart.derived_by((*INJURIES, *CAUSES_WITHOUT_G89, "CD134", "CD135"))
            or not problem.pain_facts()
        ):
            continue
        patient = problem.acuity(Chronicity.CHRONIC, by_clinician=False)
        facts = unique([*patient, *said_of_time(problem.course())])
        if facts:
            indicators = unique([*problem.pain_facts()[:1], *facts])
            yield Hit(
                facts=facts,
                ask=Ask("How would you describe the course of this pain?", _OPTIONS, indicators, problem.key),
            )


_STATED = (Chronicity.ACUTE, Chronicity.SUBACUTE, Chronicity.CHRONIC)
_OPTIONS = ("Acute", "Chronic", "Subacute")


RULE = Rule(
    id="CH103",
    name="QUERY_CHRONICITY",
    title="Pain that may be chronic, and no clinician says so",
    why=(
        "A long duration, words such as persistent, or the patient's own word call for a question, never "
        "for a code."
    ),
    grade=Grade.WARNING,
    citation=guidelines("I.C.6.b.4"),
    check=check,
    message="The record points to a longer course and no clinician states the acuity of the pain.",
    examples=(
        flags(
            "the patient calls it chronic",
            diagnosis("low back pain"),
            said("chronicity", "chronic", by="patient", words="chronic"),
        ),
        flags("two years", diagnosis("low back pain"), said("onset", "two years", duration=2.0, unit="year")),
        flags(
            "long-standing",
            diagnosis("low back pain"),
            said("chronicity", "unspecified", words="long-standing", quote="long-standing"),
        ),
        passes("three weeks", diagnosis("low back pain"), said("onset", "three weeks", duration=3.0, unit="week")),
        passes(
            "the clinician calls it chronic",
            diagnosis("chronic low back pain"),
            said("onset", "a year", duration=1.0, unit="year"),
        ),
        passes(
            "a known cause", diagnosis("lumbar stenosis"), said("onset", "two years", duration=2.0, unit="year")
        ),
    ),
)
