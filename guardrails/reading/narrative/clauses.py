"""Clauses: a text cut where it links or lists, each word with its sign: stated, denied, or open where unclear.

A negation reaches to the end of its clause; over a comma only where the list goes on ("no fracture, slip or
collapse", "denies fever, chills"). Two negations in one clause undo each other. Rules after NegEx and ConText.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from guardrails.reading.narrative import polarity
from guardrails.reading.narrative.scope import DENIED, OPEN, STATED, Scope
from guardrails.reading.narrative.units import SMALL
from guardrails.reading.narrative.words import key, words_of

_TOPIC_WORDS = 9
_LIST_WORDS = 80
"""How far a list is looked for the "or" that closes it."""
_ENDS = frozenset({".", ";"})
_SKIPPED = polarity.STOP | {"outof", "sided"}
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


@lru_cache(maxsize=4096)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a text in order."""
    return tuple(_Reader(words_of(text)).read())


_DENYING = (
    polarity.NEGATIONS
    | polarity.ANSWERS
    | polarity.BEHIND
    | {"non"}
    | {word for word, (_, sign) in polarity.OPPOSITES.items() if sign == DENIED}
)


@lru_cache(maxsize=4096)
def may_deny(text: str) -> bool:
    """A word of the text can deny; where none can, all of it is stated or open."""
    return not _DENYING.isdisjoint(words_of(text))


class _Reader:
    """One pass over the words."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        self.clauses = [Clause(0, 0, 0)]
        self.scope = Scope()
        self.group_start = 0
        self.outer: list[Scope] = []
        self.turned = False
        """The word before was "non"."""

    def read(self) -> list[Clause]:
        for at, word in enumerate(self.words):
            self._step(at, word)
        self._close(len(self.words))
        return [clause for clause in self.clauses if clause.end > clause.start]

    def _step(self, at: int, word: str) -> None:
        if word in _ENDS or (word in polarity.SCOPE_ENDS and at and not self.scope.bare and not self._trails(at)):
            self._cut(at, new_group=True)
            self.scope.end(semicolon=word == ";")
            self.group_start = len(self.clauses) - 1
        elif word == ":" and len(self.clauses[self.group_start :]) <= 3 and at - self._start() <= _TOPIC_WORDS:
            self._topic(at)
        elif word in polarity.LINKS:
            self._link(at, word)
        elif word == "non":
            self.turned = True
        elif word in polarity.LIMITS and self.scope.sign != STATED:
            self._open()
        elif word in polarity.CONDITIONS:
            self.scope = Scope(base=OPEN, fresh=False)
        elif word in polarity.NEGATIONS:
            self._negation(at, word)
        elif self.scope.fresh and word in polarity.STATES and self._behind_link(at):
            self.scope.end()
        elif word not in _SKIPPED and word[0].isalnum():
            self._token(at, word)

    def _trails(self, at: int) -> bool:
        """ "No evidence since, past": nothing follows that "since" or "though" could begin."""
        return at + 1 < len(self.words) and self.words[at + 1] in polarity.LINKS

    def _token(self, at: int, word: str) -> None:
        known, sign = polarity.OPPOSITES.get(word) or (_number_key(word) or key(word), STATED)
        turn = DENIED if self.turned else STATED
        self.clauses[-1].tokens.append(Token(known, word, self.scope.sign * sign * turn, at))
        self.turned = False
        self.scope.said()
        if word == "lossof":
            self.scope.local = OPEN

    def _link(self, at: int, word: str) -> None:
        if word in "()":
            self._parenthesis(word)
            return
        rest = self.words[at + 1 : at + _LIST_WORDS]
        stop = next((n for n, w in enumerate(rest) if w in _ENDS or w in polarity.SCOPE_ENDS), len(rest))
        self._cut(at)
        self.scope.link(word, any(w in polarity.LIST_ENDS for w in rest[:stop]))

    def _parenthesis(self, word: str) -> None:
        if word == "(":
            now = self.scope
            self.outer.append(now)
            self.scope = replace(now)
        elif self.outer:
            self.scope = self.outer.pop()

    def _negation(self, at: int, word: str) -> None:
        following = self.words[at + 1] if at + 1 < len(self.words) else "."
        if word in polarity.ANSWERS and (following in _ENDS or following == ","):
            self._answer_or_passive(word)
        elif word in polarity.NOT and self._next(at) in polarity.EXISTENCE:
            self._flip()
        else:
            self.scope.negate(word)

    def _next(self, at: int) -> str:
        return next((word for word in self.words[at + 1 :] if word not in polarity.FILLERS), "")

    def _answer_or_passive(self, word: str) -> None:
        """``No,`` answers and denies nothing here; ``is denied`` denies what stands before it."""
        if word in polarity.BEHIND and self.clauses[-1].tokens:
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
        if rest and rest[0] in polarity.ANSWERS | polarity.CONFIRMED and rest[1:] in ((), (".",), (";",), (",",)):
            if rest[0] in polarity.ANSWERS - polarity.BEHIND:
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
        if last in polarity.BEHIND - polarity.NEGATIONS:
            self._flip()

    def _start(self) -> int:
        return self.clauses[self.group_start].start

    def _behind_link(self, at: int) -> bool:
        """At most one word stands between: "and has", "and he has"."""
        return at > 0 and (
            self.words[at - 1] in polarity.LINKS or (at > 1 and self.words[at - 2] in polarity.LINKS)
        )


def _number_key(word: str) -> str:
    """``five`` and ``5`` as one word."""
    return f"#{SMALL.get(word, word)}" if word in SMALL or word[0].isdigit() else ""
