"""What a person has still to write in an encounter that was begun with ``scribe eval new``.

A gap in the labels is not an empty label: until it is filled in, the encounter is no fixture.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from eval.samples.labels import LabelledEncounter

MARK: Final = "TO FILL IN"
"""Begins every value that somebody has still to write; what follows it says what is wanted."""


def unfinished(encounter: LabelledEncounter | Mapping[str, Any]) -> list[str]:
    """The places that still hold the mark, such as ``expected.why``, in the order of the document.

    encounter: as read from its file, or as a value. The words of the visit are never a gap.
    """
    if isinstance(encounter, LabelledEncounter):
        return list(_gaps(encounter.model_dump(mode="json"), ""))
    return list(_gaps(encounter, ""))


def _gaps(value: object, place: str) -> Iterator[str]:
    if place == "request.transcript":
        return
    if isinstance(value, str) and value.startswith(MARK):
        yield place
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from _gaps(below, f"{place}.{key}".removeprefix("."))
    elif isinstance(value, list | tuple):
        for number, below in enumerate(value):
            yield from _gaps(below, f"{place}[{number}]")
