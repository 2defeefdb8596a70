"""neurologic_exam and physical_exam: what the clinician finds today."""

import re
from collections.abc import Iterator
from functools import cache

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.kinds.common import by_clinician, heard, idle, tidy
from scribe.extraction.reader.lexicon import pattern
from scribe.extraction.reader.scenes import EXAM, IMAGING, PLAN
from scribe.extraction.reader.vocabulary import pattern_of
from scribe.schema.terms import Assertion, FactKind, Temporality

_WHERE = (
    r"(?:(?: (?:in|on|over|of|at|along|around|to|throughout|with) (?:the |your |"
    r"his |her |both |my )*(?!and\b|but\b|flexion\b|extension\b)[\w-]+(?: (?!and\b|"
    r"but\b|or\b|no\b|which\b|that\b|with\b|is\b|are\b|in\b|on\b|of\b|over\b|at\b|"
    r"when\b|does\b|how\b|i\b|you\b|so\b|there\b|to\b)[\w-]+){0,2})| bilaterally|"
    r" both sides| right here| [tlcs]\d[\w-]*| paraspinals?| paravertebrals?| muscles)*"
)


def read(clause: Clause) -> Iterator[Claim]:
    """The examination findings of a clause; a question or a patient's answer is none."""
    if (
        clause.asked
        or clause.section in (IMAGING, PLAN)
        or not by_clinician(clause)
        or (idle(clause) and clause.section != EXAM)
    ):
        return
    taken = list(_neurologic(clause))
    yield from taken
    yield from _physical(
        clause, [(each.spans[0].start - clause.start, each.spans[0].end - clause.start) for each in taken]
    )


@cache
def _tested() -> re.Pattern[str]:
    """What was tested, with the result before or behind it."""
    item, result = (
        pattern_of("examination", "neurologic", "item"),
        pattern_of("examination", "neurologic", "result"),
    )
    link = r"(?:(?: |, )(?!and\b|but\b|pain\b)[\w'-]+){0,5}?"
    return re.compile(
        rf"\b(?P<lead>(?:{result}) (?:[\w'-]+ ){{0,3}}?)?(?P<item>{item})(?P<tail>{link}(?: |"
        rf", )(?:{result}){_WHERE})?"
    )


def _neurologic(clause: Clause) -> Iterator[Claim]:
    for match in _tested().finditer(clause.text):
        lead, tail = match.group("lead"), match.group("tail")
        if not lead and not tail:
            continue
        if (
            re.search(r"\b(?:going to|gonna|test the|let me|check|want you)\b", clause.text[: match.start()])
            and not tail
        ):
            continue
        start = match.start("lead") if lead else match.start("item")
        words = tidy(clause.text[start : match.end()])
        if words.startswith("no "):
            yield heard(
                FactKind.NEUROLOGIC_EXAM,
                words[3:],
                clause,
                start,
                match.end(),
                assertion=Assertion.DENIED,
                temporality=Temporality.CURRENT,
            )
        else:
            yield _found(clause, words, start, match.end())
            yield from _other_side(clause, match)


def _found(clause: Clause, words: str, start: int, end: int) -> Claim:
    return heard(
        FactKind.NEUROLOGIC_EXAM,
        words,
        clause,
        start,
        end,
        assertion=Assertion.DOCUMENTED,
        temporality=Temporality.CURRENT,
    )


@cache
def _contrast() -> re.Pattern[str]:
    """ "... and negative on the right": the same test on the other side."""
    result = pattern_of("examination", "neurologic", "result")
    return re.compile(
        rf"(?: at [\w ]+?degrees)?(?:,| and|, and|, but| but) "
        rf"(?P<words>(?:{result}) on the (?:left|right|other)(?: side)?)\b"
    )


def _other_side(clause: Clause, match: re.Match[str]) -> Iterator[Claim]:
    then = _contrast().match(clause.text, match.end()) if match.group("tail") else None
    if then:
        item = match.group("item")
        made = _found(clause, f"{item} {then['words']}", match.start("item"), match.end("item"))
        yield made.but(spans=(*made.spans, *_found(clause, "", then.start("words"), then.end("words")).spans))


@cache
def _finding() -> re.Pattern[str]:
    before = (
        r"(?:lumbar|cervical|thoracic|right|left|bilateral|midline|paraspinals?|paravertebral|muscle|mild|"
        r"moderate|some|"
        r"l[1-5](?:-\d)?|sided|right-sided|left-sided|point|little)"
    )
    return re.compile(rf"\b(?:{before} ){{0,4}}(?:{pattern_of('examination', 'physical', 'finding')}){_WHERE}")


def _physical(clause: Clause, taken: list[tuple[int, int]]) -> Iterator[Claim]:
    text = clause.text
    if clause.section != EXAM and not pattern("examination", "physical", "frame").search(text):
        return
    for match in _finding().finditer(text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        yield heard(
            FactKind.PHYSICAL_EXAM,
            tidy(match.group()),
            clause,
            match.start(),
            match.end(),
            temporality=Temporality.CURRENT,
        )
