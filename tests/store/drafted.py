"""A real draft of a short visit, for what the store keeps and purges."""

from functools import cache

from scribe.extraction.reader import Reader
from scribe.pipeline.run import Parts, draft
from scribe.schema.result import Result
from tests.build import encounter, transcript

SPOKEN = transcript(
    "C: What brings you in?",
    "P: My low back hurts, down the left leg.",
    "C: The weather is fine today.",
    "C: My assessment is low back pain.",
)
UNQUOTED = "The weather is fine today."
"""Said in the visit, and evidence for nothing."""


@cache
def result() -> Result:
    """The draft by the deterministic reader."""
    return draft(encounter(), SPOKEN, (), Parts(reader=Reader()))
