"""mechanism: what brought the pain on, and whether that is a current injury."""

import re
from collections.abc import Iterator
from functools import cache

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.dates import DATE, MONTH_OF_A_YEAR
from scribe.extraction.reader.kinds.common import heard, idle, nearly, replied, tidy
from scribe.extraction.reader.quantities import COUNT
from scribe.extraction.reader.scenes import EXAM, IMAGING, PLAN
from scribe.extraction.reader.vocabulary import pattern_of
from scribe.schema.terms import Assertion, Experiencer, FactKind, InjuryStatus, Temporality

_WORD = re.compile(
    r"\b(?:known injury|injur(?:y|ies|e)|trauma|accidents?|falls?(?! asleep)|inciting event|"
    r"specific event|precipitating event)\b"
)
_OLD = re.compile(
    r"\b(?:years? (?:ago|back|earlier)|as a (?:kid|child|teenager)|when i was (?:younger|"
    r"a kid|in|little|\d+|\w+teen|\w+ty|five|six|seven|eight|nine|ten|eleven|twelve)|a long time ago|in (?:19|"
    r"20)\d\d|back in|long ago|last year|"
    r"old injury|couple of years)\b"
)
_NOW = re.compile(
    r"\b(?:today|yesterday|this (?:morning|week|weekend|month)|last (?:night|week|"
    r"weekend|month|\w+day)|(?:on |this )(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:days?|weeks?|months?|"
    r"hours?) ago|recently|immediate\w*|"
    r"first visit)\b"
)
_NONE = re.compile(
    r"\b(?:nothing (?:happened|specific|in particular|that i can|i can think)|"
    r"no (?:particular |specific |inciting |precipitating )?(?:reason|event|cause|"
    r"incident)|can't think of anything|just (?:happened|started|came on)(?: on its own)?|"
    r"it just happens|out of (?:nowhere|the blue)|don't know where this pain came from|"
    r"for no reason|didn't (?:do|lift|fall) |nothing i did|just happens|randomly|at random|crept up|"
    r"came on (?:gradually|"
    r"slowly|by itself)|over time|gradually|woke up (?:with|like)|couldn't tell you)\b"
)
_NONE_UNASKED = re.compile(
    r"\b(?:nothing i did\b|didn't do anything (?:to (?:it|my back)|special|different|unusual|strange)\b|"
    r"(?:don't|can't|do not) (?:recall|remember) (?:doing|hurting|injuring) (?:anything|"
    r"it|my)\b|"
    r"(?:it|this|pain) (?:just |kind of |sort of )*(?:came|started|began|happened|"
    r"came on|crept up)"
    r"(?: on)? (?:out of (?:nowhere|the blue)|for no reason|on its own|by itself|on me\b))"
)
"""Told without a question: the pain itself is what came from nowhere, not a truck."""
_NOT_SELF = re.compile(r"\b(?:weather|asleep|in love|behind|off the wagon|fall asleep|fall risk|apart)\b")


def read(clause: Clause) -> Iterator[Claim]:
    """The mechanism a clause tells of."""
    if clause.section in (EXAM, IMAGING, PLAN) or idle(clause) or _NOT_SELF.search(clause.text):
        return
    event = _event_pattern().search(clause.text)
    if event and nearly(clause.text, event.start(), event.end()):
        return
    if event and not clause.asked:
        yield from _event(clause, event)
        return
    if not clause.asked:
        match = _NONE.search(clause.text) if "mechanism" in clause.topics else _NONE_UNASKED.search(clause.text)
        if match:
            yield replied(
                FactKind.MECHANISM,
                "injury",
                clause,
                match.start(),
                match.end(),
                assertion=Assertion.DENIED,
                attributes={"injury": InjuryStatus.NONE},
            )
    for match in _WORD.finditer(clause.text):
        yield from _word(clause, match)
        return
    if (clause.asked or clause.tagged) and not _OTHER_INJURY.search(clause.text):
        for match in (*_ASKED.finditer(clause.text), *_SET_OFF.finditer(clause.text)):
            unclear = {"injury": InjuryStatus.UNCLEAR}
            yield heard(FactKind.MECHANISM, "injury", clause, match.start(), match.end(), attributes=unclear)
            return


_ASKED = re.compile(
    r"\b(?:did you|did he|did she|do you remember|were you|you (?:weren't|didn't|never|haven't)|anything you|"
    r"something you|or) (?:\w+ )?(?:(?:lift\w*|hurt|injure\w*|twist\w*|strain\w*|pull\w*|bump\w*|hit|"
    r"crash\w*|slip\w*|trip\w*|"
    r"fall|fell|fallen|bang\w*)\b(?: (?:it|yourself|your (?:back|neck)|anything|something|on (?:it|anything)))?)"
)
_SET_OFF = re.compile(
    r"\b(?:anything|something) (?:\w+ ){0,3}?(?:set (?:it|this|that) off|bring (?:it|this|that) on|"
    r"brought (?:it|this|that) on|trigger\w*)"
    r"|\bset (?:it|this|that) off|\bdo anything (?:out of the ordinary|unusual|different|new|strange|special)|"
    r"\bwere you (?:lifting|moving|carrying|bending|twisting)\b"
)
"""Asked for what may have brought it on."""
_OTHER_INJURY = re.compile(
    r"\b(?:before|ever|previously|in the past|as a (?:kid|child)|years?|knees?|shoulders?|ankles?|wrists?|"
    r"hips?|elbows?|"
    r"hands?|foot|feet|head)\b"
)
"""Asked of other times or of other parts."""


