"""DC101 QUOTE_NOT_IN_SOURCE: a quote that is not at its place in the transcript."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.evidence import Evidence
from scribe.schema.transcript import Segment, SpeakerRole


def check(chart: Chart) -> Iterator[Hit]:
    transcript = chart.draft.transcript
    if transcript is None:
        return
    segments = {segment.id: segment for segment in transcript.segments}
    for what, quotes in _quotes(chart).items():
        missing = len([quote for quote in quotes if not _present(quote, segments.get(quote.segment_id))])
        if missing:
            yield Hit(words={"count": str(missing), "what": what})


def _quotes(chart: Chart) -> dict[str, list[Evidence]]:
    statements = [s for section in chart.draft.narrative.sections for s in section.statements]
    return {
        "facts": [e for fact in chart.picture.facts for e in fact.evidence],
        "codes": [e for assignment in chart.draft.coding.assignments for e in assignment.evidence],
        "sentences": [e for statement in statements for e in statement.evidence],
        "queries": [e for query in chart.draft.given_queries for e in query.indicators],
    }


def _present(quote: Evidence, segment: Segment | None) -> bool:
    """At its offsets, and by whom it says: the patient's words under the clinician's name are no quote."""
    if segment is None or segment.text[quote.start_char : quote.end_char] != quote.quote:
        return False
    return quote.speaker_role is segment.speaker_role or quote.speaker_role is SpeakerRole.UNKNOWN


RULE = Rule(
    id="DC101",
    name="QUOTE_NOT_IN_SOURCE",
    title="A quote that is not at its place in the transcript",
    why=(
        "What has no source in the encounter does not exist: a fact, a code or a sentence rests on words "
        "really at their offsets, by the speaker they name."
    ),
    grade=Grade.HOLD,
    citation=guidelines("I.A.19"),
    check=check,
    message="{count} quote(s) of {what} are not at their place in the transcript, or not by their speaker.",
    examples=(
        flags("a quote of another text", diagnosis("low back pain"), draft={"transcript": "something else"}),
        passes("no transcript to compare with", diagnosis("low back pain")),
    ),
)
