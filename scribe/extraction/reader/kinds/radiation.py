"""radiation: pain that travels, or that is felt in a limb."""

import re
from collections.abc import Iterator
from functools import cache

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.kinds.common import (
    by_clinician,
    denied_inside,
    heard,
    idle,
    is_side,
    replied,
    status_of,
)
from scribe.extraction.reader.lexicon import compiled, lexicon, pattern
from scribe.extraction.reader.scenes import EXAM, IMAGING, PLAN
from scribe.extraction.reader.vocabulary import pattern_of
from scribe.schema.facts import Scalar
from scribe.schema.terms import Assertion, FactKind, RadiationSite, Side

_POSSESSIVE = (
    r"(?:(?:my|the|a|an|each|your|his|her|their|both|one|either|that|these|this|of|all|whole|"
    r"left|right|or|upper|lower|posterior|anterior|lateral|medial|outer|inner|back of|side of|bilateral|other)\s)*"
)


def read(clause: Clause) -> Iterator[Claim]:
    """Where the pain of a clause goes."""
    if (clause.section in (EXAM, IMAGING, PLAN) and not clause.asked) or idle(clause):
        return
    if by_clinician(clause) and _ACTS.search(clause.text):
        return
    text = clause.text
    nowhere = pattern("complaints", "radiation", "absent").search(text)
    if nowhere and clause.asked and _STAYS.match(nowhere.group()):
        return
    if nowhere and not compiled(lexicon("anatomy", "limb").source).search(text, nowhere.end()):
        yield heard(
            FactKind.RADIATION,
            RadiationSite.NONE,
            clause,
            nowhere.start(),
            nowhere.end(),
            assertion=Assertion.DOCUMENTED,
        )
        return
    found = False
    for match in _travel().finditer(text):
        found = True
        yield from _limbs(clause, match)
    if not found and not clause.asked and _answers_where(clause):
        yield from _named_limbs(clause)
    if clause.asked and not found:
        limbs = list(_asked_limbs(clause))
        yield from limbs
        found = bool(limbs)
    elif not found and not clause.tagged:
        yield from _spared(clause)
    if clause.asked and not found:
        asked = pattern("complaints", "radiation", "asked").search(text)
        if asked and not re.search(r"\b(?:joint|muscle|muscular)\b", clause.text):
            yield heard(FactKind.RADIATION, RadiationSite.NONE, clause, asked.start(), asked.end())


@cache
def _elliptical() -> re.Pattern[str]:
    """A question for pain in a limb in few words: "into the arms at all", "any pain or tingling in the legs"."""
    limb = lexicon("anatomy", "limb").source
    more = rf"(?:(?:,| and| or|, and|, or)? (?:into |down |in )?{_POSSESSIVE}(?:{limb}))*"
    hurts = r"pains?(?: at all)?(?:,? (?:or|and|nor) [\w ]{3,24}?)? (?:in|into|down|through|to)"
    opens = r"(?:(?:and|or|so|but|okay|now|well|from (?:the|your) [\w ]+?),? )*"
    return re.compile(
        rf"(?:^{opens}|\b(?:anything|nothing|something|symptoms|it|this|that) (?:at all |else |going |ever )?|, )"
        rf"(?:down|into) {_POSSESSIVE}(?:{limb}){more}|\b(?:anything|nothing) in {_POSSESSIVE}(?:{limb}){more}"
        rf"|\b{hurts} {_POSSESSIVE}(?:{limb}){more}"
        rf"|^{opens}(?:your |the )?(?:legs|arms|leg|arm)(?: or (?:legs|arms))?$"
        r"|\b(?:go|goes|going|travel\w*|run|runs|wrap\w*) (?:[\w',]+ ){0,5}?(?:into|down|to) "
        rf"{_POSSESSIVE}(?:{limb}){more}"
    )


_AROUND = (
    r"(?:wrap\w*|go|goes|going|come|comes|travel\w*|spread\w*|radiat\w*|shoot\w*|run|runs) (?:[\w']+ )?"
    r"(?:around|round|into|through)(?: to| into)? (?:the |my |your |his |her )?(?:front of (?:the |my |your )?)?"
    r"(?P<chest>chest|ribs)"
)
"""Pain that goes round to the chest."""


def _asked_limbs(clause: Clause) -> Iterator[Claim]:
    for match in _elliptical().finditer(clause.text):
        if re.search(r"\b(?:left|right)\b", match.group()):
            continue  # what is asked of one side says nothing of the other
        for value in dict.fromkeys(hit.value for hit in lexicon("anatomy", "limb").find(match.group())):
            yield heard(FactKind.RADIATION, RadiationSite(value), clause, match.start(), match.end())


@cache
def _nothing_there() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:nothing|none|no pains?|no symptoms|not) (?:at all |going |shooting |ever )?"
        rf"(?:down|in|into|through) {_POSSESSIVE}(?:{lexicon('anatomy', 'limb').source})"
        r"|\b(?:my|the|his|her|both) (?:legs?|arms?) (?:don't|doesn't|do not|does not|never) (?:hurt|ache|bother)"
    )


def _spared(clause: Clause) -> Iterator[Claim]:
    """ "Nothing in the legs": a limb that is said to be free of it, unless only its feeling was asked about."""
    asked = clause.question.text if clause.question is not None else ""
    if _FEELING.search(asked) and "pain" not in asked:
        return
    for match in _nothing_there().finditer(clause.text):
        for value in dict.fromkeys(hit.value for hit in lexicon("anatomy", "limb").find(match.group())):
            made = heard(FactKind.RADIATION, RadiationSite(value), clause, match.start(), match.end())
            yield made.but(assertion=Assertion.DENIED)


