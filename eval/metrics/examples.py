"""Examples: small results and labels for the examples of metrics, written as a person would tell them.

A turn is ``C: words`` or ``P: words``; the segments are s1, s2, ... in order. A quote is found in the first segment
that holds it, unless its segment is named.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from eval.samples.labels import Expected, FactLabel, Value
from scribe.schema.coding import CodeAssignment
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter
from scribe.schema.evidence import Evidence
from scribe.schema.facts import Fact
from scribe.schema.finding import Disposition, Finding, ProviderQuery, Severity
from scribe.schema.narrative import Section, Statement
from scribe.schema.result import Component, ModelComponent, Note, Provenance, Result
from scribe.schema.terms import FactKind
from scribe.schema.transcript import Segment, SpeakerRole, Transcript

DAY = date(2026, 11, 20)
_ROLES = {"C": SpeakerRole.CLINICIAN, "P": SpeakerRole.PATIENT}
_FACT: TypeAdapter[Fact] = TypeAdapter(Fact)


@dataclass(frozen=True)
class Said:
    """A fact to be: what it claims and the words it rests on. ``misplaced``: its offsets are one too far."""

    kind: str
    value: Any
    quote: str
    segment: str | None = None
    misplaced: bool = False
    fields: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)


def said(kind: str, value: Any, quote: str, segment: str | None = None, **more: Any) -> Said:
    """A fact. By name: ``assertion``, ``experiencer``, ``temporality``, ``misplaced``; all else is an attribute."""
    fields: dict[str, Any] = {k: more.pop(k) for k in ("assertion", "experiencer", "temporality") if k in more}
    return Said(kind, value, quote, segment, more.pop("misplaced", False), fields, more)


@dataclass(frozen=True)
class Wrote:
    """A statement of the note to be, with its quotes. ``facts``: ids, f1, f2, ... in order."""

    text: str
    quotes: tuple[str, ...]
    misplaced: bool = False
    facts: tuple[str, ...] = ()


def wrote(text: str, *quotes: str, misplaced: bool = False, facts: tuple[str, ...] = ()) -> Wrote:
    """A statement of the note."""
    return Wrote(text, quotes, misplaced, facts)


def drafted(
    *turns: str,
    facts: Sequence[Said] = (),
    note: Sequence[Wrote] = (),
    codes: Sequence[str] = (),
    findings: Sequence[str] = (),
    queries: Sequence[ProviderQuery] = (),
    disposition: Disposition = Disposition.READY_FOR_REVIEW,
    day: date = DAY,
    model: ModelComponent | None = None,
) -> Result:
    """A result with these turns and what was made of them."""
    segments = tuple(
        Segment(id=f"s{n}", speaker_role=_ROLES[turn[0]], text=turn[3:]) for n, turn in enumerate(turns, start=1)
    )
    statements = tuple(
        Statement(
            text=one.text,
            evidence=tuple(_evidence(segments, quote, None, one.misplaced) for quote in one.quotes),
            fact_ids=one.facts,
        )
        for one in note
    )
    part = Component(name="example")
    return Result(
        encounter=Encounter(id="example", date_of_service=day),
        transcript=Transcript(segments=segments),
        documentation=Documentation(facts=tuple(_fact(segments, n, one) for n, one in enumerate(facts, start=1))),
        codes=tuple(_code(code, rank) for rank, code in enumerate(codes, start=1)),
        findings=tuple(map(_finding, findings)),
        queries=tuple(queries),
        note=Note(sections=(Section(title="Note", statements=statements),) if statements else (), markdown=""),
        disposition=disposition,
        provenance=Provenance(extractor=part, model=model, rule_pack=part, code_set=part, software=part),
    )


def asked(name: str, question: str = "Which side is the pain on?", *options: str) -> ProviderQuery:
    """A query to the provider."""
    listed = options or ("Left", "Right", "Other (please specify)", "Unable to determine")
    return ProviderQuery(id=name, rule="X", name=name, question=question, options=listed, indicators=(_anything(),))


def label(kind: str, value: Value, quote: str, *segments: str, **more: Any) -> FactLabel:
    """A label; its segment is s1 unless named. All that is no field of a label is an attribute."""
    fields = {key: more.pop(key) for key in tuple(more) if key in FactLabel.model_fields}
    plain = {"kind": kind, "value": value, "quote": quote, "segments": segments or ("s1",), "attributes": more}
    return FactLabel.model_validate_json(json.dumps(plain | fields))


def expected(
    *facts: FactLabel,
    codes: tuple[str, ...] = (),
    disposition: Disposition = Disposition.READY_FOR_REVIEW,
    complete_for: tuple[str, ...] = (),
    not_discussed: tuple[str, ...] = (),
    **more: Any,
) -> Expected:
    """What must come of the visit."""
    return Expected(
        why="an example",
        codes=codes,
        disposition=disposition,
        facts=facts,
        complete_for=tuple(map(FactKind, complete_for)),
        not_discussed=tuple(map(FactKind, not_discussed)),
        **more,
    )


def _fact(segments: tuple[Segment, ...], number: int, one: Said) -> Fact:
    fields = {
        "id": f"f{number}",
        "kind": one.kind,
        "value": one.value,
        "evidence": [_evidence(segments, one.quote, one.segment, one.misplaced).model_dump(mode="json")],
        "attributes": one.attributes,
        **one.fields,
    }
    return _FACT.validate_json(json.dumps(fields))


def _evidence(segments: tuple[Segment, ...], quote: str, segment: str | None, misplaced: bool) -> Evidence:
    holder = next(s for s in segments if quote in s.text and segment in (None, s.id))
    start = holder.text.index(quote) + misplaced
    return Evidence(segment_id=holder.id, quote=quote, start_char=start, end_char=start + len(quote))


def _anything() -> Evidence:
    return Evidence(segment_id="s1", quote="pain", start_char=0, end_char=4)


def _code(code: str, rank: int) -> CodeAssignment:
    return CodeAssignment(
        code=code,
        description="an example",
        rank=rank,
        evidence=(_anything(),),
        rules=("X",),
        rationale="an example",
        fact_ids=("f1",),
    )


def _finding(name: str) -> Finding:
    return Finding(rule="X", name=name, severity=Severity.INFO, message="an example", citation="none")
