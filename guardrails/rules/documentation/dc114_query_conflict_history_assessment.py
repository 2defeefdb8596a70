"""DC114 QUERY_CONFLICT_HISTORY_ASSESSMENT: the history and the assessment cannot both be meant."""

from collections.abc import Iterator

from guardrails.asking import Option, claim, option
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes, said
from guardrails.reading.conflicts import Conflict, conflicts
from guardrails.reading.problem import unique
from guardrails.rule import Ask, Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for conflict in conflicts(chart.picture):
        facts = unique([*conflict.history, *conflict.assessment])
        ask = Ask(_QUESTIONS[conflict.on], _options(conflict), facts, conflict.on, subject=conflict.assessment[0])
        yield Hit(facts=facts, words={"what": conflict.on}, ask=ask)


_QUESTIONS = {
    "region": "Where is the pain of this visit located?",
    "injury": "Was there an injury?",
    "course": "How would you describe the course of this pain?",
    "origin": "Which of the two statements on the origin of the pain describes this visit?",
}


def _options(conflict: Conflict) -> tuple[Option, ...]:
    match conflict.on:
        case "region":
            return tuple(option(f"The {part}", claim("region", name)) for part, name in conflict.choices)
        case "course":
            return tuple(
                option(word.capitalize(), claim("chronicity", word, words=word)) for word, _ in conflict.choices
            )
        case "injury":
            return (
                option("An injury brought it on", claim("mechanism", "injury", injury="current", phase="active")),
                option("No injury brought it on", claim("mechanism", "injury", denied=True, injury="none")),
            )
    return (
        option("A psychological origin is excluded", claim("psychogenic", "unspecified", denied=True)),
        option("The stated diagnosis stands"),
    )


RULE = Rule(
    id="DC114",
    name="QUERY_CONFLICT_HISTORY_ASSESSMENT",
    title="The history and the assessment cannot both be meant",
    why="Where two statements of the record disagree, only the provider can say which describes the visit.",
    grade=Grade.HOLD,
    rows=("D37",),
    citation=guidelines("I.A.19"),
    check=check,
    message="The history and the assessment disagree ({what}); the codes are provisional until it is settled.",
    examples=(
        flags(
            "neck in the history, low back in the assessment", complaint("neck pain"), diagnosis("low back pain")
        ),
        flags(
            "no injury in the history, a strain in the assessment",
            complaint("low back pain"),
            said("mechanism", "injury", by="patient", assertion="denied", injury="none"),
            diagnosis("acute lumbar strain due to a fall"),
        ),
        flags(
            "acute by one word, chronic by another",
            said("chronicity", "chronic", words="chronic"),
            diagnosis("acute low back pain"),
        ),
        flags(
            "excluded and diagnosed",
            said("psychogenic", "unspecified", assertion="denied", quote="not psychological"),
            diagnosis("somatoform pain disorder of the back"),
        ),
        flags(
            "no injury in the history, pain of a fall in the assessment",
            complaint("low back pain"),
            said("mechanism", "injury", by="patient", assertion="denied", quote="no injury"),
            diagnosis("acute low back pain due to a fall"),
        ),
        passes(
            "pain of a fall in which the clinician finds no injury",
            complaint("low back pain"),
            said("mechanism", "any injury", assertion="denied", quote="I don't find a strain or any other injury"),
            diagnosis("acute low back pain due to a fall"),
        ),
        passes(
            "back in the history, low back in the assessment", complaint("back pain"), diagnosis("low back pain")
        ),
        passes("one more region in the history", complaint("neck and low back pain"), diagnosis("low back pain")),
        passes("acute on chronic", diagnosis("acute on chronic low back pain")),
        passes(
            "the patient's own idea of a cause",
            complaint("low back pain"),
            diagnosis("sciatica", by="patient"),
            diagnosis("mechanical low back pain"),
        ),
    ),
)
