"""A stated phrase read into concepts, each with its site, sides, acuity, and whether it is hedged or negated."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from guardrails.reading.concepts import IMPLY_SITE, PAINS, Concept
from guardrails.reading.lexicon import (
    FIXED,
    HEDGES,
    NEGATIONS,
    OTHER_PARTS,
    OUTER_CONNECTORS,
    ROWS,
    SYNONYMS,
)
from guardrails.reading.needles import Sought
from guardrails.reading.sites import HINT, Site, site_in
from scribe.schema.terms import Chronicity, Side

_SYNONYMS = tuple((Sought(pattern), plainer) for pattern, plainer in SYNONYMS)
_FIXED = tuple((Sought(pattern), concept) for pattern, concept in FIXED)
_CUT = re.compile(rf"\b({OUTER_CONNECTORS}|and|or|plus|{NEGATIONS}|{HEDGES})\b|([,;:.()+])")
_HEDGE = re.compile(rf"^(?:{HEDGES})$")
_NEGATION = re.compile(rf"^(?:{NEGATIONS})$")
_JOINS = frozenset({"and", "or", "plus", "/", "(", "+"})
_SENTENCE_END = re.compile(r"[.;:]")
_STOPS = frozenset({".", ";"})
_WORD = re.compile(r"[a-z][a-z'-]*")
_SIDES = {Side.LEFT: Sought(r"\bleft\b"), Side.RIGHT: Sought(r"\bright\b")}
_BOTH = Sought(r"\b(bilateral(ly)?|both)\b")
_SIDE_CLAUSE = frozenset({"left", "right", "bilateral", "both", "side", "sides", "sided", "on", "the"})
_VERSUS = re.compile(r"^(?:versus|vs\.?)$")
_AFTERTHOUGHT = re.compile(r"^(?:by|on|after|with|today|clinically|at|today)\b")
_TRAILING_HEDGE = Sought(
    r"\b(?:(?:is |are )?(?:suspected|likely|unlikely|doubtful|possible|probable|questionable|presumed)|\?)"
    r"\s*(?:at this time|pending [\w\s]+|clinically)?[.?\s]*$|\?\s*$"
)
"""A hedge that ends the phrase doubts what the phrase named ("disc herniation, suspected")."""
_TRAILING_PAST = Sought(
    r"\b(?:now |has |have |is |since |fully |completely )*(?:resolved|healed|gone)[.\s]*$|, (?:in the )?past[.\s]*$"
)
"""Words that end the phrase and put what it named last into the past."""
_ACUITY = {a: Sought(rf"\b{a.value}\b") for a in (Chronicity.ACUTE, Chronicity.SUBACUTE, Chronicity.CHRONIC)}

_COURSE_ALONE = re.compile(r"^(?:both|all) ")
_COURSES = frozenset(course.value for course in _ACUITY)
"""Words that alone in a clause speak of what was said before them ("low back pain, chronic")."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One concept of a phrase. ``site`` is None where none is named; ``hint``: the words point to a region.

    ``past``: the phrase itself says that it is over.
    """

    concept: Concept
    site: Site | None
    sides: frozenset[Side] = frozenset()
    acuity: frozenset[Chronicity] = frozenset()
    hint: bool = False
    hedged: bool = False
    negated: bool = False
    text: str = ""
    past: bool = False


@dataclass(frozen=True, slots=True)
class _Clause:
    """A stretch between connectors. ``compared``, ``ruled_out``: the connector also speaks of what it follows."""

    text: str
    hedged: bool
    negated: bool
    compared: bool
    ruled_out: bool


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Reading, ...]:
    """The concepts of a phrase in order; () where the lexicon knows none of it."""
    plain = normal(text)
    fixed, rest = _take_fixed(plain)
    clauses = tuple(_clauses(rest))
    readings: list[Reading] = []
    for clause in clauses:
        if _only_side(clause.text):
            readings = [_on_side(reading, sides_in(clause.text)) for reading in readings]
        if site := _only_site(clause.text):
            readings = [replace(r, site=site) if r.site in (None, Site.BACK) else r for r in readings]
        if _COURSE_ALONE.sub("", clause.text.strip()) in _COURSES:
            readings = [replace(r, acuity=r.acuity or _acuity(clause.text)) for r in readings]
        if clause.compared or clause.ruled_out:
            readings = list(_in_hindsight(readings, clause))
        readings += _in_clause(clause)
    if _TRAILING_HEDGE.search(rest):
        readings = list(_doubted(readings))
    if _TRAILING_PAST.search(rest) and readings:
        readings = [replace(r, past=r.past or r.text == readings[-1].text) for r in readings]
    return tuple(_with_sites([*fixed, *readings], plain))


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Lower case, one spelling, abbreviations written out."""
    plain = text.lower().replace("’", "'")
    for words, plainer in _SYNONYMS:
        plain = words.sub(plainer, plain)
    return " ".join(plain.split())


