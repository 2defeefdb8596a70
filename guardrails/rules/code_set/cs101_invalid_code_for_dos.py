"""CS101 INVALID_CODE_FOR_DOS: a code that is not in force, or not complete, on the date of service."""

import re
from collections.abc import Iterator
from datetime import date

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.code_sets import CodeStatus
from guardrails.code_sets.code_set import undotted
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for code in chart.all_codes:
        status = chart.codes.status(code)
        if status in _REASONS and not _seventh_only(chart, code):
            reason = _reason(chart, code, status)
            like_a_code = bool(_LIKE_A_CODE.fullmatch(code))
            shown = code if like_a_code else "A proposed code"
            words = {"code": shown, "day": chart.codes.day.isoformat(), "reason": reason}
            yield Hit(codes=(code,) if like_a_code else (), words=words)


_LIKE_A_CODE = re.compile(r"[A-Z0-9.-]{1,10}", re.IGNORECASE)
"""Anything else is not repeated: it may be words of a record."""
_REASONS = {
    CodeStatus.MALFORMED: "it does not have the form of an ICD-10-CM code.",
    CodeStatus.UNKNOWN: "there is no such code.",
    CodeStatus.HEADER: "it is not complete{since}; the codes below it are {below}.",
    CodeStatus.ENDED: "its last valid day was {last}.",
    CodeStatus.NOT_YET: "it is not valid yet.",
}
SHOWN = 8


def _reason(chart: Chart, code: str, status: CodeStatus) -> str:
    below = chart.codes.children(code)
    shown = ", ".join(below[:SHOWN]) + (", ..." if len(below) > SHOWN else "")
    last = chart.codes.ended_on(code)
    since = f" since {last.isoformat()}, its last valid day" if last else ""
    return _REASONS[status].format(below=shown, last=last, since=since)


def _seventh_only(chart: Chart, code: str) -> bool:
    """Only a placeholder is missing: PLACEHOLDER_X says so."""
    bare = undotted(code)
    padded = f"{bare[:-1].ljust(6, 'X')}{bare[-1:]}"
    return 3 < len(bare) < 7 and bare != padded and chart.codes.billable(padded)


RULE = Rule(
    id="CS101",
    name="INVALID_CODE_FOR_DOS",
    title="A code that is not in force, or not complete, on the date of service",
    why=(
        "A code must be valid and carried to its full length on the date of service. The dated table "
        "decides, never a constant."
    ),
    grade=Grade.ERROR,
    citation=guidelines("I.B.2"),
    check=check,
    message="{code} cannot be used on {day}: {reason}",
    examples=(
        flags("M54.5 five years after its last day", diagnosis("low back pain"), proposed="M54.5", at="M54.5"),
        flags("the day M54.5 was split", diagnosis("low back pain"), proposed="M54.5", day=date(2021, 10, 1)),
        passes("its last valid day", diagnosis("low back pain"), proposed="M54.5", day=date(2021, 9, 30)),
        flags("M54.9 takes no 7th character", diagnosis("back pain"), proposed="M54.9XXA"),
        flags("no code at all", diagnosis("back pain"), proposed="back pain"),
        flags("a category", diagnosis("back pain"), proposed="M54"),
        passes("a code in force", diagnosis("low back pain"), proposed="M54.50"),
        passes("a missing 7th character has its own finding", diagnosis("lumbar strain"), proposed="S39.012"),
    ),
)
