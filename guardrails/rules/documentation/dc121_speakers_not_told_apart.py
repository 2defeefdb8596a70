"""DC121 SPEAKERS_NOT_TOLD_APART: the separation of speakers by voice failed while the recording was heard."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.transcript import NoticeKind


def check(chart: Chart) -> Iterator[Hit]:
    transcript = chart.draft.transcript
    if transcript is not None and any(one.kind is NoticeKind.SPEAKERS_NOT_TOLD_APART for one in transcript.notices):
        yield Hit()


RULE = Rule(
    id="DC121",
    name="SPEAKERS_NOT_TOLD_APART",
    title="Speakers not told apart by voice",
    why=(
        "Who says a thing decides what may come of it: the patient's guess is no diagnosis. Where the voices could "
        "not be told apart, a role rests on wording alone, and a companion's words may stand as the patient's."
    ),
    grade=Grade.WARNING,
    citation=Citation("Rule of this software", "what failed is told", "2026"),
    check=check,
    message="The speakers were not told apart by voice: read who said what before signing.",
    examples=(
        flags(
            "the extra failed",
            diagnosis("low back pain"),
            draft={
                "transcript": "My neck has been stiff. My assessment is low back pain.",
                "notices": ("speakers_not_told_apart",),
            },
        ),
        passes(
            "nothing failed",
            diagnosis("low back pain"),
            draft={"transcript": "My neck has been stiff. My assessment is low back pain."},
        ),
        passes(
            "a notice of another kind",
            diagnosis("low back pain"),
            draft={
                "transcript": "My neck has been stiff. My assessment is low back pain.",
                "notices": ("sample_rate_doubted",),
            },
        ),
    ),
)