@cache
def _event_pattern() -> re.Pattern[str]:
    """Somebody doing what injures, or an event by its name."""
    who = r"(?:i|he|she|you|patient|we|who) (?:just |had |also |actually |have |'ve |really |then )*"
    does, event, unlike = (pattern_of("complaints", "injury", name) for name in ("does", "event", "unlike"))
    return re.compile(rf"\b(?:{who}{does}|{event})(?! dis[ck]| {unlike})")


def _event(clause: Clause, event: re.Match[str]) -> Iterator[Claim]:
    text = clause.text
    more = re.compile(r"(?: (?!and\b|but\b|because\b|so\b|then\b)[\w'-]+){0,9}").match(text, event.end())
    end = more.end() if more else event.end()
    found = heard(FactKind.MECHANISM, tidy(text[event.start() : end]), clause, event.start(), end)
    if found.experiencer is not Experiencer.PATIENT:
        return
    if found.assertion is Assertion.DENIED:
        yield found.but(value="injury", attributes={"injury": InjuryStatus.NONE})
        return
    status = InjuryStatus.NONE if "workstation" in event.group() else _told_status(clause)
    date = _date(text)
    attributes = {"injury": status, **({"date": date} if date else {})}
    yield found.but(
        attributes=attributes, temporality=Temporality.PAST if status is InjuryStatus.OLD else Temporality.CURRENT
    )


def _told_status(clause: Clause) -> InjuryStatus:
    """Old where it is said to be; where only a month and a year are told, somebody must say which year it is."""
    if _OLD.search(clause.text):
        return InjuryStatus.OLD
    return InjuryStatus.UNCLEAR if MONTH_OF_A_YEAR.search(clause.text) else _status(clause)


def _date(text: str) -> str | None:
    """The day as said, with its number: "on October twelfth", "two weeks ago"."""
    if dated := DATE.search(text):
        return tidy(dated.group())
    date = _OLD.search(text) or _NOW.search(text)
    if date is None:
        return None
    before = re.search(rf"(?:(?:about|around|a|an|few|couple|of|like|{COUNT}|\d+-\d+) )+$", text[: date.start()])
    return tidy((before.group() if before else "") + date.group())


_HURT_SINCE = re.compile(r"\b(?:hurt\w*|pain\w*|sore|ach\w+)\b.{0,20}\bsince\b|\bever since\b")
_SOON = 60
"""How far behind an event the words may stand that it has hurt since."""


def _status(clause: Clause) -> InjuryStatus:
    """Current where the words tie it to now: a recent day, today's complaint, or the answer to "what happened?"."""
    text = clause.text
    if (
        _NOW.search(text)
        or _HURT_SINCE.search(clause.turn.text, clause.end, clause.end + _SOON)
        or clause.topics & {"mechanism", "reason", "duration"}
        or re.search(r"\b(?:pain|hurt|hurts|back|neck|started|ever since)\b", text)
    ):
        return InjuryStatus.CURRENT
    return InjuryStatus.UNCLEAR


def _word(clause: Clause, match: re.Match[str]) -> Iterator[Claim]:
    text = clause.text
    if re.search(
        (
            r"\b(?:falls? (?:asleep|risk)|the fall of|this fall|last fall|sports? injur|"
            r"knee injur|injury to your|long[- ]term injury)\b"
        ),
        text,
    ) or re.search(r"(?:car|motor|work) $", text[: match.start()]):
        return
    found = heard(
        FactKind.MECHANISM,
        "injury"
        if match.group() in ("known injury", "injuries", "injure", "trauma")
        else match.group().rstrip("s"),
        clause,
        match.start(),
        match.end(),
    )
    if found.assertion is Assertion.DENIED:
        yield found.but(value="injury", attributes={"injury": InjuryStatus.NONE})
    elif clause.asked or clause.tagged:
        yield found.but(value="injury", attributes={"injury": InjuryStatus.UNCLEAR})
    elif re.search(
        r"\b(?:after|since|from|due to|had) (?:a|an|the|my|your|that)?\s?(?:[\w-]+ )?$", text[: match.start()]
    ) and not _NOT_SELF.search(text):
        status = InjuryStatus.OLD if _OLD.search(text) else _status(clause)
        yield found.but(
            attributes={"injury": status},
            temporality=Temporality.PAST if status is InjuryStatus.OLD else found.temporality,
        )
