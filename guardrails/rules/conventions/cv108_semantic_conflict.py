"""CV108 SEMANTIC_CONFLICT: two codes that say the same or contradict each other, without a note."""

from collections.abc import Iterator
from itertools import combinations

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.code_sets.code_set import undotted
from guardrails.code_sets.semantic import semantic_conflict
from guardrails.examples import diagnosis, flags, passes
from guardrails.reading.basis import family_of
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for first, second in combinations(chart.existing(chart.all_codes), 2):
        conflict = semantic_conflict(undotted(first), undotted(second))
        if conflict is None or (conflict.of_one_region and _apart(first, second)):
            continue
        if conflict.integral and {first, second} <= set(chart.derived):
            continue
        grade = Grade(conflict.grade)
        if grade is Grade.WARNING and not _of_one_list(chart, first, second):
            continue
        if grade is Grade.ERROR and {first, second} <= set(chart.derived):
            continue  # the coder gives both only for two pains
        if grade is Grade.HOLD and not {first, second} <= set(chart.derived):
            grade = Grade.ERROR
        yield Hit(codes=(first, second), words={"pair": f"{first} and {second}", "why": conflict.why}, grade=grade)


def _of_one_list(chart: Chart, first: str, second: str) -> bool:
    """Derived together or proposed together: a proposal that a derived code displaces has its own finding."""
    return any({first, second} <= set(codes) for codes in (chart.derived, chart.proposed))


def _apart(first: str, second: str) -> bool:
    families = family_of(first), family_of(second)
    return None not in families and families[0] != families[1]


RULE = Rule(
    id="CV108",
    name="SEMANTIC_CONFLICT",
    title="Two codes that say the same or contradict each other, without a note between them",
    why="No Excludes1 note joins these pairs, yet one is inside the other or denies it. None is removed.",
    grade=Grade.WARNING,
    citation=guidelines("I.B.5, I.B.18"),
    check=check,
    message="{pair}: {why}",
    uncertain="The list of pairs is curated; a certified coder must confirm it.",
    examples=(
        flags(
            "unspecified beside specified",
            diagnosis("low back pain"),
            proposed="M54.9",
            at="M54.50 M54.9",
        ),
        flags(
            "low back pain beside a disc code that holds back and leg pain",
            diagnosis("lumbar stenosis"),
            proposed="M51.362 M54.50",
        ),
        flags(
            "integral pain",
            diagnosis("lumbar spondylolisthesis"),
            proposed="M43.16 M54.50",
            at="M43.16 M54.50",
        ),
        passes(
            "a derived pair of pain and its root has its own finding",
            diagnosis("low back pain with lumbar radiculopathy"),
        ),
        passes("a displaced symptom has its own finding", diagnosis("lumbar stenosis"), proposed="M54.50"),
        flags("one disc in two descriptions", diagnosis("back pain"), proposed="M51.26 M51.360"),
        passes("two pains, one of them of no region", diagnosis("neck and upper back pain")),
        passes("two regions", diagnosis("cervicalgia"), diagnosis("low back pain"), proposed="M54.2 M54.50"),
        passes("site and chronic pain", diagnosis("chronic low back pain"), proposed="M54.50 G89.29"),
    ),
)
