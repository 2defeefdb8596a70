"""NA101 UNSUPPORTED_DETAIL: a region, side, radiation or psychological origin that nobody stated."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes, said
from guardrails.reading.basis import family_of
from guardrails.reading.details import details_in, families_named, said_in
from guardrails.reading.phrases import normal
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    if not chart.picture.in_scope:
        return
    for section in chart.draft.narrative.sections:
        for statement in section.statements:
            claimed = details_in(normal(statement.text))
            for what in sorted(claimed - said_in(chart.picture.facts)) if claimed else ():
                words = {"where": f"A sentence of {section.title}", "what": what}
                yield Hit(words=words, evidence=statement.evidence)
    named = families_named(chart.picture.facts) if chart.extra else frozenset()
    derived = {family_of(code) for code in chart.derived}
    for code in chart.extra if not named else ():
        if code.startswith(_ALSO_OF_NO_REGION):
            continue
        family = family_of(code)
        if family and chart.codes.billable(code) and family not in derived:
            yield Hit(codes=(code,), words={"where": code, "what": f"the {family.value}"})


_ALSO_OF_NO_REGION = ("S39.0", "S39.9")
"""Strain and injury of the back of no stated region have these codes as well."""


RULE = Rule(
    id="NA101",
    name="UNSUPPORTED_DETAIL",
    title="A region, side, radiation or psychological origin that nobody stated",
    why=(
        "A detail in the note or in a proposed code that no fact supports was invented; nothing may be "
        "coded from it."
    ),
    grade=Grade.HOLD,
    citation=guidelines("I.A.19"),
    check=check,
    message="{where} says {what}, which no fact of the visit supports.",
    examples=(
        flags(
            "an invented leg",
            complaint("my back is killing me"),
            sentence="Lumbar pain radiating to the right leg.",
        ),
        flags(
            "a code of a region nobody named", complaint("my back is killing me"), proposed="M54.41", at="M54.41"
        ),
        passes(
            "every detail was said",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", side="right"),
            sentence="Low back pain radiating to the right leg.",
        ),
        passes(
            "a denial",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", assertion="denied"),
            sentence="Low back pain without radiation to the leg.",
        ),
        passes(
            "right as an adverb", diagnosis("low back pain"), sentence="Low back pain, worse right after sitting."
        ),
    ),
)
