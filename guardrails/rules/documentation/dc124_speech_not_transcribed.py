"""DC124 SPEECH_NOT_TRANSCRIBED: somebody spoke, and no words came of it: what was said there is not known."""

from collections.abc import Iterator

from guardrails.account import NOT_SPEECH
from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.transcript import Gap

_LEAST_SECONDS = 2.0
"""In all: less is a breath, a cough or an "um"."""
_MOST_NAMED = 5


def check(chart: Chart) -> Iterator[Hit]:
    transcript = chart.draft.transcript
    if transcript is None or not transcript.segments or not chart.picture.in_scope:
        return
    lost = [gap for gap in transcript.coverage.gaps if gap.reason not in NOT_SPEECH]
    seconds = sum(gap.end - gap.start for gap in lost)
    if seconds >= _LEAST_SECONDS:
        yield Hit(words={"seconds": f"{seconds:.0f}", "places": _places(lost)})


def _places(lost: list[Gap]) -> str:
    """The longest gaps as clock times, in order."""
    named = sorted(sorted(lost, key=lambda gap: gap.start - gap.end)[:_MOST_NAMED], key=lambda gap: gap.start)
    told = ", ".join(f"{int(gap.start // 60)}:{int(gap.start % 60):02d}" for gap in named)
    return told if len(lost) <= _MOST_NAMED else f"{told} and {len(lost) - _MOST_NAMED} more"


_WORDS = "My assessment is low back pain."

RULE = Rule(
    id="DC124",
    name="SPEECH_NOT_TRANSCRIBED",
    title="Speech that gave no words",
    why=(
        "What was said where no words were heard is not known. That nobody spoke of something, and a code for an "
        "unspecified region, hold only for what was heard."
    ),
    grade=Grade.WARNING,
    citation=Citation("Rule of this software", "what was not heard is not silence", "2026"),
    check=check,
    message=(
        "{seconds} s of the recording hold speech that gave no words (at {places}): listen there; what is called "
        "not discussed may have been said."
    ),
    examples=(
        flags(
            "three seconds of speech without words",
            diagnosis("low back pain"),
            draft={"transcript": _WORDS, "gaps": ((4.0, 7.0, "speech_not_transcribed"),)},
        ),
        flags(
            "several short losses",
            diagnosis("low back pain"),
            draft={
                "transcript": _WORDS,
                "gaps": ((4.0, 5.2, "speech_not_transcribed"), (9.0, 10.0, "repetition")),
            },
        ),
        passes(
            "silence",
            diagnosis("low back pain"),
            draft={"transcript": _WORDS, "gaps": ((4.0, 70.0, "silence"),)},
        ),
        passes(
            "a breath",
            diagnosis("low back pain"),
            draft={"transcript": _WORDS, "gaps": ((4.0, 5.0, "speech_not_transcribed"),)},
        ),
    ),
)
