"""What the model is asked for: groups of kinds, each with the JSON Schema of its reply and the type that reads it.

The schema is the plain subset that every server can enforce: objects, arrays, strings, enums; all properties
required; no bounds, no references. The model gives words; classes and numbers are derived from them in code.
A quote comes before its reading, so that a model writing left to right reads before it judges.
"""

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from scribe.schema.facts import (
    Assertion,
    Experiencer,
    FactKind,
    ImagingStatus,
    InjuryStatus,
    Temporality,
    TreatmentKind,
    TreatmentResponse,
)


class ReplyFact(BaseModel):
    """One fact as the model wrote it: strings alone, closed values not yet checked, quote not yet located."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    line: str
    quote: str
    kind: str
    value: str
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


class ReplyFacts(BaseModel):
    """A whole reply."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    facts: tuple[ReplyFact, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that one call asks for; ``name`` is also the prompt's section and the schema's name."""

    name: str
    kinds: tuple[FactKind, ...]
    details: tuple[str, ...]


GROUPS = (
    Group(
        "complaint",
        (
            FactKind.CHIEF_COMPLAINT,
            FactKind.ENCOUNTER_REASON,
            FactKind.REGION,
            FactKind.LATERALITY,
            FactKind.RADIATION,
            FactKind.CHRONICITY,
            FactKind.ONSET,
            FactKind.SEVERITY,
            FactKind.PAIN_DESCRIPTION,
            FactKind.MECHANISM,
            FactKind.FUNCTIONAL_LIMITATION,
        ),
        ("body_part", "injury"),
    ),
    Group(
        "history",
        (FactKind.TREATMENT, FactKind.RED_FLAG, FactKind.HISTORY),
        ("treatment_kind", "dose", "response"),
    ),
    Group(
        "examination",
        (FactKind.RANGE_OF_MOTION, FactKind.NEUROLOGIC_EXAM, FactKind.PHYSICAL_EXAM, FactKind.IMAGING),
        ("movement", "degrees", "modality", "imaging_status"),
    ),
    Group(
        "assessment",
        (FactKind.DIAGNOSIS, FactKind.PLAN, FactKind.PSYCHOGENIC),
        ("stated_by", "certainty_words"),
    ),
)

_CLOSED_DETAILS = {
    "injury": tuple(InjuryStatus),
    "treatment_kind": tuple(TreatmentKind),
    "response": tuple(TreatmentResponse),
    "imaging_status": tuple(ImagingStatus),
    "stated_by": ("clinician", "patient", "other"),
}


def reply_schema(group: Group) -> dict[str, object]:
    """The JSON Schema of the reply for a group."""
    properties: dict[str, object] = {
        "line": {"type": "string"},
        "quote": {"type": "string"},
        "kind": _one_of(group.kinds),
        "value": {"type": "string"},
        "assertion": _one_of(tuple(Assertion)),
        "experiencer": _one_of(tuple(Experiencer)),
        "temporality": _one_of(tuple(Temporality)),
    }
    properties |= {name: _detail(name) for name in group.details}
    return _object({"facts": {"type": "array", "items": _object(properties)}})


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
