"""What the model is asked for: groups of kinds, each with the JSON Schema of its reply and the type that reads it.

The schema is the plain subset that every server can enforce: objects, arrays, strings, enums; all properties
required; no bounds, no references. One list for each kind: a model that fills kind after kind does not wander
from line to line, and an empty list is written, not left out. A quote comes before its reading, so that a model
writing left to right reads before it judges. The model gives words; classes and numbers are derived in code.
"""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, RootModel

from scribe.schema.errors import ModelReplyInvalid
from scribe.schema.terms import (
    Assertion,
    Experiencer,
    FactKind,
    ImagingStatus,
    InjuryStatus,
    Temporality,
    TreatmentKind,
    TreatmentResponse,
)

MOST_FACTS = 500
"""Of one reply. No part of a visit holds as many; each costs a search for its quote."""


def _as_words(value: object) -> object:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class ReplyFact(BaseModel):
    """One fact as the model wrote it: strings alone, closed values not yet checked, quote not yet located.

    Where no grammar holds a model to the form, it writes a line as a number, a missing quote as null, or a field of
    its own: the fact is read without them, and judged for what it then is.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, hide_input_in_errors=True)

    line: Annotated[str, BeforeValidator(_as_words)]
    quote: Annotated[str, BeforeValidator(_as_words)]
    value: Annotated[str, BeforeValidator(_as_words)]
    assertion: str
    experiencer: str
    temporality: str
    body_part: str | None = None
    injury: str | None = None
    treatment_kind: str | None = None
    dose: str | None = None
    response: str | None = None
    movement: str | None = None
    degrees: str | None = None
    modality: str | None = None
    imaging_status: str | None = None
    stated_by: str | None = None
    certainty_words: str | None = None


class ReplyFacts(RootModel[dict[str, tuple[ReplyFact, ...]]]):
    """A whole reply: the facts of each kind."""

    model_config = ConfigDict(frozen=True, strict=True, hide_input_in_errors=True)


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that one call asks for; ``name`` is also the prompt's section and the schema's name."""

    name: str
    kinds: tuple[FactKind, ...]


GROUPS = (
    Group(
        "complaint",
        (
            FactKind.CHIEF_COMPLAINT,
            FactKind.ENCOUNTER_REASON,
            FactKind.REGION,
            FactKind.LATERALITY,
            FactKind.CHRONICITY,
            FactKind.ONSET,
            FactKind.SEVERITY,
            FactKind.PAIN_DESCRIPTION,
            FactKind.FUNCTIONAL_LIMITATION,
        ),
    ),
    Group("signs", (FactKind.MECHANISM, FactKind.RADIATION, FactKind.RED_FLAG)),
    Group("history", (FactKind.TREATMENT, FactKind.HISTORY)),
    Group(
        "examination",
        (FactKind.RANGE_OF_MOTION, FactKind.NEUROLOGIC_EXAM, FactKind.PHYSICAL_EXAM, FactKind.IMAGING),
    ),
    Group("assessment", (FactKind.DIAGNOSIS, FactKind.PLAN, FactKind.PSYCHOGENIC)),
)

DETAILS: dict[FactKind, tuple[str, ...]] = {
    FactKind.LATERALITY: ("body_part",),
    FactKind.RADIATION: ("body_part",),
    FactKind.MECHANISM: ("injury",),
    FactKind.TREATMENT: ("treatment_kind", "dose", "response"),
    FactKind.RANGE_OF_MOTION: ("movement", "degrees"),
    FactKind.IMAGING: ("modality", "imaging_status"),
    FactKind.DIAGNOSIS: ("stated_by", "certainty_words"),
}
"""What else is asked of a kind; null where it was not said."""

_CLOSED_DETAILS = {
    "injury": tuple(InjuryStatus),
    "treatment_kind": tuple(TreatmentKind),
    "response": tuple(TreatmentResponse),
    "imaging_status": tuple(ImagingStatus),
    "stated_by": ("clinician", "patient", "other"),
}


def reply_schema(group: Group) -> dict[str, object]:
    """The JSON Schema of the reply for a group."""
    return _object({kind.value: {"type": "array", "items": _fact_schema(kind)} for kind in group.kinds})


def facts_of(reply: ReplyFacts, group: Group) -> tuple[tuple[str, ReplyFact], ...]:
    """The facts with their kinds, in the reply's order.

    Raises ModelReplyInvalid where a kind is left out (what was not written is not silence) or there are too many.
    """
    missing = tuple(f"$.{kind}" for kind in group.kinds if kind not in reply.root)
    if missing:
        raise ModelReplyInvalid(f"The model's answer leaves out {len(missing)} kinds.", locations=missing)
    written = tuple((kind, fact) for kind, facts in reply.root.items() for fact in facts)
    if len(written) > MOST_FACTS:
        raise ModelReplyInvalid(f"The model's answer holds {len(written)} facts, more than a visit does.")
    return written


def _fact_schema(kind: FactKind) -> dict[str, object]:
    properties: dict[str, object] = {
        "line": {"type": "string"},
        "quote": {"type": "string"},
        "value": {"type": "string"},
        "assertion": _one_of(tuple(Assertion)),
        "experiencer": _one_of(tuple(Experiencer)),
        "temporality": _one_of(tuple(Temporality)),
    }
    return _object(properties | {name: _detail(name) for name in DETAILS.get(kind, ())})


def _object(properties: dict[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _one_of(values: tuple[str, ...]) -> dict[str, object]:
    return {"type": "string", "enum": [str(value) for value in values]}


def _detail(name: str) -> dict[str, object]:
    closed = _CLOSED_DETAILS.get(name)
    if closed is None:
        return {"type": ["string", "null"]}
    return {"type": ["string", "null"], "enum": [*(str(value) for value in closed), None]}
