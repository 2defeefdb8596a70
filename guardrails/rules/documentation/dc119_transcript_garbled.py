"""DC119 TRANSCRIPT_GARBLED: so many word pairs that nobody says that words were lost or misheard."""

from collections.abc import Iterator
from itertools import pairwise

from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes
from guardrails.reading.garble import impossible_pairs
from guardrails.rule import Grade, Hit, Rule

_SURE = ((2, 0.025), (3, 0.01))
"""So many places, and so large a share of the words: two in a short visit, three in a longer one."""


def check(chart: Chart) -> Iterator[Hit]:
    transcript = chart.draft.transcript
    if transcript is None or not transcript.segments or not chart.picture.in_scope:
        return
    segments = transcript.segments
    # An engine cuts a turn where no sentence ends: only another speaker ends it.
    ends = [one.speaker_role is not next_one.speaker_role for one, next_one in pairwise(segments)]
    counts = [impossible_pairs(one.text, ends=end) for one, end in zip(segments, [*ends, True], strict=True)]
    pairs, words = sum(n for n, _ in counts), sum(n for _, n in counts)
    if any(pairs >= least and pairs >= share * words for least, share in _SURE):
        yield Hit(words={"pairs": str(pairs), "words": str(words)})


RULE = Rule(
    id="DC119",
    name="TRANSCRIPT_GARBLED",
    title="A transcript with words lost or misheard",
    why=(
        "Where a speech engine drops or mistakes every fifth word, the one that mattered may be among them, and "
        "nothing in the facts shows it. The grammar of what is left does."
    ),
    grade=Grade.WARNING,
    citation=Citation("Rule of this software", "what was not heard is not silence", "2026"),
    check=check,
    message="Words are missing or wrong in {pairs} places of {words} words: listen again before signing.",
    examples=(
        flags(
            "every fifth word lost",
            diagnosis("low back pain"),
            draft={
                "transcript": "My has been stiff and my is sore. It went into the and. Assessment: low back pain."
            },
        ),
        passes(
            "plain talk",
            diagnosis("low back pain"),
            draft={"transcript": "My neck has been stiff. It went into the leg. My assessment is low back pain."},
        ),
        passes(
            "plain questions, and a dialect",
            diagnosis("low back pain"),
            draft={
                "transcript": "Does it have to do with sitting? Did it have any effect? We was moving boxes and it "
                "don't get better. Vitamin A was low. My assessment is low back pain."
            },
        ),
        passes(
            "one stumble",
            diagnosis("low back pain"),
            draft={"transcript": "I had the, the pain in the, um, back. My assessment is low back pain."},
        ),
    ),
)
