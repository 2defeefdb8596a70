"""What changed between two results of one visit, place by place, and why: never in words of the visit."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum, StrEnum

from eval.drift.again import Again
from scribe.schema.facts import Fact
from scribe.schema.record import Record
from scribe.schema.result import Component, Result

MODEL = "model"
STATEMENT = "statement"
"""What changed where the model failed: the reader stood in, so what the model would write is not known."""


class Cause(StrEnum):
    """What made the difference."""

    RULES = "rules"
    READING = "reading"


class NoteChange(Record):
    """One thing that is no longer as it was. ``why``: the rules, the reading or the versions behind it."""

    what: str
    """``code``, ``first code``, ``finding``, ``query``, ``disposition``, ``fact``, ``statement``, ``model``."""
    before: str | None
    after: str | None
    cause: Cause
    why: str


class Drifted(Record):
    """One note and its changes; none where it would be written again as it was."""

    name: str
    changes: tuple[NoteChange, ...]

    @property
    def grave(self) -> bool:
        """Whether the codes or the disposition change, or nobody knows."""
        return any(change.what in ("code", "first code", "disposition", MODEL) for change in self.changes)


def drifted(note: Again) -> Drifted:
    """That the model failed, the changes by rules, then those by reading."""
    # What a model worded is not what the templates would write: its sentences are held against the new ones alone.
    worded = note.stored.provenance.phrasing is not None
    by_rules = [c for c in _changes(note.stored, note.recoded, Cause.RULES) if not (worded and c.what == STATEMENT)]
    before = note.recoded.model_copy(update={"note": note.stored.note}) if worded else note.recoded
    by_reading = _changes(before, note.redrafted, Cause.READING)
    return Drifted(name=note.name, changes=(*_failed(note.redrafted), *by_rules, *by_reading))


def _failed(redrafted: Result) -> Iterator[NoteChange]:
    model = redrafted.provenance.model
    if model is not None and model.error is not None:
        why = f"{_named(model)} failed and the reader stood in"
        yield NoteChange(what=MODEL, before=None, after=model.error, cause=Cause.READING, why=why)


def _changes(before: Result, after: Result, cause: Cause) -> Iterator[NoteChange]:
    yield from _codes(before, after, cause)
    for what, was, now in (
        ("finding", _findings(before), _findings(after)),
        ("query", Counter(q.name for q in before.queries), Counter(q.name for q in after.queries)),
        ("fact", _facts(before), _facts(after)),
        (STATEMENT, _statements(before), _statements(after)),
    ):
        for name, is_there in _moved(was, now):
            old, new = (None, name) if is_there else (name, None)
            yield NoteChange(what=what, before=old, after=new, cause=cause, why=_why(before, after, cause))
    if before.disposition is not after.disposition:
        yield NoteChange(
            what="disposition",
            before=before.disposition,
            after=after.disposition,
            cause=cause,
            why=_why(before, after, cause),
        )


def _codes(before: Result, after: Result, cause: Cause) -> Iterator[NoteChange]:
    was, now = {c.code: c for c in before.codes}, {c.code: c for c in after.codes}
    for code in [*(c for c in was if c not in now), *(c for c in now if c not in was)]:
        gained = code in now
        rules = ", ".join((now if gained else was)[code].rules)
        why = f"given by {rules}" if gained else _lost(code, rules, after)
        yield NoteChange(
            what="code",
            before=None if gained else code,
            after=code if gained else None,
            cause=cause,
            why=f"{why}; {_why(before, after, cause)}",
        )
    first, then = next(iter(was), None), next(iter(now), None)
    if first != then and first in now:
        why = "the sequence changed"
        yield NoteChange(what="first code", before=first, after=then, cause=cause, why=why)


def _lost(code: str, rules: str, after: Result) -> str:
    held = next((withheld for withheld in after.withheld if withheld.code == code), None)
    if held is None:
        return f"was given by {rules}, whose facts or conditions are gone"
    return f"withheld by {held.rule} for {held.yielded_to}"


def _findings(result: Result) -> Counter[str]:
    return Counter(f"{f.rule} {f.name} ({f.severity}) {' '.join(f.codes)}".strip() for f in result.findings)


def _facts(result: Result) -> Counter[str]:
    return Counter(map(_fact, result.documentation.facts))


def _fact(fact: Fact) -> str:
    """Kind, value, details, status, owner, time and place; open words are told by the start of their hash."""
    details = {name: value for name, value in fact.attributes if value is not None}
    told = [_told(fact.value), *(f"{name} {_told(value)}" for name, value in sorted(details.items()))]
    place = fact.evidence[0]
    at = f"at {place.segment_id}:{place.start_char}-{place.end_char}"
    return f"{fact.kind} {', '.join(told)} ({fact.assertion}, {fact.experiencer}, {fact.temporality}) {at}"


def _told(value: object) -> str:
    """A closed term as it is; words of the visit as the start of their hash."""
    if isinstance(value, Enum) or not isinstance(value, str):
        return str(value)
    return f"words {hashlib.sha256(value.encode()).hexdigest()[:6]}"


def _statements(result: Result) -> Counter[str]:
    """By section and place; the start of a hash stands for the words."""
    return Counter(
        f"{section.title} at {', '.join(sorted({e.segment_id for e in statement.evidence}))}"
        f" (words {hashlib.sha256(statement.text.encode()).hexdigest()[:6]})"
        for section in result.note.sections
        for statement in section.statements
    )


def _moved(was: Counter[str], now: Counter[str]) -> Iterable[tuple[str, bool]]:
    yield from ((name, False) for name in sorted((was - now).elements()))
    yield from ((name, True) for name in sorted((now - was).elements()))


def _why(before: Result, after: Result, cause: Cause) -> str:
    """The versions that differ between the two, of what this cause can be."""
    old, new = before.provenance, after.provenance
    pairs: dict[str, tuple[Component | None, Component | None]] = (
        {"rule pack": (old.rule_pack, new.rule_pack), "code set": (old.code_set, new.code_set)}
        if cause is Cause.RULES
        else {
            "extractor": (old.extractor, new.extractor),
            "model": (old.model, new.model),
            "prompt": (old.prompt, new.prompt),
        }
    )
    told = [f"{name} {_named(a)} -> {_named(b)}" for name, (a, b) in pairs.items() if _named(a) != _named(b)]
    return "; ".join(told) or f"the same {' and '.join(pairs)}"


def _named(component: Component | None) -> str:
    if component is None:
        return "none"
    return " ".join(filter(None, (component.name, component.version, (component.sha256 or "")[:12])))
