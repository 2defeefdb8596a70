"""CH113 PSYCHOGENIC_EXCLUDED_INFO: a psychological origin that the clinician excluded."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.facts import Psychogenic
from scribe.schema.terms import Assertion
from scribe.schema.transcript import SpeakerRole


def check(chart: Chart) -> Iterator[Hit]:
    excluded = [f for f in chart.picture.of(Psychogenic) if f.assertion is Assertion.DENIED]
    facts = tuple(f for f in excluded if f.speaker_role is SpeakerRole.CLINICIAN)
    if facts and chart.picture.in_scope:
        yield Hit(facts=facts)


RULE = Rule(
    id="CH113",
    name="PSYCHOGENIC_EXCLUDED_INFO",
    title="A psychological origin that the clinician excluded",
    why="The exclusion is kept as said; it changes no code.",
    grade=Grade.INFO,
    rows=("D37",),
    citation=guidelines("I.C.5.a"),
    check=check,
    message="The clinician excludes a psychological origin of the pain; no code changes.",
    examples=(
        flags(
            "not psychological",
            diagnosis("low back pain"),
            said("psychogenic", "unspecified", assertion="denied", quote="not psychological"),
        ),
        passes("nobody spoke of it", diagnosis("low back pain")),
        passes(
            "the patient says so",
            diagnosis("low back pain"),
            said("psychogenic", "unspecified", assertion="denied", by="patient", quote="not psychological"),
        ),
    ),
)
