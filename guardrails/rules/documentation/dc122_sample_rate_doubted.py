"""DC122 SAMPLE_RATE_DOUBTED: the recording states a sample rate at which its sound is no human speech."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.transcript import NoticeKind


def check(chart: Chart) -> Iterator[Hit]:
    transcript = chart.draft.transcript
    for notice in transcript.notices if transcript is not None else ():
        if notice.kind is NoticeKind.SAMPLE_RATE_DOUBTED:
            yield Hit()


_WORDS = "My assessment is low back pain."

RULE = Rule(
    id="DC122",
    name="SAMPLE_RATE_DOUBTED",
    title="A recording heard at another sample rate than it states",
    why=(
        "A recorder that writes a wrong sample rate makes speech too fast or too slow to be understood. Its words "
        "are heard at the rate that makes it speech; whoever signs must know that times differ from the player's."
    ),
    grade=Grade.WARNING,
    citation=Citation("Rule of this software", "what was not heard is not silence", "2026"),
    check=check,
    message=(
        "The recording states a sample rate at which its sound is no human speech, and was heard at another; all "
        "times are counted so. Compare the words with the recording before signing."
    ),
    examples=(
        flags(
            "a file of 16 kHz that states 48 kHz",
            diagnosis("low back pain"),
            draft={"transcript": _WORDS, "notices": ("sample_rate_doubted",)},
        ),
        passes(
            "a recording whose rate is right",
            diagnosis("low back pain"),
            draft={"transcript": _WORDS},
        ),
        passes(
            "another notice about the hearing",
            diagnosis("low back pain"),
            draft={"transcript": _WORDS, "notices": ("speakers_not_told_apart",)},
        ),
    ),
)
