"""IP102 MS_DRG_OF_PRINCIPAL_DIAGNOSIS: the groups an inpatient principal diagnosis can lead to, as data."""

from collections.abc import Iterator
from datetime import date

from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.code_sets.msdrg import drg_groups
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.encounter import Setting


def check(chart: Chart) -> Iterator[Hit]:
    if chart.draft.encounter.setting is not Setting.INPATIENT:
        return
    for code in chart.derived[:1]:
        if found := drg_groups(code, chart.codes.day):
            groups = ", ".join(f"{drg} {needs}" for drg, needs in found.groups)
            yield Hit(codes=(code,), words={"code": code, "version": found.version, "groups": groups})


RULE = Rule(
    id="IP102",
    name="MS_DRG_OF_PRINCIPAL_DIAGNOSIS",
    title="The groups an inpatient principal diagnosis can lead to",
    why="Shown as data for an inpatient draft only, never in a question and never a reason for a code.",
    grade=Grade.INFO,
    since=date(2025, 10, 1),
    citation=Citation("CMS MS-DRG Definitions Manual", "MDC 01, 08, 19, 23", "v43.0, v44.0"),
    check=check,
    message="MS-DRG {version}, {code} as principal diagnosis: {groups}. No grouping is done here.",
    examples=(
        flags("an inpatient stay", diagnosis("low back pain"), setting=Setting.INPATIENT, at="M54.50"),
        passes("an office visit", diagnosis("low back pain")),
        passes(
            "before the first version", diagnosis("low back pain"), setting=Setting.INPATIENT, day=date(2025, 9, 30)
        ),
    ),
)
