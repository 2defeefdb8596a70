"""Model use: the language model's part in a result, reading and wording together."""

from collections.abc import Iterator

from scribe.schema.result import ModelComponent, Result


def models(heard: Result) -> Iterator[ModelComponent]:
    """The model that read the visit and the one that worded the note, where there were any."""
    if heard.provenance.model:
        yield heard.provenance.model
    if heard.provenance.phrasing:
        yield heard.provenance.phrasing.model
