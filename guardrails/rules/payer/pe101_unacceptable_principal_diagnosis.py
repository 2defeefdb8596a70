"""PE101 UNACCEPTABLE_PRINCIPAL_DIAGNOSIS: an evaluation as the principal diagnosis of an inpatient stay."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.encounter import Setting


def check(chart: Chart) -> Iterator[Hit]:
    if chart.draft.encounter.setting is Setting.INPATIENT:
        first = dict.fromkeys([*chart.derived[:1], *chart.proposed[:1]])
        yield from (Hit(codes=(code,), words={"code": code}) for code in first if code.startswith("Z01.81"))


RULE = Rule(
    id="PE101",
    name="UNACCEPTABLE_PRINCIPAL_DIAGNOSIS",
    title="An evaluation as the principal diagnosis of an inpatient stay",
    why="The code editor refuses it as a principal diagnosis; the condition that led to the admission is one.",
    grade=Grade.WARNING,
    citation=Citation("CMS Medicare Code Editor", "unacceptable principal diagnosis", "v44.0"),
    check=check,
    message="{code} is not accepted as the principal diagnosis of an inpatient stay.",
    examples=(
        flags(
            "a preoperative evaluation in a hospital bed",
            said("encounter_reason", "preoperative evaluation"),
            diagnosis("lumbar stenosis"),
            setting=Setting.INPATIENT,
            at="Z01.818",
        ),
        passes("in an office", said("encounter_reason", "preoperative evaluation"), diagnosis("lumbar stenosis")),
        passes("another principal diagnosis", diagnosis("lumbar stenosis"), setting=Setting.INPATIENT),
    ),
)
