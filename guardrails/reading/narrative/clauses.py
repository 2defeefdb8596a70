"""Clauses: a text cut where it links or lists, each word with its sign: stated, denied, or open where unclear.

A negation reaches to the end of its clause; over a comma only where the list goes on ("no fracture, slip or
collapse", "denies fever, chills"). Two negations in one clause undo each other. Rules after NegEx and ConText.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from guardrails.reading.narrative import marks
from guardrails.reading.narrative.numbers import SMALL
from guardrails.reading.narrative.words import key, words_of

STATED, DENIED, OPEN = 1, -1, 0
_TOPIC_WORDS = 9
_REACH = 6
"""Words with content in one item behind which a negation may no longer hold."""
_ENDS = frozenset({".", ";"})
_SKIPPED = marks.STOP | {"outof", "sided"}
DETAILS = frozenset({"left", "right", "bilateral", "couple", "half", "few", "several", "many"})
"""Sides and numbers are words like others, but what is changed in them is found by their own rules."""


class Token(NamedTuple):
    """A word with content: what it is compared by, as written, its sign, and its place among the words."""

    key: str
    word: str
    sign: int
    at: int


@dataclass(slots=True)
class Clause:
    """A stretch between links. ``group`` counts the parts between semicolons; a topic stands before a colon."""

    start: int
    group: int
    begin: int
    """Where its part begins."""
    end: int = 0
    topic: bool = False
    tokens: list[Token] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        """What its words are compared by."""
        return {token.key for token in self.tokens}

    @property
    def plain_keys(self) -> set[str]:
        """Those that are neither a number nor a side."""
        return {key for key in self.keys if key[0] != "#" and key not in DETAILS}


@dataclass(slots=True)
class _Scope:
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
        quoted = self.bare and self.wide and word in marks.DENY
        if self.base != STATED and not quoted and not (self.fresh and word not in marks.NOT):
            self.local = -self.local
            return
        self.wide = (self.wide and self.base != STATED) or word in marks.DENY
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
        if self.base == STATED or self.wide or word in marks.LIST_ENDS or (word == "," and list_goes_on):
            return
        self.base = OPEN

    def end(self, semicolon: bool = False) -> None:
        """A new statement begins; what a topic denied holds for all that is listed under it."""
        self.local, self.fresh = STATED, True
        if not (semicolon and self.topic):
            self.base, self.wide, self.topic = STATED, False, False


@lru_cache(maxsize=16384)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a text in order."""
    return tuple(_Reader(words_of(text)).read())


class _Reader:
    """One pass over the words."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        self.clauses = [Clause(0, 0, 0)]
        self.scope = _Scope()
        self.group_start = 0
        self.outer: list[_Scope] = []
        self.turned = False
        """The word before was "non"."""

    def read(self) -> list[Clause]:
        for at, word in enumerate(self.words):
            self._step(at, word)
        self._close(len(self.words))
        return [clause for clause in self.clauses if clause.end > clause.start]

    def _step(self, at: int, word: str) -> None:
        if word in _ENDS or (word in marks.SCOPE_ENDS and at and not self.scope.bare):
            self._cut(at, new_group=True)
            self.scope.end(semicolon=word == ";")
            self.group_start = len(self.clauses) - 1
        elif word == ":" and len(self.clauses[self.group_start :]) <= 3 and at - self._start() <= _TOPIC_WORDS:
            self._topic(at)
        elif word in marks.LINKS:
            self._link(at, word)
        elif word == "non":
            self.turned = True
        elif word in marks.LIMITS and self.scope.sign != STATED:
            self._open()
        elif word in marks.NEGATIONS:
            self._negation(at, word)
        elif self.scope.fresh and word in marks.STATES and self._behind_link(at):
            self.scope.end()
        elif word not in _SKIPPED and word[0].isalnum():
            self._token(at, word)

    def _token(self, at: int, word: str) -> None:
        known, sign = marks.OPPOSITES.get(word) or (_number_key(word) or key(word), STATED)
        turn = DENIED if self.turned else STATED
        self.clauses[-1].tokens.append(Token(known, word, self.scope.sign * sign * turn, at))
        self.turned = False
        self.scope.said()

    def _link(self, at: int, word: str) -> None:
        if word in "()":
            self._parenthesis(word)
            return
        rest = self.words[at + 1 :]
        stop = next((n for n, w in enumerate(rest) if w in _ENDS or w in marks.SCOPE_ENDS), len(rest))
        self._cut(at)
        self.scope.link(word, any(w in marks.LIST_ENDS for w in rest[:stop]))

    def _parenthesis(self, word: str) -> None:
        if word == "(":
            now = self.scope
            self.outer.append(now)
            self.scope = replace(now)
        elif self.outer:
            self.scope = self.outer.pop()

    def _negation(self, at: int, word: str) -> None:
        following = self.words[at + 1] if at + 1 < len(self.words) else "."
        if word in marks.ANSWERS and (following in _ENDS or following == ","):
            self._answer_or_passive(word)
        elif word in marks.NOT and self._next(at) in marks.EXISTENCE:
            self._flip()
        else:
            self.scope.negate(word)

    def _next(self, at: int) -> str:
        return next((word for word in self.words[at + 1 :] if word not in marks.FILLERS), "")

    def _answer_or_passive(self, word: str) -> None:
        """``No,`` answers and denies nothing here; ``is denied`` denies what stands before it."""
        if word in marks.BEHIND and self.clauses[-1].tokens:
            self._flip()

    def _flip(self) -> None:
        clause = self.clauses[-1]
        clause.tokens[:] = [token._replace(sign=-token.sign) for token in clause.tokens]

    def _open(self) -> None:
        """What a limit is set to is neither denied nor stated."""
        clause = self.clauses[-1]
        clause.tokens[:] = [token._replace(sign=OPEN) for token in clause.tokens]
        self.scope.base = OPEN

    def _topic(self, at: int) -> None:
        """Words before a colon name what follows; "numbness: denied" states or denies them."""
        rest = self.words[at + 1 : at + 3]
        if rest and rest[0] in marks.ANSWERS | marks.CONFIRMED and rest[1:] in ((), (".",), (";",), (",",)):
            if rest[0] in marks.ANSWERS - marks.BEHIND:
                self._flip()
            return
        for clause in self.clauses[self.group_start :]:
            clause.topic = True
        self._cut(at)
        self.scope.topic = self.scope.base != STATED
        self.scope.fresh = not self.scope.topic

    def _cut(self, at: int, new_group: bool = False) -> None:
        self._close(at)
        last = self.clauses[-1]
        self.clauses.append(Clause(at + 1, last.group + new_group, at + 1 if new_group else last.begin))

    def _close(self, at: int) -> None:
        clause = self.clauses[-1]
        clause.end = at
        last = self.words[at - 1] if at > clause.start else ""
        if last in marks.BEHIND - marks.NEGATIONS:
            self._flip()

    def _start(self) -> int:
        return self.clauses[self.group_start].start

    def _behind_link(self, at: int) -> bool:
        return at > 0 and (self.words[at - 1] in marks.LINKS or (at > 1 and self.words[at - 2] in marks.LINKS))


def _number_key(word: str) -> str:
    """``five`` and ``5`` as one word."""
    return f"#{SMALL.get(word, word)}" if word in SMALL or word[0].isdigit() else ""
