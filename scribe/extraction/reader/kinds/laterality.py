"""laterality: on which side it hurts. "Right" is often no side."""

import re
from collections.abc import Iterator

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.exchanges import only_side
from scribe.extraction.reader.kinds.common import SIDE, by_clinician, heard, idle, is_side, replied, status_of
from scribe.extraction.reader.lexicon import compiled, lexicon
from scribe.extraction.reader.scenes import EXAM, IMAGING
from scribe.schema.terms import FactKind, Side

_SYMPTOM = re.compile(
    r"\b(?:pain\w*|hurt\w*|ach\w+|numb\w*|tingl\w*|burn\w*|sore|radiat\w*|shoot\w*|"
    r"goes|going|went|down|sciatica|radiculopathy|weak\w*|bother\w*|symptoms?|"
    r"stiff\w*|tight\w*|cramp\w*|stab\w*|kill\w*|seiz\w*|it's|worse|sprain|strain|neuropathy|spasms?|pins|"
    r"travel\w*|runs|problems?|trouble|pulls?|pulling|jabs?|zings?|zaps?)\b"
)


def read(clause: Clause) -> Iterator[Claim]:
    """The sides of a clause's pains."""
    if clause.section in (EXAM, IMAGING) or idle(clause):
        return
    named = only_side(clause.text) if clause.asked else None
    if named:
        yield _side_claim(clause, named, 0, len(clause.text), _part_of(clause.text))
        return
    parts = lexicon("anatomy", "sided")
    text = clause.text
    if re.search(
        r"\b(?:surgery|replacement|handed|dominant|scar|carpal|knee|ankle|weight on|push|lift|raise|squeeze)\b",
        text,
    ):
        return
    if not _SYMPTOM.search(text) and not clause.topics & {"side", "site"}:
        return
    taken: list[tuple[int, int]] = []
    joined = compiled(
        rf"\b{SIDE}(?:[- ]sided?| side)?(?: (?:of|on) (?:my|the|your|his|her|both)|"
        rf" or [a-z]+| upper| lower| outer| lateral| big| whole| back of)* (?P<part>{parts.source})"
    )
    for match in joined.finditer(text):
        if is_side(text, match.start("side"), match.end("side")):
            part = match.group("part")
            of_what = parts.value_of(part) or next((hit.value for hit in parts.find(part)), part)
            taken.append(match.span())
            yield _side_claim(clause, match.group("side"), match.start(), match.end(), of_what)
    both = compiled(
        rf"\b(?P<side>both|bilateral|bilaterally)(?: of)?(?: my| your| his| her)? (?P<part>{parts.source})"
    )
    for match in both.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            of_what = parts.value_of(match.group("part")) or match.group("part")
            yield _side_claim(clause, "both", match.start(), match.end(), of_what)
    if not taken:
        yield from _loose_sides(clause)


def _loose_sides(clause: Clause) -> Iterator[Claim]:
    """ "It's more on the right", "left-sided" beside a pain, or the answer to "which side?"."""
    text = clause.text
    asked_for = "side" in clause.topics and not clause.asked
    if re.search(r"\b(?:left|right)\b.{0,30}\bor\b.{0,12}\b(?:left|right)\b", text):
        return
    loose = re.compile(
        r"\b(?:(?:on|to) (?:the|my|your) )?(?P<side>left|right|both)(?:[- ]sided?|"
        r" sides?)?\b(?! (?:or|and) (?:left|right))"
    )
    for match in loose.finditer(text):
        sided = bool(re.search(r"side", match.group())) or match.group().startswith(("on ", "to "))
        near = re.search(
            r"\b(?:pain|hurts?|ach\w+|pulls?|it's|more|mostly|worse|sore|problems?|trouble|bother\w*)\b", text
        )
        if near and near.group().startswith("pull") and by_clinician(clause):
            near = None  # what pulls when a clinician bends it is a finding
        if not is_side(text, match.start("side"), match.end("side")) and not (
            asked_for and text.strip(" .") in ("left", "right", "both")
        ):
            continue
        if asked_for and clause.question is not None and "handed" in clause.question.text:
            return
        if asked_for:
            yield replied(
                FactKind.LATERALITY,
                _side(match.group("side")),
                clause,
                match.start(),
                match.end(),
                attributes={"of_what": _part_of(f"{clause.question.text if clause.question else ''} {text}")},
                temporality=status_of(clause, match.start(), match.end()).temporality,
            )
        elif (
            sided
            and (near or "site" in clause.topics)
            and not clause.asked
            and not re.search(r"\b(?:lying|lie|sleep|lay|roll\w*|brain|bed)\b", text)
        ):
            yield _side_claim(clause, match.group("side"), match.start(), match.end(), _part_of(text))


def _part_of(text: str) -> str | None:
    if re.search(r"\bsciatica\b", text):
        return "leg"  # a side said loosely of a back pain with sciatica is the side of the sciatica
    hits = lexicon("anatomy", "sided").find(text)
    return hits[0].value if hits else None


def _side_claim(clause: Clause, word: str, start: int, end: int, of_what: str | None) -> Claim:
    return heard(FactKind.LATERALITY, _side(word), clause, start, end, attributes={"of_what": of_what})


def _side(word: str) -> Side:
    return {"left": Side.LEFT, "right": Side.RIGHT}.get(word, Side.BILATERAL)
