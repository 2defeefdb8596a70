"""CH106 G89_NOT_ALLOWED_DEFINITIVE_DX: a pain code beside the known cause that is managed."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.coding_rule import CAUSES_WITHOUT_G89, INJURIES
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    causes = chart.derived_by(CAUSES_WITHOUT_G89 + INJURIES)
    for code in chart.extra_below("G89.1", "G89.2") if causes else ():
        yield Hit(codes=(code,), words={"code": code, "cause": ", ".join(causes)})


RULE = Rule(
    id="CH106",
    name="G89_NOT_ALLOWED_DEFINITIVE_DX",
    title="A pain code beside the known cause that is managed",
    why=(
        "When the underlying diagnosis is known and managed, it is coded without G89, unless the visit is "
        "for pain control."
    ),
    grade=Grade.ERROR,
    citation=guidelines("I.C.6.b.1"),
    check=check,
    message="{code} is proposed although the cause of the pain is diagnosed, coded {cause}.",
    examples=(
        flags(
            "with spondylolisthesis",
            diagnosis("lumbar spondylolisthesis with chronic low back pain"),
            proposed="M43.16 G89.29",
            at="G89.29",
        ),
        flags("beside a strain", diagnosis("acute lumbar strain"), proposed="G89.11"),
        passes(
            "a visit for pain control",
            diagnosis("lumbar stenosis with chronic low back pain"),
            said("encounter_reason", "pain control"),
            proposed="G89.29 M48.061",
        ),
        passes("no cause known", diagnosis("chronic low back pain"), proposed="G89.29"),
    ),
)
