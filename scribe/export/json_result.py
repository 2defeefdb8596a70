"""The result as the JSON of the public contract: equal results give equal bytes."""

from scribe.schema.result import Result
from scribe.schema.transcript import Transcript

_NOT_SHOWN = {"words", "speaker_label"}
"""Segment fields that evidence times are made from and that the contract's result does not hold."""


def result_json(result: Result, *, indent: int | None = 2) -> str:
    """The contract's object, keys always present, in schema order."""
    hidden = {"transcript": {"segments": {"__all__": _NOT_SHOWN}}}
    return result.model_dump_json(indent=indent, exclude=hidden)


def transcript_json(transcript: Transcript) -> str:
    """The transcript with its words and their times."""
    return transcript.model_dump_json(indent=2)
