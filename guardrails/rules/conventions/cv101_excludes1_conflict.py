"""CV101 EXCLUDES1_CONFLICT: codes joined by an Excludes1 note."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from guardrails.answered import answer_to
from guardrails.asking import option
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.code_sets import CodeSet
from guardrails.code_sets.excludes1 import Exclusion, exclusions
from guardrails.code_sets.targets import Wording, targets
from guardrails.examples import diagnosis, flags, passes
from guardrails.reading.basis import family_of
from guardrails.rule import ORDER, Ask, Grade, Hit, Rule
from scribe.schema.coding import CodeAssignment


def check(chart: Chart) -> Iterator[Hit]:
    codes = chart.existing(chart.all_codes)
    for first, second in combinations(codes, 2):
        found = _notes_between(chart.codes, first, second)
        if found:
            gravest = min(found, key=lambda e: ORDER.index(_grade(chart, e)))
            yield _hit(chart, first, second, gravest)


@lru_cache(maxsize=4096)
def _notes_between(codes: CodeSet, first: str, second: str) -> tuple[Exclusion, ...]:
    """Kept, because drafts hold the same few hundred pairs."""
    return exclusions(codes, first, second)


def _grade(chart: Chart, exclusion: Exclusion) -> Grade:
    """By the wording of the note and whether both codes are of one part of the spine (CODING reference 4).

    Only two derived codes can hold the draft: a conflict with a proposed code concerns that code alone.
    """
    if exclusion.doubt:
        return Grade.WARNING
    grave = Grade.HOLD if {exclusion.holder, exclusion.excluded} <= set(chart.derived) else Grade.ERROR
    if _apart(exclusion):
        # "Current injury, by body region" speaks of the same part; a note that names codes is flat for any part.
        return grave if exclusion.wording is Wording.FLAT and targets(exclusion.note) else Grade.INFO
    if exclusion.wording is Wording.NOS and not _symptom_of_it(exclusion):
        return Grade.WARNING
    return grave


def _apart(exclusion: Exclusion) -> bool:
    regions = family_of(exclusion.holder), family_of(exclusion.excluded)
    return None not in regions and regions[0] != regions[1]


def _symptom_of_it(exclusion: Exclusion) -> bool:
    """One of the two is plain pain, so both name one condition and the specific one is kept."""
    return exclusion.holder.startswith(_PLAIN_PAIN) or exclusion.excluded.startswith(_PLAIN_PAIN)


_PLAIN_PAIN = ("M54.2", "M54.3", "M54.4", "M54.5", "M54.6", "M54.9", "R52")


def _hit(chart: Chart, first: str, second: str, exclusion: Exclusion) -> Hit:
    release = chart.codes.release
    words = {
        "first": first,
        "second": second,
        "node": exclusion.node.removeprefix("B:"),
        "note": exclusion.note,
        "release": f"{release.id}, notes of {release.notes}",
        "survivor": _survivor(chart, first, second),
        "doubt": f" {exclusion.doubt}" if exclusion.doubt else "",
    }
    assigned = [a for a in chart.draft.coding.assignments if a.code in (first, second)]
    grade = _grade(chart, exclusion)
    ask = _ask(chart, assigned) if grade is Grade.HOLD else None
    record = answer_to(chart, RULE.id, ask) if ask else None
    if record and record.answer.answer == _UNRELATED.text:
        grade, ask = Grade.INFO, None
        words["doubt"] = " The provider calls the two conditions unrelated."
    elif record and record.answer.answer == _ONE.text:
        words["doubt"] = _IS_ONE
    quotes = tuple(quote for a in assigned for quote in a.evidence)
    return Hit(codes=(first, second), words=words, grade=grade, evidence=quotes, ask=ask)


def _survivor(chart: Chart, first: str, second: str) -> str:
    kept = [code for code in (first, second) if code in chart.derived]
    if len(kept) == 1:
        return f" The record supports {kept[0]}."
    return "" if kept else " The record supports neither."


def _ask(chart: Chart, assigned: list[CodeAssignment]) -> Ask:
    wanted = {i for assignment in assigned for i in assignment.fact_ids}
    facts = tuple(fact for fact in chart.picture.facts if fact.id in wanted)
    families = sorted({family.value for a in assigned if (family := family_of(a.code))})
    return Ask(_QUESTION, (_ONE, _UNRELATED), facts, " and ".join(families), words=None)


_QUESTION = "How do the two conditions described relate to each other?"
_ONE = option("They are one condition", settles=False)
_IS_ONE = " The provider calls the two one condition: a certified coder must choose one of the codes."
_UNRELATED = option("They are unrelated conditions")


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
    message='{first} and {second}: Excludes1 at {node}, "{note}" ({release}).{survivor}{doubt}',
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
        flags(
            "one root in the neck, spondylosis with a root in the low back",
            diagnosis("cervical radiculopathy"),
            diagnosis("lumbar spondylosis with radiculopathy"),
            at="M54.12 M47.26",
        ),
        flags("a symptom beside the infection it is of", diagnosis("lumbar discitis"), proposed="M54.50"),
        flags(
            "a strain of the neck beside pain of the low back",
            diagnosis("neck strain"),
            diagnosis("low back pain"),
            at="S16.1XXA M54.50",
        ),
        passes("two regions without a note between them", diagnosis("cervicalgia"), diagnosis("low back pain")),
    ),
)
