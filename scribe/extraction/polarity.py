"""Whether words are stated or negated where they stand: the guard on a model's ``assertion``.

Written apart from the reader's negation, so that one mistake does not pass both readings.
"""

import re
from enum import StrEnum

from scribe.extraction.canonical import tokens, words
from scribe.extraction.polarity_words import (
    ABILITY,
    AFTER,
    ASSESSES,
    CLAUSES,
    COUNTERFACTUAL,
    CUES,
    DENYING,
    EVER_WITHOUT,
    FAMILY,
    FINDS,
    HEDGE,
    HEDGED_AFTER,
    HYPOTHETICAL,
    IMPROBABLE,
    IN_THE_FAMILY,
    LEADING,
    NEGATES_NOTHING,
    NOT,
    OPINION,
    PARTS,
    REPORT,
    SAYS,
)
from scribe.extraction.replies import AGREES, ASKED_AWAY, PARTICLE, answers_maybe, answers_no, answers_yes
from scribe.extraction.wording import sides, stems


class Polarity(StrEnum):
    """What the words around a claim make of it."""

    STATED = "stated"
    NEGATED = "negated"
    FOUND_NEGATIVE = "found-negative"
    """A test or sign that came out negative: ``straight leg raise is negative``."""
    HEDGED = "hedged"
    UNANSWERED = "unanswered"
    """Only asked: what was answered is neither yes nor no."""


_REACH, _HEDGE_REACH, _NEGATION_REACH = 10, 6, 8
"""Words before a claim in which a cue still governs it. Source: NegEx (Chapman 2001) has six; talk is wordier."""


def hedge(value: str, text: str) -> str | None:
    """The words right before a claim, in it or right behind it that make it uncertain."""
    found = HEDGE.search(_up_to(value, text, _HEDGE_REACH)) or HEDGED_AFTER.search(_behind(value, text))
    return " ".join(found[0].lower().split()).strip(" ,.") if found else None


def is_improbable(value: str, text: str) -> bool:
    """Whether a claim is called unlikely, before or behind it."""
    around = f"{_up_to(value, text, _HEDGE_REACH)} | {_behind(value, text)}"
    return IMPROBABLE.search(around) is not None


def is_hypothetical(value: str, text: str) -> bool:
    """Whether a claim is of what may come, "call me if you get weakness", or of what did not."""
    before = HYPOTHETICAL.search(_up_to(value, text, _REACH))
    return before is not None or COUNTERFACTUAL.search(text) is not None


def is_of_family(value: str, text: str) -> bool:
    """Whether a claim is of a relative: "my father had back pain", "it runs in my family"."""
    return FAMILY.search(_up_to(value, text, _REACH)) is not None or IN_THE_FAMILY.search(text) is not None


def _up_to(value: str, text: str, reach: int) -> str:
    """The words before the first word of a claim, at most ``reach``; all of them where it does not stand there."""
    wanted = stems(value)
    first = next((token.start for token in tokens(text) if stems(token.word) & wanted), len(text))
    part = PARTS.split(text[:first])[-1]
    return " ".join(part.split()[-reach:])


def _behind(value: str, text: str) -> str:
    """The words behind the last word of a claim, in its sentence; none where it does not stand there."""
    wanted = stems(value)
    ends = [token.end for token in tokens(text) if stems(token.word) & wanted]
    return re.split(r"[.;?!]", text[ends[-1] :])[0] if ends else ""


def is_read_aloud(words_said: str, before: str) -> bool:
    """Whether words read out a report begun in them or ``before`` them, with no word of assessment since."""
    said = f"{before} {words_said}"
    reports = list(REPORT.finditer(said))
    return bool(reports) and ASSESSES.search(said, reports[-1].start()) is None


def has_cue(text: str) -> bool:
    """Whether a text holds any word of negation."""
    return any(word in CUES for word in words(text))


def answered(question: str, answer: str) -> Polarity:
    """What an answer makes of what was only asked. "You don't have any weakness?" turns a bare yes into a doubt."""
    if answers_maybe(answer):
        return Polarity.HEDGED
    if answers_no(answer):
        return Polarity.NEGATED
    if not answers_yes(answer):
        return Polarity.UNANSWERED
    last = re.split(r"[.?!]\s+", question.strip())[-1]
    if not ASKED_AWAY.search(last):
        return Polarity.STATED
    return Polarity.NEGATED if AGREES.search(answer) else Polarity.HEDGED


def without_leading_negation(value: str) -> str:
    """``no numbness`` as ``numbness``."""
    return LEADING.sub("", value.strip())


def polarity(value: str, text: str) -> Polarity | None:
    """How the content words of ``value`` stand in ``text``; None where none of them stands there."""
    wanted, named = stems(value), set(sides(value))
    if (own := _asked_and_answered(wanted, text)) is not None:
        return own
    clauses = [clause for clause in CLAUSES.split(PARTICLE.sub("", text.strip())) if clause.strip()]
    shared = [((len(wanted & stems(clause)), len(named & set(sides(clause)))), clause) for clause in clauses]
    best = max(shared, key=lambda pair: pair[0], default=((0, 0), ""))
    return _in_clause(wanted, words(best[1])) if best[0][0] else None


def _asked_and_answered(wanted: frozenset[str], text: str) -> Polarity | None:
    """ "Fever? Nope.": one speaker asks and answers."""
    asked, mark, reply = text.rpartition("?")
    if not mark or not wanted or wanted & stems(reply) or not wanted <= stems(asked):
        return None
    return Polarity.NEGATED if answers_no(reply) else None


def _in_clause(wanted: frozenset[str], clause: tuple[str, ...]) -> Polarity:
    at = [number for number, word in enumerate(clause) if stems(word) & wanted]
    first, after = at[0], clause[at[-1] + 1 :]
    cues = [n for n in range(max(0, first - _NEGATION_REACH), first) if clause[n] in CUES]
    for cue in reversed(cues):
        made = _made_by(clause, cue, first)
        if made is not None:
            return made
    if AFTER & set(after[:4]):
        return Polarity.FOUND_NEGATIVE
    if "ruled out" in " ".join(after[:4]) or after == ("no",):
        return Polarity.NEGATED
    return Polarity.STATED


def _made_by(clause: tuple[str, ...], cue: int, first: int) -> Polarity | None:
    """What the word of negation at ``cue`` makes of the claim that begins at ``first``; None where nothing."""
    before, between = clause[:cue], clause[cue + 1 : first]
    if clause[cue] in DENYING and NOT & set(before[-2:]):
        return Polarity.STATED
    if NEGATES_NOTHING.match(" ".join(clause[cue:])) or EVER_WITHOUT.search(" ".join(clause[: cue + 1])):
        return Polarity.STATED
    if ABILITY & {clause[cue], *before[-1:], *clause[cue + 1 : cue + 3]} or clause[cue] == "cannot":
        if SAYS & set(between[:2]):
            return Polarity.HEDGED
        return Polarity.NEGATED if FINDS & set(between[:2]) else None
    return Polarity.HEDGED if OPINION & set(between) else Polarity.NEGATED
