"""CH116 QUERY_INJURY_CURRENT_OR_OLD: an injury of which nobody can tell whether it is current."""

from collections.abc import Iterator

from guardrails.asking import claim, option
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.coding_rule import INJURIES
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.concepts import Concept
from guardrails.reading.injury import is_current
from guardrails.reading.problem import unique
from guardrails.reading.unclear import is_unclear
from guardrails.rule import Ask, Grade, Hit, Rule
from scribe.schema.terms import InjuryStatus


def check(chart: Chart) -> Iterator[Hit]:
    for problem in chart.picture.problems:
        unclear = [m for m in problem.mechanisms() if is_unclear(m)]
        named = [m.fact for m in problem.named(INJURY_WORDS)]
        old = [m for m in problem.mechanisms() if m.attributes.injury is InjuryStatus.OLD] if named else []
        doubtful = any(not is_current(m, problem) for m in problem.named(INJURY_WORDS))
        if (unclear or old or doubtful) and not chart.derived_by((*INJURIES, "CD143")):
            facts = unique([*unclear, *old, *named])
            indicators = unique([*problem.pain_facts()[:1], *facts])
            options = _OF_NAMED_INJURY if named else _OF_NO_INJURY
            subject = unique([*named, *problem.pain_facts()])
            ask = Ask(_QUESTION, options, indicators, problem.key, subject=subject[0] if subject else None)
            yield Hit(facts=facts, ask=ask)


INJURY_WORDS = frozenset({Concept.STRAIN, Concept.SPRAIN, Concept.INJURY})
_QUESTION = "Is the injury described current or old?"
_OF_NO_INJURY = (
    option(
        "A current injury (please state the diagnosis)",
        claim("mechanism", "injury", injury="current"),
        needs_text=True,
    ),
    option("An old injury", claim("mechanism", "injury", injury="old", phase="healed")),
    option("No injury", claim("mechanism", "injury", denied=True, injury="none")),
)
_OF_NAMED_INJURY = (
    option("Current, under active treatment", claim("mechanism", "injury", injury="current", phase="active")),
    option("Current, healing or in recovery", claim("mechanism", "injury", injury="current", phase="healing")),
    option("No injury", claim("mechanism", "injury", denied=True, injury="none")),
    option("Old, fully healed", claim("mechanism", "injury", injury="old", phase="healed")),
    option("Old, with lasting effects", claim("mechanism", "injury", injury="old", phase="sequela")),
)


RULE = Rule(
    id="CH116",
    name="QUERY_INJURY_CURRENT_OR_OLD",
    title="An injury of which nobody can tell whether it is current",
    why=(
        "Whether an injury is current decides between chapter 13 and chapter 19; if it cannot be told, it is asked."
    ),
    grade=Grade.WARNING,
    rows=("D44",),
    citation=guidelines("I.C.13.b"),
    check=check,
    message="The record leaves open whether the injury is current or old.",
    examples=(
        flags(
            "nobody can tell",
            diagnosis("low back pain"),
            said("mechanism", "lifting, some time ago", injury="unclear"),
        ),
        flags(
            "nobody can tell, in words alone",
            diagnosis("low back pain"),
            said("mechanism", "cannot tell whether it is the old injury or a new one"),
        ),
        flags(
            "a strain of an old accident",
            diagnosis("lumbar strain"),
            said("mechanism", "car accident", injury="old"),
        ),
        flags("a chronic strain", diagnosis("chronic lumbar strain")),
        flags("an old strain beside the pain", diagnosis("low back pain"), diagnosis("old lumbar strain")),
        passes(
            "no injury", diagnosis("low back pain"), said("mechanism", "injury", assertion="denied", injury="none")
        ),
        passes(
            "an old chair and a new job",
            diagnosis("low back pain"),
            said("mechanism", "an old chair at a new job, not sure"),
        ),
        passes(
            "a current strain",
            diagnosis("acute lumbar strain"),
            said("mechanism", "lifted a couch", injury="current"),
        ),
    ),
)
