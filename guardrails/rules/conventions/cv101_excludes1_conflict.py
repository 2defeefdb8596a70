"""CV101 EXCLUDES1_CONFLICT: codes joined by an Excludes1 note."""

from collections.abc import Iterator
from itertools import combinations

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.code_sets.excludes1 import Exclusion, exclusions
from guardrails.code_sets.targets import Wording
from guardrails.examples import diagnosis, flags, passes
from guardrails.reading.basis import family_of
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    codes = chart.existing(chart.all_codes)
    for first, second in combinations(codes, 2):
        found = exclusions(chart.codes, first, second)
        if found:
            gravest = min(found, key=lambda e: _ORDER.index(_grade(chart, e)))
            yield _hit(chart, first, second, gravest)


_ORDER = (Grade.HOLD, Grade.ERROR, Grade.WARNING, Grade.INFO)


def _grade(chart: Chart, exclusion: Exclusion) -> Grade:
    """By the wording of the note; two derived codes in conflict hold the draft, a proposal concerns itself only."""
    regions = family_of(exclusion.holder), family_of(exclusion.excluded)
    apart = None not in regions and regions[0] != regions[1]
    if exclusion.doubt or exclusion.wording is Wording.NOS or apart:
        return Grade.WARNING
    both_derived = {exclusion.holder, exclusion.excluded} <= set(chart.derived)
    return Grade.HOLD if both_derived else Grade.ERROR


def _hit(chart: Chart, first: str, second: str, exclusion: Exclusion) -> Hit:
    words = {
        "first": first,
        "second": second,
        "node": exclusion.node.removeprefix("B:"),
        "note": exclusion.note,
        "doubt": f" {exclusion.doubt}" if exclusion.doubt else "",
    }
    evidence = tuple(
        quote for a in chart.draft.coding.assignments if a.code in (first, second) for quote in a.evidence
    )
    return Hit(codes=(first, second), words=words, grade=_grade(chart, exclusion), evidence=evidence)


RULE = Rule(
    id="CV101",
    name="EXCLUDES1_CONFLICT",
    title="Codes joined by an Excludes1 note",
    why=(
        "Excludes1 says the two conditions cannot be reported together. The one exception is two unrelated "
        "conditions, and only the provider can say so. No code is removed: both are shown with the note."
    ),
    grade=Grade.ERROR,
    citation=guidelines("I.A.12.a"),
    check=check,
    message='{first} and {second}: Excludes1 at {node}, "{note}".{doubt}',
    examples=(
        flags(
            "low back pain beside lumbago with sciatica",
            diagnosis("low back pain with left sciatica"),
            proposed="M54.50",
            at="M54.42 M54.50",
        ),
        flags(
            "thoracic pain beside other dorsalgia",
            diagnosis("thoracic back pain"),
            proposed="M54.89",
            at="M54.6 M54.89",
        ),
        flags("a pain beside the strain", diagnosis("acute lumbar strain"), proposed="M54.50"),
        flags("inherited from the category", diagnosis("back pain"), proposed="F45.41", at="M54.9 F45.41"),
        passes("an Excludes2 pair may stand together", diagnosis("chronic back pain"), proposed="M54.9 G89.29"),
        passes("two regions without a note between them", diagnosis("cervicalgia"), diagnosis("low back pain")),
    ),
)
