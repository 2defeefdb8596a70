"""Cut: a recording that stops after a question. No fact may rest on a question that nobody answered."""

from collections.abc import Callable

from eval.perturb.counted import Counts
from scribe.schema.result import Result
from scribe.schema.terms import Assertion
from scribe.schema.transcript import SpeakerRole, Transcript

_MOST = 6
"""Cuts of one visit: the first questions, in which the history is taken."""


def unanswered(transcript: Transcript, draft: Callable[[Transcript], Result]) -> Counts:
    """(claims that rest on an unanswered question alone, questions after which the visit was cut)."""
    ends = [n for n, segment in enumerate(transcript.segments[:-1], start=1) if _asks(segment.text)]
    asked = [n for n in ends if transcript.segments[n - 1].speaker_role is SpeakerRole.CLINICIAN][:_MOST]
    return sum(_claims(transcript, n, draft) for n in asked), len(asked)


def _asks(text: str) -> bool:
    return text.rstrip().endswith("?") and "." not in text.strip()[:-1]


def _claims(transcript: Transcript, end: int, draft: Callable[[Transcript], Result]) -> int:
    cut = transcript.model_copy(update={"segments": transcript.segments[:end]})
    last = transcript.segments[end - 1].id
    return sum(
        fact.assertion is not Assertion.UNCERTAIN and all(quote.segment_id == last for quote in fact.evidence)
        for fact in draft(cut).documentation.facts
    )
