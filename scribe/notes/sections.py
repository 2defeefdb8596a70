"""Sections: more statements put where they belong."""

from collections.abc import Iterable

from scribe.schema.narrative import Section
from scribe.writing.compose import SECTION_ORDER


def joined(sections: tuple[Section, ...], more: Iterable[Section]) -> tuple[Section, ...]:
    """The statements of ``more`` behind those of the section of their title, which is added where it is missing."""
    whole = sections
    for section in more:
        titles = [one.title for one in whole]
        if section.title in titles:
            at = titles.index(section.title)
            both = (*whole[at].statements, *section.statements)
            whole = (*whole[:at], whole[at].model_copy(update={"statements": both}), *whole[at + 1 :])
        else:
            at = place_of(section.title, titles)
            whole = (*whole[:at], section, *whole[at:])
    return whole


def place_of(title: str, titles: list[str]) -> int:
    """Where a new section goes: in the order in which notes are read; at the end where its title is another's."""
    if title not in SECTION_ORDER:
        return len(titles)
    rank = SECTION_ORDER.index(title)
    later = (at for at, one in enumerate(titles) if one in SECTION_ORDER and SECTION_ORDER.index(one) > rank)
    return next(later, len(titles))
