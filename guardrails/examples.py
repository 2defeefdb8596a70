"""Examples that sit in the rules: facts in short, and what the rule makes of them. They are tests and docs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from scribe.schema.coding import CodeSource, ProposedCode
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter, Setting
from scribe.schema.facts import Fact
from scribe.schema.narrative import Narrative, Section, Statement
from scribe.schema.transcript import SpeakerRole

DAY = date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class Said:
    """A fact in short: kind and value, with only what differs from a clinician's documented, current statement."""

    kind: str
    value: Any
    by: str = "clinician"
    quote: str = ""
    assertion: str = "documented"
    experiencer: str = "patient"
    temporality: str = "current"
    about: str | None = None
    attributes: tuple[tuple[str, Any], ...] = ()


def said(kind: str, value: Any, **rest: Any) -> Said:
    """A fact in short. Keywords beyond those of ``Said`` are attributes."""
    own = {key: rest.pop(key) for key in tuple(rest) if key in Said.__dataclass_fields__}
    return Said(kind, value, attributes=tuple(rest.items()), **own)


def diagnosis(value: str, **rest: Any) -> Said:
    """The clinician's diagnosis."""
    return said("diagnosis", value, **rest)


def complaint(value: str, **rest: Any) -> Said:
    """The patient's complaint."""
    return said("chief_complaint", value, **{"by": "patient", **rest})


def documentation(facts: Sequence[Said]) -> Documentation:
    """Facts ``f1, f2, ...``, each with its quote in a segment ``s1, s2, ...`` of its own."""
    return Documentation(facts=tuple(_fact(number, fact) for number, fact in enumerate(facts, start=1)))


def encounter(day: date = DAY, setting: Setting = Setting.OUTPATIENT, age_years: int | None = None) -> Encounter:
    """A visit of the examples."""
    return Encounter(id="example", date_of_service=day, setting=setting, age_years=age_years)


def narrative(text: str, facts: Documentation, section: str = "Assessment", cites: Sequence[str] = ()) -> Narrative:
    """One sentence of a section that cites these facts, or every fact."""
    if not text:
        return Narrative()
    cited = [fact for fact in facts.facts if fact.id in cites or not cites]
    evidence = tuple(e for fact in cited for e in fact.evidence)
    statement = Statement(text=text, evidence=evidence, fact_ids=tuple(fact.id for fact in cited))
    return Narrative(sections=(Section(title=section, statements=(statement,)),))


def proposals(codes: Sequence[str]) -> tuple[ProposedCode, ...]:
    """Codes a clinician proposes."""
    return tuple(ProposedCode(code=code, source=CodeSource.CLINICIAN) for code in codes)


@dataclass(frozen=True, slots=True)
class CodingExample:
    """Facts, and the codes the whole coder gives in order. ``withheld``: codes this rule took or lost."""

    title: str
    facts: tuple[Said, ...]
    codes: tuple[str, ...]
    day: date = DAY
    setting: Setting = Setting.OUTPATIENT
    withheld: tuple[str, ...] = ()


def gives(title: str, *facts: Said, codes: str, **rest: Any) -> CodingExample:
    """An example of a coding rule; ``codes`` are separated by spaces."""
    withheld = tuple(rest.pop("withheld", "").split())
    return CodingExample(title, facts, tuple(codes.split()), withheld=withheld, **rest)


@dataclass(frozen=True, slots=True)
class CheckExample:
    """A draft in short and whether the rule flags it. ``at``: the codes of the first hit, if they matter."""

    title: str
    flagged: bool
    facts: tuple[Said, ...] = ()
    proposed: tuple[str, ...] = ()
    at: tuple[str, ...] | None = None
    day: date = DAY
    setting: Setting = Setting.OUTPATIENT
    age_years: int | None = None
    sentence: str = ""
    section: str = "Assessment"
    cites: tuple[str, ...] = ()
    """Ids of the facts the sentence rests on (``f1`` is the first), where not on all."""
    draft: dict[str, Any] = field(default_factory=dict)
    """Fields of the draft that differ, for rules about broken documents."""


def flags(title: str, *facts: Said, proposed: str = "", at: str | None = None, **rest: Any) -> CheckExample:
    """An example the rule flags."""
    codes = None if at is None else tuple(at.split())
    return CheckExample(title, True, facts, tuple(proposed.split()), codes, **rest)


def passes(title: str, *facts: Said, proposed: str = "", **rest: Any) -> CheckExample:
    """An example the rule lets pass: a near miss."""
    return CheckExample(title, False, facts, tuple(proposed.split()), **rest)


@cache
def _adapter() -> TypeAdapter[Fact]:
    """Made on first use: rules are imported far more often than their examples are run."""
    return TypeAdapter(Fact)


def _fact(number: int, fact: Said) -> Fact:
    quote = fact.quote or str(fact.value if fact.value is not None else "imaging")
    evidence = {
        "segment_id": f"s{number}",
        "quote": quote,
        "start_char": 0,
        "end_char": len(quote),
        "speaker_role": SpeakerRole(fact.by),
    }
    return _adapter().validate_python(
        {
            "id": f"f{number}",
            "kind": fact.kind,
            "value": fact.value,
            "assertion": fact.assertion,
            "experiencer": fact.experiencer,
            "temporality": fact.temporality,
            "speaker_role": SpeakerRole(fact.by),
            "about": fact.about,
            "evidence": (evidence,),
            "attributes": dict(fact.attributes),
        },
        strict=False,
    )
