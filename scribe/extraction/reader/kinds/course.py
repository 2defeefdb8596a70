"""chronicity, onset, severity and pain_description: how long, how bad, and what the pain is like."""

import re
from collections.abc import Iterator

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.dates import BEGINS, DATE
from scribe.extraction.reader.kinds.common import heard, idle, replied, status_of, tidy
from scribe.extraction.reader.lexicon import compiled, lexicon, pattern
from scribe.extraction.reader.quantities import COUNT, Duration, durations, score_value, scores
from scribe.extraction.reader.scenes import EXAM, IMAGING, PLAN
from scribe.extraction.reader.vocabulary import pattern_of
from scribe.schema.facts import Scalar
from scribe.schema.terms import Assertion, Chronicity, FactKind
from scribe.schema.transcript import SpeakerRole

_ONSET = re.compile(
    r"\b(?:started|start|began|begin|came on|come on|going on|been (?:hurting|"
    r"bothering|having|there|like|going|struggling|sore|really|dealing|in pain|"
    r"bad)|had (?:this|it|the|low|lower|back|neck|my|a)|pain|hurts?|hurting|aching|"
    r"ever since|since|symptoms|problem|bothering|noticed|ago|it's been|it has been|went(?= (?:about|"
    r"around|on|last|\w+day|yesterday|two|three|four|five|six))|real bad|"
    r"spasm)\b"
)
_NOT_PAIN = re.compile(
    r"\b(?:therapy|pt|naproxen|ibuprofen|tylenol|medication|pills?|surgery|smok\w*|"
    r"drink|married|follow-?up|come back|see you|appointment|exercises?|every|"
    r"prescription|rest for|asthma|diabetes|work(?:ed|ing)? (?:at|for|there)|years? old|"
    r"replacement|sit|sitting|stand|(?<!long-)(?<!long )standing|walk|walking|depression|minutes?|"
    r"injections?|cancer|chemo\w*|mastectomy|lymphoma|melanoma|tumou?r|heart|stroke|covid|pneumonia|"
    r"pee\w*|urinat\w*|new job|weight|pounds|weather|cough|chiropract\w*|tried)\b"
)
_SINCE = re.compile(
    r"\bsince (?:(?:the|my|last|early|late|a|that) ?)*(?:january|february|march|"
    r"april|may|june|july|august|september|october|november|december|spring|summer|"
    r"fall|winter|autumn|christmas|thanksgiving|yesterday|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|accident|injury|surgery|week|month|year|"
    r"giving birth|birth|childbirth|weekend|\d{4})\b(?: of)?(?: last year| this year)?(?: \d{4})?"
)
_WHEN = re.compile(
    r"\b(?:yesterday|this morning|last (?:week|night|month|year|\w+day)|two nights ago|"
    r"(?<=started )(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?<=began )(?:on )?(?:mon|tues|"
    r"wednes|thurs|fri|satur|sun)day|"
    r"(?<=went )(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"suddenly|gradually|all of a sudden|came on slowly|out of nowhere|in (?:january|february|"
    r"march|april|may|june|july|"
    r"august|september|october|november|december))\b"
)
_NOT_SPINE_CHRONIC = re.compile(
    r"\b(?:kidney|migraine|headache|obstructive|lung|fatigue|bronchitis|sinus|"
    r"heart|hepatitis|depress|anxiety|disease of|steroid|opioid|"
    r"knee|shoulder|ankle|hip|elbow|wrist|hand|foot|jaw|pelvic|abdominal|belly|chest|joint)\b"
)
_SPLIT = re.compile(r"(?<=\d) (?=(?:st|nd|rd|th)\b)")
"""The blank that the reading form leaves in "12th"."""
_SPINE_PAIN = re.compile(r"\b(?:back|neck|spine|sciatica)\b")
_ELSEWHERE = re.compile(
    r" (?:in|of) (?:(?:the|my|your|his|her|both|left|right) )*(?:knees?|shoulders?|ankles?|hips?|elbows?|"
    r"wrists?|hands?|feet|foot|jaw|pelvis|abdomen|belly|chest|head)\b"
)


def read(clause: Clause) -> Iterator[Claim]:
    """The course of the pain as a clause tells it."""
    if idle(clause):
        return
    yield from _chronicity(clause)
    if clause.asked or clause.section in (IMAGING, PLAN, EXAM):
        return
    yield from _onset(clause)
    yield from _severity(clause)
    yield from _description(clause)


def _chronicity(clause: Clause) -> Iterator[Claim]:
    if clause.section == IMAGING or clause.asked:
        return
    site = lexicon("anatomy", "region").source
    heads = pattern_of("conditions", "spine", "head")
    for name in ("subacute", "acute", "chronic"):
        if not pattern("complaints", "chronicity", name).search(clause.text):
            continue
        word = pattern_of("complaints", "chronicity", name)
        near = compiled(
            rf"\b(?P<word>{word})(?: (?!and\b|or\b|but\b)[\w'-]+){{0,4}}? (?:{site}|{heads}|"
            rf"pain)\b|(?:pain|back|neck|spine)(?: [\w']+){{0,2}} (?:is|has become|was|"
            rf"became|turned|seems) (?P<after>{word})\b|(?:{site}|pain), (?P<behind>{word})\b(?! on\b)"
            rf"|\bit(?:'s| is| has)(?: been| become| now| just)* (?P<it>{word})(?= (?:for|now|since)\b|$)"
        )
        for match in near.finditer(clause.text):
            if match["it"] and not _it_is_the_pain(clause, match.start()):
                continue
            syndrome = match.group().endswith("syndrome") or clause.text.startswith(" syndrome", match.end())
            if (
                not syndrome
                and not _NOT_SPINE_CHRONIC.search(match.group())
                and not _ELSEWHERE.match(clause.text, match.end())
                and not re.search(
                    r"\bno (?:\w+ )?acute\b|acute (?:distress|fracture|patholog|abnormal|bony|finding|osseous)",
                    clause.text,
                )
            ):
                yield heard(
                    FactKind.CHRONICITY,
                    Chronicity(name),
                    clause,
                    match.start(),
                    match.end(),
                    attributes={"words": match["word"] or match["after"] or match["behind"] or match["it"]},
                )
    if re.search(r"\bchronic for\b", clause.text):
        return
    for match in pattern("complaints", "chronicity", "unspecified").finditer(clause.text):
        near_pain = (
            match.group().startswith("for ")
            or compiled(rf"(?: [\w'-]+){{0,3}} (?:{site}|pain)").match(clause.text, match.end())
            or re.search(r"\bpain\b[^.]*, $", clause.text[: match.start()])
        )
        if (
            near_pain
            and _about_pain(clause)
            and status_of(clause, match.start(), match.end()).assertion is Assertion.DOCUMENTED
        ):
            yield heard(
                FactKind.CHRONICITY,
                Chronicity.UNSPECIFIED,
                clause,
                match.start(),
                match.end(),
                attributes={"words": match.group()},
            )


def _it_is_the_pain(clause: Clause, at: int) -> bool:
    """Whether "it" in "it's been chronic for years" is a pain of the spine, by the words right before."""
    told = clause.turn.text[max(0, clause.start + at - 80) : clause.start + at]
    told = f"{clause.question.text if clause.question else ''} {told}"
    return bool(_SPINE_PAIN.search(told)) and not _NOT_SPINE_CHRONIC.search(told)


def _about_pain(clause: Clause) -> bool:
    if _NOT_PAIN.search(clause.text):
        return False
    return (
        bool(
            re.search(
                r"\b(?:pain|hurt\w*|ache\w*|aching|bothering|back|neck|stiff\w*|it's been|this|sciatica)\b",
                clause.text,
            )
        )
        or "duration" in clause.topics
    )


_HOW_LONG_ALONE = re.compile(
    r"(?:(?:about|maybe|roughly|around|almost|over|just|only|like|oh|for|going on|say),? )*"
    rf"(?:(?:a )?couple(?: of)?|a few|several|{COUNT}|an?)(?: or {COUNT})? (?:hours?|days?|weeks?|months?|"
    rf"years?)(?: now| ago| back| in)?"
)


def _only_a_time(clause: Clause) -> bool:
    """A patient's "nine days." beside the complaint, where nothing else was asked about."""
    alone = clause.turn.role is SpeakerRole.PATIENT and _HOW_LONG_ALONE.fullmatch(clause.text) is not None
    return alone and (clause.question is None or "reason" in clause.topics)


def _onset(clause: Clause) -> Iterator[Claim]:
    text = clause.text
    replying = "duration" in clause.topics or _only_a_time(clause)
    tells = _ONSET.search(text) or re.match(r"(?:for|about) ", text)
    if not replying and (not tells or re.search(r"\b(?:fell|injured|crash|accident)\b", text)):
        return
    said = replied if replying and not re.search(r"\b(?:pain|hurt|back|neck)\b", text) else heard
    lengths = [each for each in durations(text) if _dates_the_pain(text, each, replying)]
    for length in lengths:
        start, end = _around(text, length.start, length.end)
        details: dict[str, Scalar] = {"duration": length.count, "unit": length.unit}
        made = said(FactKind.ONSET, tidy(text[start:end]), clause, start, end, attributes=details)
        yield made.but(assertion=Assertion.DOCUMENTED)
    if lengths or (not replying and _NOT_PAIN.search(text)):
        return
    dated = [each for each in DATE.finditer(text) if replying or BEGINS.search(text[: each.start()])]
    when = _WHEN.finditer(text) if _ONSET.search(text) or replying else ()
    others = (
        each
        for each in (*_SINCE.finditer(text), *when)
        if not text.endswith("not ", 0, each.start())
        and not any(each.start() < date.end() and date.start() < each.end() for date in dated)
    )
    for match in (*dated, *others):
        made = said(FactKind.ONSET, tidy(_SPLIT.sub("", match.group())), clause, match.start(), match.end())
        yield made.but(assertion=Assertion.DOCUMENTED)


def _dates_the_pain(text: str, length: Duration, replying: bool) -> bool:
    """Whether a duration is that of the pain, not of a therapy, a pregnancy, or an interval."""
    before, after = text[: length.start], text[length.end :]
    if re.match(r" (?:later|after|before|pregnant|of pregnancy|gestation|old)\b", after):
        return False
    if re.search(r"\b(?:once|last time|first time)\b", text):
        return False
    statement = before + text[length.start : length.end] + re.split(r" and | but ", after)[0]
    interval = re.search(r"\b(?:every|next|in|after|took|only|per|lasts?|lasted|rest)\s(?:about )?$", before)
    return replying or not (interval or _NOT_PAIN.search(statement))


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    before = re.search(r"(?:\b(?:for|about|over|around|started|began|the|last|past|almost|since) )+$", text[:start])
    after = re.match(r"(?: now| ago| back)+", text[end:])
    return (before.start() if before else start), end + (after.end() if after else 0)


def _severity(clause: Clause) -> Iterator[Claim]:
    text = clause.text
    found = False
    for score in scores(text):
        if not re.search(r"\b(?:strength|motor|grip|reflex\w*)\b", text):
            found = True
            said = replied if "severity" in clause.topics else heard
            yield said(
                FactKind.SEVERITY, score.value, clause, score.start, score.end, assertion=Assertion.DOCUMENTED
            )
    given = re.search(
        (
            rf"\b(?:give it|rate it|call it|it's at|it at|pain is at) (?:like |about |maybe |"
            rf"around )*(?:an? )?(?P<low>{COUNT})\b(?! (?:years|weeks|days|months|hours|"
            rf"minutes|try|shot))"
        ),
        text,
    )
    if not found and given:
        yield heard(
            FactKind.SEVERITY,
            score_value(given.group("low")),
            clause,
            given.start(),
            given.end(),
            assertion=Assertion.DOCUMENTED,
        )
    elif not found and "severity" in clause.topics:
        match = re.search(
            (
                rf"\b(?P<low>{COUNT})(?:(?: or |-| to )(?P<high>{COUNT}))?\b(?! (?:years|weeks|"
                rf"days|months|hours|minutes))"
            ),
            text,
        )
        if match:
            yield replied(
                FactKind.SEVERITY,
                score_value(match.group("low"), match.group("high")),
                clause,
                match.start(),
                match.end(),
            )


def _description(clause: Clause) -> Iterator[Claim]:
    text = clause.text
    painful = re.search(
        r"\b(?:pain\w*|hurts?|hurting|ache\w*|aching|it's|it|that|feels?|gets|stiff\w*|back|neck)\b", text
    ) or clause.topics & {"quality", "aggravating", "relieving", "site"}
    if not painful or re.search(r"\b(?:cough|blood pressure|mood|appetite|weather|vision|incision)\b", text):
        return
    taken: list[tuple[int, int]] = []
    for match in pattern("complaints", "quality", "modifier").finditer(text):
        end = min(len(text), _phrase_end(text, match.end()))
        if not any(a < end and match.start() < b for a, b in taken):
            taken.append((match.start(), end))
            yield heard(FactKind.PAIN_DESCRIPTION, tidy(text[match.start() : end]), clause, match.start(), end)
    strong = clause.topics & {"quality"} or re.search(
        r"\b(?:pain\w*|hurts?|ache\w*|aching|it's|feels?|gets|it|back|neck)\b", text
    )
    for match in pattern("complaints", "quality", "words").finditer(text) if strong else ():
        if not any(a < match.end() and match.start() < b for a, b in taken):
            taken.append(match.span())
            yield heard(FactKind.PAIN_DESCRIPTION, match.group(), clause, match.start(), match.end())


def _phrase_end(text: str, at: int) -> int:
    match = re.match(r"(?: [\w'-]+){0,6}", text[at:])
    return at + (match.end() if match else 0)
