"""A document to check: a result object or its parts (facts, codes, proposed codes, narrative)."""

import json
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scribe.intake.invalid import invalid_document
from scribe.intake.request import encounter_of, transcript_of
from scribe.schema.answer import QueryAnswer
from scribe.schema.coding import CodeSource, ProposedCode
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter
from scribe.schema.errors import UnreadableTranscript
from scribe.schema.evidence import Evidence
from scribe.schema.facts import Fact
from scribe.schema.finding import GivenQuery
from scribe.schema.narrative import Narrative, Section
from scribe.schema.record import Record
from scribe.schema.request import EncounterRequest, TranscriptRequest
from scribe.schema.transcript import Transcript

_DERIVED = frozenset(
    {"schema_version", "withheld", "findings", "accounts", "answered", "disposition", "provenance"}
)
"""Keys of a result that the check makes anew, so their given values are not read."""


_TO_CHECK = frozenset({"documentation", "facts", "codes", "proposed_codes", "narrative", "note"})


class _Lenient(BaseModel):
    """A part of a result of which only some keys matter here."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True, hide_input_in_errors=True)


class _GivenCode(_Lenient):
    code: Annotated[str, Field(min_length=1, max_length=16)]
    source: CodeSource | None = None


class _GivenEncounter(EncounterRequest):
    date_of_service_assumed: bool = False


class _GivenQuestion(_Lenient):
    """A query as any result shows it; who raised it does not matter to its compliance."""

    id: Annotated[str, Field(max_length=64)] = "given"
    question: Annotated[str, Field(min_length=1, max_length=2000)]
    options: tuple[Annotated[str, Field(max_length=500)], ...] = ()
    indicators: tuple[Evidence, ...] = ()


class _GivenNote(_Lenient):
    sections: tuple[Section, ...] = ()


class _Document(Record):
    encounter: _GivenEncounter = _GivenEncounter()
    transcript: TranscriptRequest | None = None
    documentation: Documentation | None = None
    facts: tuple[Fact, ...] = ()
    codes: tuple[_GivenCode | str, ...] = ()
    proposed_codes: tuple[_GivenCode | str, ...] = ()
    narrative: Narrative | tuple[Section, ...] | None = None
    note: _GivenNote | None = None
    queries: tuple[_GivenQuestion, ...] = ()
    answers: tuple[QueryAnswer, ...] = ()


class _Sent(_Document):
    """A document as it comes: keys that the check makes anew may be there and are not looked into."""

    model_config = ConfigDict(extra="allow")


class CheckRequest(Record):
    """What a check starts from. ``transcript`` is None where the document holds facts alone."""

    encounter: Encounter
    documentation: Documentation
    proposed: tuple[ProposedCode, ...]
    narrative: Narrative
    transcript: Transcript | None
    queries: tuple[GivenQuery, ...] = ()
    answers: tuple[QueryAnswer, ...] = ()
    """Answers to queries of this very document, for a second pass."""


def parse_document(body: bytes | str, *, today: date, what: str = "the document") -> CheckRequest:
    """The document in ``body``. Raises UnreadableTranscript naming the wrong field, never its content."""
    document = _well_formed(body) or _explained(body, what)
    if not _TO_CHECK & document.model_fields_set:
        raise UnreadableTranscript(
            f"{what} holds nothing to check.", f"Give at least one of {', '.join(sorted(_TO_CHECK))}."
        )
    if document.documentation is not None and document.facts:
        raise UnreadableTranscript(f"{what} holds facts twice.", "Give documentation or facts, not both.")
    try:
        return _request(document, today)
    except ValidationError as error:  # what no single field shows: a fact id given twice
        raise invalid_document(what, error) from None


def _well_formed(body: bytes | str) -> _Document | None:
    """The document read in one go, as nearly all are; None where anything is wrong with it."""
    try:
        document = _Sent.model_validate_json(body)
    except ValidationError:
        return None
    return document if (document.model_extra or {}).keys() <= _DERIVED else None


def _explained(body: bytes | str, what: str) -> _Document:
    """The document read step by step, so that what is wrong with it can be said."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise UnreadableTranscript(f"{what} is not JSON.", "Give one JSON object.") from None
    if not isinstance(given, dict):
        raise UnreadableTranscript(f"{what} is not a JSON object.", "Give one JSON object.")
    try:
        kept = {key: value for key, value in given.items() if key not in _DERIVED}
        return _Document.model_validate_json(json.dumps(kept))
    except ValidationError as error:
        raise invalid_document(what, error) from None


def _request(document: _Document, today: date) -> CheckRequest:
    encounter = encounter_of(document.encounter, fallback_id="document", today=today)
    documentation = document.documentation or Documentation(facts=document.facts)
    return CheckRequest(
        encounter=encounter.model_copy(
            update={
                "date_of_service_assumed": encounter.date_of_service_assumed
                or document.encounter.date_of_service_assumed
            }
        ),
        documentation=documentation,
        proposed=_proposed(document),
        narrative=_narrative(document),
        transcript=None if document.transcript is None else transcript_of(document.transcript),
        queries=tuple(GivenQuery(**query.model_dump()) for query in document.queries),
        answers=document.answers,
    )


def _proposed(document: _Document) -> tuple[ProposedCode, ...]:
    named = [(code, CodeSource.CLINICIAN) for code in document.proposed_codes]
    named += [(code, CodeSource.DOCUMENT) for code in document.codes]
    proposed: dict[str, ProposedCode] = {}
    for given, default in named:
        code, source = (given, None) if isinstance(given, str) else (given.code, given.source)
        code = code.strip().upper()
        if code:
            proposed.setdefault(code, ProposedCode(code=code, source=source or default))
    return tuple(proposed.values())


def _narrative(document: _Document) -> Narrative:
    if isinstance(document.narrative, Narrative):
        return document.narrative
    if document.narrative is not None:
        return Narrative(sections=document.narrative)
    return Narrative(sections=document.note.sections) if document.note else Narrative()