def sides_in(text: str) -> frozenset[Side]:
    """The sides a lower-case text names."""
    if _BOTH.search(text):
        return frozenset({Side.LEFT, Side.RIGHT})
    return frozenset(side for side, word in _SIDES.items() if word.search(text))


def _only_side(text: str) -> bool:
    """A clause that only adds a side to what was said before it ("lumbago with sciatica, left side")."""
    said = set(text.replace("-", " ").split())
    return bool(said & {"left", "right", "bilateral", "both"}) and said <= _SIDE_CLAUSE


def _only_site(text: str) -> Site | None:
    """The site of a clause that only adds where it is to what was said before it ("back pain, lumbar region")."""
    return site_in(text) if _SITE_ALONE.fullmatch(text.strip()) else None


_SITE_ALONE = re.compile(
    r"(?:in |of |at )?(?:the )?(?:cervical|thoracic|lumbar|lumbosacral|sacral|neck|low back)"
    r"(?: (?:region|area|spine|level))?"
)


def _on_side(reading: Reading, sides: frozenset[Side]) -> Reading:
    return reading if reading.sides else replace(reading, sides=sides)


def _take_fixed(text: str) -> tuple[list[Reading], str]:
    found = []
    for words, concept in _FIXED:
        if words.search(text):
            found.append(Reading(concept, None, acuity=_acuity(text), text=text))
            # What a pain is due to stays to be read: the neoplasm is a diagnosis of its own.
            text = text if "due to" in words.pattern else words.sub(" , ", text)
    return found, text


def _clauses(text: str) -> Iterator[_Clause]:
    """The text cut at connectors. A hedge ends with its sentence; a negation over "and", "or" and a list."""
    hedged = negated = compared = ruled_out = False
    start = 0
    for cut in _CUT.finditer(text):
        yield _Clause(text[start : cut.start()], hedged, negated, compared, ruled_out)
        before, word, start = text[start : cut.start()], cut.group().strip(), cut.end()
        compared, ruled_out = bool(_VERSUS.match(word)), word == "ruledout"
        hedged = bool(_HEDGE.match(word)) or (hedged and not _ends_sentence(before, word, text[start:]))
        negated = bool(_NEGATION.match(word)) or (negated and _carries_on(word, text[start:]))
    yield _Clause(text[start:], hedged, negated, compared, ruled_out)


def _ends_sentence(before: str, mark: str, rest: str) -> bool:
    """The full stop of an abbreviation ("vs. strain") follows no words of its clause and ends nothing."""
    return mark in _STOPS and bool(before.strip()) and rest[:1] in ("", " ")


def _in_hindsight(readings: list[Reading], clause: _Clause) -> Iterator[Reading]:
    """ "A versus B" leaves both open; "A was ruled out" denies what stands before it. A symptom stays certain."""
    if clause.compared:
        yield from _doubted(readings)
        return
    follows = bool(_WORD.findall(clause.text)) and not _AFTERTHOUGHT.match(clause.text.strip())
    last = readings[-1].text if readings else ""
    for reading in readings:
        yield replace(reading, negated=True) if reading.text == last and not follows else reading


