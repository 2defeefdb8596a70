"""Differences: two notes, statement by statement."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from scribe.schema.narrative import Section
from scribe.schema.note_entry import Difference


def differences(before: Sequence[Section], after: Sequence[Section]) -> tuple[Difference, ...]:
    """What was added, removed or worded otherwise, by section; what did not change is left out."""
    old, new = _texts(before), _texts(after)
    titles = dict.fromkeys((*old, *new))
    return tuple(one for title in titles for one in _of_section(title, old.get(title, []), new.get(title, [])))


def _of_section(title: str, old: list[str], new: list[str]) -> Iterator[Difference]:
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            for was, now in zip_longest(old[start:end], new[new_start:new_end]):
                yield Difference(section=title, before=was, after=now)


def _texts(sections: Sequence[Section]) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for section in sections:
        texts.setdefault(section.title, []).extend(statement.text for statement in section.statements)
    return texts
