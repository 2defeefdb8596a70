"""Result: the public JSON object of a drafted note, its keys always present."""

from typing import Annotated, Literal

from pydantic import Field

from scribe.schema.account import UnspecifiedAccount
from scribe.schema.coding import CodeAssignment, ProposedCode, WithheldCode
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter
from scribe.schema.finding import Disposition, Finding, ProviderQuery
from scribe.schema.narrative import Section
from scribe.schema.record import Record
from scribe.schema.transcript import Transcript

SCHEMA_VERSION = "1.0"


class Component(Record):
    """One part that took part in the result. ``sha256`` names the exact weights, prompt or tables used."""

    name: str
    version: str | None = None
    sha256: str | None = None


class AsrComponent(Component):
    """The speech engine and the settings that change its words."""

    device: str | None = None
    compute_type: str | None = None
    settings: dict[str, str | int | float | bool | None] = Field(default_factory=dict)


class ModelComponent(Component):
    """The language model, the host that received text, and what it cost."""

    host: str
    structured: str
    temperature: float
    seed: int | None = None
    calls: Annotated[int, Field(ge=0)] = 0
    prompt_tokens: Annotated[int, Field(ge=0)] | None = None
    completion_tokens: Annotated[int, Field(ge=0)] | None = None
    seconds: Annotated[float, Field(ge=0)] | None = None
    """From the first question to the last answer; None where none came."""
    error: str | None = None
    """The stable code of the failure, where the model failed and the reader or the template stood in."""


class PhrasingComponent(Component):
    """The prompt that had the note's sentences phrased by the model, and what became of its sentences."""

    model: ModelComponent
    phrased: Annotated[int, Field(ge=0)] = 0
    """Sentences of the note in the model's words."""
    replaced: dict[str, int] = Field(default_factory=dict)
    """Why a sentence was not taken, and how often: a rule's id, ``form``, or what ``sameness`` calls it."""


class Provenance(Record):
    """Where each value came from. ``asr`` is None for a transcript, ``model`` and ``prompt`` without a model.

    ``phrasing`` is None where no model was asked to word the note.
    """

    asr: AsrComponent | None = None
    extractor: Component
    model: ModelComponent | None = None
    prompt: Component | None = None
    phrasing: PhrasingComponent | None = None
    rule_pack: Component
    code_set: Component
    software: Component


class Note(Record):
    """The note as a person reads it. ``preliminary`` until signed (FHIR composition status)."""

    status: Literal["preliminary", "final", "amended"] = "preliminary"
    sections: tuple[Section, ...] = ()
    markdown: str


class Result(Record):
    """The draft and its review, frozen: what ``scribe note`` prints and ``POST /v1/notes`` returns."""

    schema_version: str = SCHEMA_VERSION
    encounter: Encounter
    transcript: Transcript
    documentation: Documentation
    codes: tuple[CodeAssignment, ...]
    withheld: tuple[WithheldCode, ...] = ()
    proposed_codes: tuple[ProposedCode, ...] = ()
    findings: tuple[Finding, ...]
    queries: tuple[ProviderQuery, ...]
    accounts: tuple[UnspecifiedAccount, ...] = ()
    """What was searched before each unspecified code was given."""
    note: Note
    disposition: Disposition
    provenance: Provenance