def _doubted(readings: list[Reading]) -> Iterator[Reading]:
    for reading in readings:
        yield reading if reading.concept in PAINS else replace(reading, hedged=True)


def _carries_on(word: str, rest: str) -> bool:
    """A negation reaches past the connector: "no fracture, slip or collapse", not "no fracture, narrowed disc"."""
    return word in _JOINS or (word == "," and " or " in _SENTENCE_END.split(rest)[0])


def _in_clause(clause: _Clause) -> Iterator[Reading]:
    words = frozenset(_WORD.findall(clause.text))
    site = site_in(clause.text)
    for concept in _concepts(words):
        if site is None and words & OTHER_PARTS and concept not in _OF_ANY_PART:
            continue
        yield Reading(
            concept,
            site,
            sides_in(clause.text),
            _acuity(clause.text),
            bool(HINT.search(clause.text)),
            clause.hedged,
            clause.negated,
            clause.text.strip(),
        )


_OF_ANY_PART = frozenset(
    {Concept.LIMB_PAIN, Concept.CANCER, Concept.METASTASIS, Concept.POSTPARTUM, Concept.RADICULOPATHY}
)
"""Concepts that are read although another part of the body is named."""


_Slot = tuple[int, int]
"""The number of a row, and the place of a slot in it."""


def _slots() -> dict[str, list[_Slot]]:
    slots: dict[str, list[_Slot]] = {}
    for number, (row, _) in enumerate(ROWS):
        for place, slot in enumerate(row.split()):
            for beginning in slot.split("|"):
                slots.setdefault(beginning, []).append((number, place))
    return slots


_SLOTS = _slots()
"""The beginnings of words that the rows ask for, each with the slots it fills."""
_WIDTH = tuple(len(row.split()) for row, _ in ROWS)
"""The number of slots of each row."""


@lru_cache(maxsize=4096)
def _filled_by(word: str) -> tuple[_Slot, ...]:
    """The slots that a word fills by its beginning."""
    return tuple(slot for end in range(1, len(word) + 1) for slot in _SLOTS.get(word[:end], ()))


@lru_cache(maxsize=4096)
def _concepts(words: frozenset[str]) -> tuple[Concept, ...]:
    """Concepts whose row holds and is not part of a longer row that holds."""
    filled: dict[int, dict[int, str]] = {}
    for word in sorted(words):
        for row, slot in _filled_by(word):
            filled.setdefault(row, {}).setdefault(slot, word)
    whole = [row for row in sorted(filled) if len(filled[row]) == _WIDTH[row]]
    held = [(frozenset(filled[row].values()), ROWS[row][1]) for row in whole]
    longest = [c for used, c in held if not any(used < other for other, _ in held)]
    return tuple(dict.fromkeys(longest))


def _acuity(text: str) -> frozenset[Chronicity]:
    return frozenset(acuity for acuity, word in _ACUITY.items() if word.search(text))


_OWN_SITE_ONLY = (Concept.LIMB_PAIN, Concept.CANCER, Concept.METASTASIS, Concept.MOOD, Concept.MYELOMA)
"""Concepts that do not take their site from another clause."""


_FIRST_ROOT = re.compile(r"\bs ?1\b")
"""The first sacral root leaves the spine at the lumbosacral junction."""


def _with_sites(readings: list[Reading], text: str) -> Iterator[Reading]:
    """A clause without a site takes the phrase's; else the back, where the concept implies the spine."""
    elsewhere = site_in(text)
    for reading in readings:
        if reading.concept is Concept.RADICULOPATHY and reading.site is Site.SACRAL and _FIRST_ROOT.search(text):
            yield replace(reading, site=Site.LUMBOSACRAL)
            continue
        if reading.site is not None or reading.concept in _OWN_SITE_ONLY:
            yield reading
        else:
            yield replace(reading, site=elsewhere or _implied_site(reading.concept))


def _implied_site(concept: Concept) -> Site | None:
    if concept is Concept.OCCIPITAL_NEURALGIA:
        return Site.CERVICAL
    return Site.BACK if concept in IMPLY_SITE else None
