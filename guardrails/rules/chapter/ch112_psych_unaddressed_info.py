"""CH112 PSYCH_UNADDRESSED_INFO: a psychological origin that no provider stated."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.concepts import Concept
from guardrails.reading.problem import unique
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.facts import Psychogenic


def check(chart: Chart) -> Iterator[Hit]:
    if not chart.picture.in_scope or chart.derived_below("F45.4"):
        return
    for code in chart.extra_below("F45.4"):
        yield Hit(codes=(code,), words={"rest": f", which {code} needs"})
    mood = unique(m.fact for m in chart.picture.established(Concept.MOOD))
    if mood and not chart.picture.of(Psychogenic) and not chart.extra_below("F45.4"):
        yield Hit(facts=mood, words={"rest": "; a mood disorder beside it changes no code"})


RULE = Rule(
    id="CH112",
    name="PSYCH_UNADDRESSED_INFO",
    title="A psychological origin that no provider stated",
    why=(
        "A mood disorder beside pain is no psychogenic pain, and silence changes no code. No link may be "
        "inferred, and no exclusion may be written that nobody said."
    ),
    grade=Grade.INFO,
    rows=("D37",),
    citation=guidelines("I.C.5.a, I.A.19"),
    check=check,
    message="No provider states a psychological origin of the pain{rest}.",
    examples=(
        flags(
            "proposed beside depression",
            diagnosis("chronic low back pain"),
            diagnosis("recurrent major depression"),
            proposed="F45.42",
            at="F45.42",
        ),
        flags("depression assessed", diagnosis("low back pain"), diagnosis("depression")),
        passes("mood only asked about", diagnosis("low back pain"), said("history", "mood is fine")),
        passes(
            "the provider's diagnosis",
            diagnosis("low back pain"),
            diagnosis("pain disorder with related psychological factors"),
            proposed="F45.42",
        ),
    ),
)
