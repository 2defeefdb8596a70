"""Scope: how far a negation holds in a clause and in a list, after NegEx and ConText."""

from dataclasses import dataclass

from guardrails.reading.narrative import polarity

STATED, DENIED, OPEN = 1, -1, 0
"""The sign of a word; open where both may be meant."""
_REACH = 6
"""Words with content in one item behind which a negation may no longer hold."""


@dataclass(slots=True)
class Scope:
    """The negation in force: ``base`` of the list, ``local`` within one item; ``wide`` where a verb denies."""

    base: int = STATED
    local: int = STATED
    wide: bool = False
    topic: bool = False
    fresh: bool = True
    bare: bool = False
    """Nothing was said since the negation."""
    reach: int = 0
    """Words it may still hold for."""

    @property
    def sign(self) -> int:
        return self.base * self.local

    def negate(self, word: str) -> None:
        """A negation word; at the start of an item, or where a denial is quoted, it replaces the one in force."""
        quoted = self.bare and self.wide and word in polarity.DENY
        if self.base != STATED and not quoted and not (self.fresh and word not in polarity.NOT):
            self.local = -self.local
            return
        self.wide = (self.wide and self.base != STATED) or word in polarity.DENY
        self.base, self.local, self.bare, self.reach = DENIED, STATED, True, _REACH

    def said(self) -> None:
        """A word with content: the negation holds for some words more, then it is unclear."""
        self.fresh = self.bare = False
        self.reach -= 1
        if self.base == DENIED and self.reach <= 0:
            self.base = OPEN

    def link(self, word: str, list_goes_on: bool) -> None:
        """A comma, "and" or "or": the item ends, the list may go on."""
        self.local, self.fresh, self.reach = STATED, True, _REACH
        if self.base == STATED or self.wide or word in polarity.LIST_ENDS or (word == "," and list_goes_on):
            return
        self.base = OPEN

    def end(self, semicolon: bool = False) -> None:
        """A new statement begins; what a topic denied holds for all that is listed under it."""
        self.local, self.fresh = STATED, True
        if not (semicolon and self.topic):
            self.base, self.wide, self.topic = STATED, False, False
