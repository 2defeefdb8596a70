"""CS104 CODE_SET_BY_DATE_OF_SERVICE: the code set that answers for the date of service."""

from collections.abc import Iterator
from datetime import date

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    if chart.all_codes:
        release = chart.codes.release
        notes = _NOTES[release.notes_status].format(edition=release.notes)
        assumed = " (assumed)" if chart.draft.encounter.date_of_service_assumed else ""
        words = {"release": release.id, "day": chart.codes.day.isoformat() + assumed, "notes": notes}
        yield Hit(words=words)


_NOTES = {
    "official": "notes of {edition}",
    "assumed unchanged": "dates are official, notes are those of {edition} and assumed unchanged",
    "none": "no official notes of that year are available, so note conflicts are warnings only",
}


RULE = Rule(
    id="CS104",
    name="CODE_SET_BY_DATE_OF_SERVICE",
    title="The code set that answers for the date of service",
    why=(
        "The date of service decides which release is in force; where its notes are not the official ones, "
        "that is said."
    ),
    grade=Grade.INFO,
    citation=guidelines("I.B.2"),
    check=check,
    message="Codes are those of {release} for {day}; {notes}.",
    examples=(
        flags("a code in a year whose notes are assumed", diagnosis("low back pain")),
        flags("a year without a text of its notes", diagnosis("low back pain"), day=date(2020, 1, 1)),
        passes("no code, nothing to say", diagnosis("cough")),
    ),
)