_FEELING = re.compile(r"\b(?:numb\w*|weak\w*|tingl\w*|pins|strength|swell\w*|cramp\w*|feeling)\b")
_STAYS = re.compile(r"(?:stay|sit|confined|isolated|restricted|remains|is localized)")
"""Asked in these words, a "no" says that it travels; nobody said where to."""
_ACTS = re.compile(
    r"\b(?:going to|gonna|i'll|let me|i want to) (?:just )?(?:run|move|go|press|push|feel|slide|bring|put)\b"
)
"""A clinician who moves a hand or the patient's leg."""


def _into_limb() -> re.Pattern[str]:
    way = r"(?:down|into|to|through|along|in) (?:the )?(?:\w+ of )?"
    return compiled(rf"\b{way}{_POSSESSIVE}{lexicon('anatomy', 'limb').source}")


def _answers_where(clause: Clause) -> bool:
    """Whether a limb named here answers where the pain is or goes."""
    if clause.question is None:
        return False
    asked = clause.question.text
    if "site" in clause.topics and re.search(r"\b(?:pain|hurt\w*|burning|ache)\b", asked):
        return True
    goes = pattern("complaints", "radiation", "asked").search(asked) or _travel().search(asked)
    return bool(goes and _into_limb().search(clause.text))


@cache
def _travel() -> re.Pattern[str]:
    limb = lexicon("anatomy", "limb").source
    travel, toward = (
        pattern_of("complaints", "radiation", "travel"),
        pattern_of("complaints", "radiation", "toward"),
    )
    return re.compile(
        rf"\b(?:(?:{travel})(?: (?!numb|weak|or\b|and\b|when|if|because|i\b)[\w']+,?){{0,3}}? (?:{toward}) "
        rf"{_POSSESSIVE}(?P<limb>{limb})(?:(?:,| and| or|, and)? {_POSSESSIVE}(?:{limb}))*"
        rf"|{_POSSESSIVE}(?P<near>{limb}) (?:pains?|burning|aches?|aching)\b|(?:radiating|"
        rf"shooting|traveling) (?:[\w']+ )?(?P<bare>{limb}) pain"
        rf"|\b(?:pain|ache|aching|feeling|burning|shooting|tingling|it) (?:is |goes |runs )?from {_POSSESSIVE}"
        rf"(?:hips?|buttocks?|butt|bum|back|neck|knees?|shoulders?|tailbone) (?:right |all the way )*"
        rf"(?:down |out |up )?(?:to|into) {_POSSESSIVE}(?P<end>{limb})"
        rf"|\b(?:my|your|his|her) {_POSSESSIVE}(?P<own>{limb}) (?:hurts?|aches?|is hurting|is killing me)"
        rf"|{_AROUND})"
    )


def _limbs(clause: Clause, match: re.Match[str]) -> Iterator[Claim]:
    text = clause.text
    if re.search(r"\b(?:knee|ankle|wrist|elbow|shoulder)s?\b", match.group()) and not re.search(
        r"\b(?:down|into|to|past|below|radiat\w*|shoot\w*|leg|goes|travel\w*)\b", match.group()
    ):
        return
    name = next(filter(None, (match.group(way) for way in ("limb", "near", "bare", "own", "end", "chest"))))
    value = "chest_wall" if match.group("chest") else lexicon("anatomy", "limb").value_of(name)
    values = {hit.value: hit for hit in lexicon("anatomy", "limb").find(match.group())}
    for limb in dict.fromkeys([value, *values] if value else values):
        if limb is None:
            continue
        found = heard(
            FactKind.RADIATION,
            RadiationSite(limb),
            clause,
            match.start(),
            match.end(),
            attributes=_details(text, match),
        )
        inside = denied_inside(text, match.start(), match.end())
        yield found.but(assertion=Assertion.DENIED) if inside else found


def _named_limbs(clause: Clause) -> Iterator[Claim]:
    """ "Where is the pain?" "In my right thigh." """
    for hit in lexicon("anatomy", "limb").find(clause.text):
        side = re.search(r"\b(left|right|both)\b(?: \w+)?\s$", clause.text[: hit.start])
        start = side.start() if side else hit.start
        details: dict[str, Scalar] = {"side": _side(side.group(1))} if side else {}
        assertion = status_of(clause, start, hit.end).assertion
        if clause.text[hit.start : hit.end] not in (
            "knee",
            "knees",
            "wrist",
            "shoulder",
            "shoulders",
            "ankle",
            "elbow",
        ):
            yield replied(
                FactKind.RADIATION,
                RadiationSite(hit.value),
                clause,
                start,
                hit.end,
                attributes=details,
                assertion=assertion,
            )


def _side(word: str) -> str:
    return {"left": Side.LEFT, "right": Side.RIGHT}.get(word, Side.BILATERAL).value


_SIDE_BEHIND = re.compile(r",? (?:right |mostly |just )?(?:on|to) (?:the|my|your) (?P<side>left|right)\b(?! or)")


def _details(text: str, match: re.Match[str]) -> dict[str, Scalar]:
    details: dict[str, Scalar] = {}
    sides = [
        each
        for each in re.finditer(r"\b(?:left|right|both|bilateral)\b", match.group())
        if is_side(text, match.start() + each.start(), match.start() + each.end())
    ]
    behind = _SIDE_BEHIND.match(text, match.end())
    if sides:
        details["side"] = _side(sides[-1].group())
    elif behind:
        details["side"] = _side(behind.group("side"))
    reach = pattern("complaints", "radiation", "reach").search(text, match.start())
    if reach:
        details["to_where"] = reach.group()
    quality = pattern("complaints", "radiation", "quality").search(text[max(0, match.start() - 30) : match.end()])
    if quality:
        details["quality"] = quality.group()
    return details
