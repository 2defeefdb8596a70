"""Alignment: whether a clause and a claim speak of the same, by the words they share."""

from collections.abc import Callable, Iterable, Sequence, Set
from functools import lru_cache

from guardrails.reading.narrative.actions import ACTION_WORDS
from guardrails.reading.narrative.claims import Claim
from guardrails.reading.narrative.clauses import DETAILS, Clause, Token
from guardrails.reading.narrative.people import KIN
from guardrails.reading.narrative.places import PLACE_KEYS
from guardrails.reading.narrative.polarity import SOFT_HEDGES, VALUES, WEAK
from guardrails.reading.narrative.times import DONE_CLAIMS, PAST_SIGNS, PLAN_SIGNS
from guardrails.reading.narrative.words import key

_MARKS = (
    ACTION_WORDS | PAST_SIGNS | PLAN_SIGNS | DONE_CLAIMS | SOFT_HEDGES | KIN | {"current", "currently", "present"}
)
_LIGHT = WEAK | VALUES | DETAILS | frozenset(map(key, _MARKS))
_TELLING = {"radiat": 30}
"""Words that name a kind of claim by themselves."""
_NEAR = 0.6
"""The share of words from which a clause and a claim speak of the same."""


Speaks = Callable[[Set[str], Set[str]], bool]
"""Whether a clause of these words speaks of what has those."""


class Index:
    """Claims by their words: a sentence that cites a whole visit must not be compared with every clause of it."""

    def __init__(self, among: Sequence[Set[str]]) -> None:
        self.among = among
        self.having: dict[str, list[int]] = {}
        for n, words in enumerate(among):
            for word in words:
                self.having.setdefault(word, []).append(n)

    def nearest(self, keys: Set[str], speaks_of: Speaks) -> tuple[int, ...]:
        """Which share most words with a clause, of those it speaks of."""
        shares: dict[int, int] = {}
        for word in keys:
            heavy = _weight_of(word)
            for n in self.having.get(word, ()):
                shares[n] = shares.get(n, 0) + heavy
        for best in sorted(set(shares.values()), reverse=True):
            if found := [n for n, s in shares.items() if s == best and speaks_of(keys, self.among[n])]:
                return tuple(sorted(found))
        return ()


def weight(keys: Iterable[str]) -> int:
    """A word of content weighs more than "pain", "normal", a level or a mark of time."""
    return sum(map(_weight_of, keys))


@lru_cache(maxsize=8192)
def _weight_of(key: str) -> int:
    return 1 if is_light(key) else _TELLING.get(key, 10)


@lru_cache(maxsize=8192)
def is_light(key: str) -> bool:
    """A word that many claims share, or a detail that may be the changed one: it does not tell which is meant."""
    return key in _LIGHT or key[0] == "#" or (key[0] in "ctls" and key[1:].isdigit())


def heads_of(clause: Clause) -> list[Token]:
    """What a clause is about: not the place beside it, and "pain" only where there is no other word."""
    strong = [t for t in clause.tokens if t.key in VALUES or t.key[0] == "#" or not is_light(t.key)]
    return [token for token in strong if token.key not in PLACE_KEYS] or strong or clause.tokens


def near(keys: Set[str], words: Set[str]) -> bool:
    """The shorter of the two is for the most part in the other; what names a kind counts where both have it."""
    shared = keys & words
    return weight(shared) >= _NEAR * min(weight(keys), weight(words - (_TELLING.keys() - shared))) > 0


def covered(keys: Set[str], words: Set[str]) -> bool:
    """The clause is for the most part in the words of the quote."""
    return weight(keys & words) >= _NEAR * weight(keys) > 0


def made(keys: Set[str], claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Of equally near claims those that are repeated whole, if one is."""
    return tuple(claim for claim in claims if claim.signs.keys() <= keys) or claims
