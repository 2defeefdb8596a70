"""Editing: statements replaced, added and removed by a clinician, whose words are evidence of themselves.

Each text that was typed becomes one more segment by the clinician, which its statement cites, and the reader reads
it. What only a changed statement said is no longer documented unless the new words say it too: nothing that the
clinician took out of the note is coded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scribe.notes.second_pass import Working, passed
from scribe.notes.sections import place_of
from scribe.notes.typed_facts import Typed, still_said, typed_words
from scribe.schema.documentation import Documentation
from scribe.schema.errors import UnknownStatement
from scribe.schema.facts import Fact, FactBase
from scribe.schema.narrative import Section, Statement
from scribe.schema.note_entry import EditOp, StatementEdit
from scribe.schema.result import Result


@dataclass
class _Changes:
    """What edits do to the facts. ``kept``: facts of changed statements that the new words still say."""

    withdrawn: dict[str, Fact | None] = field(default_factory=dict)
    """The fact of the same kind that stands in its place, by the id of the one that went."""
    kept: dict[str, Fact] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    """The fact that stands already, by the id of the typed one that says it again."""
    touched: set[str] = field(default_factory=set)
    added: list[Fact] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    """Facts that some statement named."""

    def takes_away(self, fact: Fact, before: Documentation) -> bool:
        """It was withdrawn; or a statement said it without naming it, within the words of one that was withdrawn: a
        treatment within a spoken plan."""
        if fact.id in self.withdrawn or fact.id in self.named:
            return fact.id in self.withdrawn
        spans = [quote for one in before.facts if one.id in self.withdrawn for quote in one.evidence]
        return all(any(span.holds(quote) for span in spans) for quote in fact.evidence)


def edited(working: Working, edits: Sequence[StatementEdit], revision: int) -> Result:
    """The note after the edits, each addressed in the note as it is now. revision: of the note to come.

    Raises UnknownStatement.
    """
    planned = _Plan(working.result.note.sections, edits)
    typed = {at: typed_words(working, edit.text, revision, at) for at, edit in enumerate(edits, 1) if edit.text}
    documentation = _documentation(working.result.documentation, planned, typed)
    sections = _citing(planned.sections(typed), documentation)
    segments = (*working.typed, *(one.segment for one in typed.values()))
    return passed(working, documentation, sections, segments, working.answers)


class _Plan:
    """The edits by the place they name."""

    def __init__(self, sections: tuple[Section, ...], edits: Sequence[StatementEdit]) -> None:
        self._before, self._edits = sections, edits
        self._changed: dict[tuple[str, int], int] = {}
        self._added: dict[tuple[str, int | None], list[int]] = {}
        for at, edit in enumerate(edits, start=1):
            self._check(edit)
            if edit.op is EditOp.ADD:
                self._added.setdefault((edit.section, edit.statement), []).append(at)
            elif (edit.section, edit.statement or 0) in self._changed:
                raise UnknownStatement("Two edits change one statement.", "Send one of them.")
            else:
                self._changed[(edit.section, edit.statement or 0)] = at

    def _check(self, edit: StatementEdit) -> None:
        count = sum(len(section.statements) for section in self._before if section.title == edit.section)
        if (edit.text is None) is not (edit.op is EditOp.REMOVE):
            raise UnknownStatement(f"A {edit.op} has {'no text' if edit.text else 'a text'}.", "See docs/notes.md.")
        if edit.statement is None and edit.op is not EditOp.ADD:
            raise UnknownStatement(f"A {edit.op} names no statement.", "Count statements from 1.")
        if edit.statement is not None and edit.statement > count:
            raise UnknownStatement(
                f"There is no statement {edit.statement} in that section of {count}.", "Count them from 1."
            )

    def sections(self, typed: dict[int, Typed]) -> tuple[Section, ...]:
        """The sections after the edits; one whose last statement went is gone."""
        after = {section.title: list(self._statements(section, typed)) for section in self._before}
        titles = [title for title, statements in after.items() if statements]
        for title, _ in self._added:
            if title not in after:
                after[title] = [typed[at].statement for at in self._added[(title, None)]]
                titles.insert(place_of(title, titles), title)
        return tuple(Section(title=title, statements=tuple(after[title])) for title in titles)

    def _statements(self, section: Section, typed: dict[int, Typed]) -> Iterable[Statement]:
        for number, statement in enumerate(section.statements, start=1):
            yield from (typed[at].statement for at in self._added.get((section.title, number), ()))
            at = self._changed.get((section.title, number))
            if at is None:
                yield statement
            elif at in typed:
                yield typed[at].statement
        yield from (typed[at].statement for at in self._added.get((section.title, None), ()))

    def changed(self) -> Iterable[tuple[Statement, int]]:
        """Each statement that was replaced or removed, with the number of its edit."""
        for section in self._before:
            for number, statement in enumerate(section.statements, start=1):
                if at := self._changed.get((section.title, number)):
                    yield statement, at

    def unchanged(self) -> Iterable[Statement]:
        """Those that stand as they were."""
        changed = {id(statement) for statement, _ in self.changed()}
        return (one for section in self._before for one in section.statements if id(one) not in changed)


def _documentation(before: Documentation, plan: _Plan, typed: dict[int, Typed]) -> Documentation:
    cited = {fact_id for statement in plan.unchanged() for fact_id in statement.fact_ids}
    changes = _Changes(named=cited | {each for one, _ in plan.changed() for each in one.fact_ids})
    seen: set[int] = set()
    for statement, at in plan.changed():
        seen.add(at)
        _change(before, statement, typed.get(at), cited, changes)
    changes.added += [fact for at, one in typed.items() if at not in seen for fact in one.facts]
    return _with(before, changes)


def _change(
    before: Documentation, statement: Statement, typed: Typed | None, cited: set[str], changes: _Changes
) -> None:
    """What a statement said, against the words that stand in its place."""
    old = [fact for fact_id in statement.fact_ids if (fact := before.fact(fact_id)) is not None]
    changes.touched |= {fact.id for fact in old}
    new = list(typed.facts) if typed else []
    for fact in old:
        kept, again = still_said(fact, statement.text, typed, new) if typed else (None, None)
        if again is not None:
            changes.same[again.id] = fact.id
            new.remove(again)
        if kept is not None and typed is not None:
            changes.kept[fact.id] = kept
            typed.also_says.append(fact.id)
        elif fact.id not in cited:
            changes.withdrawn[fact.id] = next((one for one in new if one.kind is fact.kind), None)
    changes.added += [_about(one, old) for one in new]


def _about(fact: Fact, old: Iterable[FactBase]) -> Fact:
    """The new fact, of the problem that the changed statement spoke of."""
    if fact.about is not None:
        return fact
    ranked = sorted(old, key=lambda one: one.kind is not fact.kind)
    about = next((one.about for one in ranked if one.about is not None), None)
    return fact.model_copy(update={"about": about})


def _with(before: Documentation, changes: _Changes) -> Documentation:
    standing = [changes.kept.get(fact.id, fact) for fact in before.facts if not changes.takes_away(fact, before)]
    facts = [*standing, *changes.added]
    ids = {fact.id for fact in facts}
    linked = [fact.model_copy(update={"about": _link(fact.about, changes, ids)}) for fact in facts]
    settled = [one for one in before.disagreements if one.primary is None or one.primary.id not in changes.touched]
    return before.with_facts(linked, settled)


def _link(about: str | None, changes: _Changes, ids: set[str]) -> str | None:
    if about is None or about in ids:
        return about
    instead = changes.withdrawn.get(about)
    found = changes.same.get(about) or (instead.id if instead else None)
    return found if found in ids else None


def _citing(sections: tuple[Section, ...], documentation: Documentation) -> tuple[Section, ...]:
    """The sections, whose statements name no fact that went."""
    ids = {fact.id for fact in documentation.facts}
    return tuple(
        section.model_copy(
            update={
                "statements": tuple(
                    one.model_copy(update={"fact_ids": tuple(each for each in one.fact_ids if each in ids)})
                    for one in section.statements
                )
            }
        )
        for section in sections
    )
