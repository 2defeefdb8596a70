"""Statements: the clauses of a sentence by the words that carry them, to ask whether anybody said any of it.

Every detail of a kind (a place, a number, a drug) has its own comparison; this is for all else a scribe may invent:
a symptom, a condition, a habit, an examination, a denial of something nobody asked about.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from guardrails.reading.lexicon import words as listed
from guardrails.reading.narrative.alignment import heads_of, is_light
from guardrails.reading.narrative.clauses import Token, clauses_of
from guardrails.reading.narrative.polarity import OPPOSITES
from guardrails.reading.narrative.scope import DENIED
from guardrails.reading.narrative.words import key
from guardrails.reading.phrases import read

_FRAME = frozenset(
    map(
        key,
        listed(
            "past occurs endorses understands agrees agreement according shortly rtc yearold old male female man "
            "woman gentleman lady pleasant ms mr mrs dr presents presenting presented presentation began begins "
            "begin started starts start goes go comes came develops developed occurred occasionally onset "
            "experienced experiencing complaint evaluation evaluated clinic office visit today seen examination "
            "exam findings result results after prior previously approximately partially partly additionally "
            "reviewed reviewing discussed discussion assessment plan diagnosis treatment options option following "
            "felt associated noticed noted notes stating new rated rates slipped locates reveals reveal obtained "
            "point progress symptomatic continue continues remains day days week weeks month months year years "
            "hour hours minute minutes constitutional general respiratory cardiovascular gastrointestinal "
            "genitourinary musculoskeletal neurological psychiatric skin further nature detail changes change "
            "abnormalities abnormality due"
        ),
    )
)
"""Words that tell how something is told, or head a list of it, and nothing of the patient."""


class Said(NamedTuple):
    """One clause: where it begins, the keys of its words, and as the message says it."""

    at: int
    keys: frozenset[str]
    words: str


@lru_cache(maxsize=4096)
def statements_in(text: str) -> tuple[Said, ...]:
    """The clauses that state something of the patient; one of frame words, numbers or places alone is none."""
    return tuple(_statements(text))


def _statements(text: str) -> Iterator[Said]:
    for clause in clauses_of(text):
        heads = [token for token in heads_of(clause) if _carries(token)] if not clause.topic else []
        if heads:
            words = f"{_NO if denies(heads[0]) else ''}{' '.join(token.word for token in heads)}"
            yield Said(heads[0].at, frozenset(token.key for token in heads), words)


_NO = "no "


def is_grave(words: str) -> bool:
    """A denial, or a condition; else it may be another way to tell what was said."""
    return words.startswith(_NO) or bool(read(words))


def denies(token: Token) -> bool:
    """It is denied by another word; "atraumatic" denies by itself."""
    return token.sign == DENIED and token.word not in OPPOSITES


def _carries(token: Token) -> bool:
    return not is_light(token.key) and token.key not in _FRAME and len(token.key) > 1 and token.key.isalpha()


@lru_cache(maxsize=4096)
def keys_in(text: str) -> frozenset[str]:
    """Every word of a text, as statements are compared."""
    return frozenset(token.key for clause in clauses_of(text) for token in clause.tokens)
