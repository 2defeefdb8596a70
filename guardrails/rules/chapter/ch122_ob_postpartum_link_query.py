"""CH122 OB_POSTPARTUM_LINK_QUERY: pain later than six weeks after delivery, and no link stated."""

from collections.abc import Iterator

from guardrails.asking import claim, option
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.pregnancy import postpartum
from guardrails.reading.problem import unique
from guardrails.rule import Ask, Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    stated = postpartum(chart.picture)
    state = stated if stated.facts else postpartum(chart.picture, by_anybody=True)
    settled = state.linked or state.unlinked or stated.within_puerperium
    pains = [fact for problem in chart.picture.problems for fact in problem.pain_facts()[:1]]
    if state.facts and pains and not settled:
        facts = unique([*state.facts, *pains])
        yield Hit(facts=facts, ask=Ask(_QUESTION, _OPTIONS, facts, subject=pains[0]))


_QUESTION = "How is this pain related to the pregnancy or delivery?"
_OPTIONS = (
    option("Not related", claim("history", "postpartum, not related to the pregnancy or delivery")),
    option("Related", claim("history", "postpartum, related to the pregnancy or delivery")),
)


RULE = Rule(
    id="CH122",
    name="OB_POSTPARTUM_LINK_QUERY",
    title="Pain later than six weeks after delivery, and no link stated",
    why="After the puerperium a chapter 15 code needs the provider's word that the condition is of the pregnancy.",
    grade=Grade.WARNING,
    rows=("D53",),
    citation=guidelines("I.C.15.o"),
    check=check,
    message="The patient has given birth; whether the pain is related to it is not stated.",
    examples=(
        flags("four months later", diagnosis("low back pain"), said("history", "4 months postpartum")),
        flags(
            "told by the patient",
            diagnosis("coccydynia"),
            said("history", "delivered five months ago", by="patient"),
        ),
        passes("three weeks later", diagnosis("low back pain"), said("history", "3 weeks postpartum")),
        passes("linked", diagnosis("postpartum low back pain"), said("history", "4 months postpartum")),
        passes("no delivery", diagnosis("low back pain")),
    ),
)
