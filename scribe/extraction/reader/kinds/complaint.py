"""chief_complaint, region and laterality: what hurts, where, and on which side."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from scribe.extraction.reader.claim import Claim, Span
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.kinds.common import (
    by_clinician,
    denied_inside,
    heard,
    idle,
    replied,
    status_of,
)
from scribe.extraction.reader.lexicon import Lexicon, compiled, lexicon, pattern
from scribe.extraction.reader.scenes import ASSESSMENT, EXAM, IMAGING, PLAN
from scribe.extraction.reader.vocabulary import pattern_of
from scribe.schema.terms import Assertion, FactKind, Temporality

_ADJECTIVE = (
    r"(?:(?:chronic|acute|subacute|left|right|left-sided|right-sided|left sided|"
    r"right sided|sided|left side|right side|bad|severe|mild|terrible|constant|"
    r"new|persistent|some|this|ongoing|recurrent|axial|mechanical|worsening|midline|"
    r"immediate|diffuse|discogenic|nonspecific|muscular) ?)*"
)
_BEGINS = (
    r"(?:starts?|started|begins?|began|comes?|coming|goes|going|runs|running|shoots|shooting|radiates|radiating|"
    r"travels|originat\w+|stems?|stemming) (?:out |up |down |right |mostly |mainly )?(?:in|from|at|off)"
)
"""Where a pain begins, also when it is told where it goes."""
_NOT_BETWEEN = r"(?:but|and i|with|from|it|it's|i|that's|no|not|legs?|arms?|stays|goes|just)\b"
_HERE_FOR = (
    r"\b(?:here|back|in|seen|visit|today) (?:today )?(?:for|about|because of|with) (?:your|"
    r"my|the|his|her) (?P<site>"
)
_PRESENTS = re.compile(
    r"\b(?:here (?:today )?(?:for|with|because)|presents? (?:today )?(?:for|with)|"
    r"chief complaint|comes? in (?:for|with|because)|came in (?:for|with|because)|"
    r"referred for|seeing \w+(?: \w+)? (?:today )?for|struggling with|complain\w*|"
    r"here 'cause|in for|follow-?up for|(?:it says|i see|i hear|i understand|i heard)\b.{0,30}\byou(?:'ve|"
    r"'re| have| are| had| were)?)\b"
)


def read(clause: Clause) -> Iterator[Claim]:
    """The complaints of a clause with their regions and sides."""
    if clause.section in (EXAM, IMAGING) or idle(clause):
        return
    spans: list[tuple[int, int]] = []
    for start, end, sites in _spine_pains(clause.text):
        if not any(start < b and end > a for a, b in spans):
            spans.append((start, end))
            yield from _complaint(clause, start, end, sites)
    if spans:
        yield from _closer_sites(clause, spans)
    elif named := tuple(_named_as_reason(clause)) or tuple(_told_as_fragment(clause)):
        yield from named
    else:
        yield from _bare_site(clause)
        yield from _other_complaint(clause)


@cache
def _reason_named() -> re.Pattern[str]:
    """ "My neck.", "It's my low back, and my left leg." """
    whose = r"(?:(?:my|the|this|his|her|mostly|mainly|lower) )"
    opens = r"(?:(?:well|so|just|oh|honestly|yeah|yes|it's|it is|that's|the trouble is|okay|again|still),? )*"
    site = rf"(?P<site>{_sites().source})"
    return re.compile(
        rf"^{opens}{whose}+{site}(?:\b(?! (?:doctor|surgeon|specialist|brace|surgery|exam|x-ray|mri|door|yard))|$)"
    )


_ASKS_AFTER = re.compile(
    r"^(?:(?:and|so|okay|now|good|well|then|hi|morning|hey|but|hello|fair|let's see|alright),? )*(?:first,? )?"
    r"(?:how(?:'s| is| has| are)(?: (?:that|the|your|this|it going with))*|tell me about (?:the|your|this|that)|"
    r"what's (?:going on|wrong|happening) with (?:the|your|that|this)|and (?:the|your)|the|your) "
)
"""A question after a complaint that is known: "how's the back?"."""
_STILL_AILS = re.compile(
    r"\b(?:same|still there|hurt\w*|ach\w+|pain\w*|sore|stiff\w*|worse|bad|not (?:great|good|so good|better)|"
    r"no better|terrible|awful|killing|rough|up and down|so-so|acting up|bother\w*|every day|burn\w*|"
    r"throb\w*|pulled|tweaked|"
    r"went out)\b"
)
_AILS_NOT = re.compile(
    r"\b(?:fine|okay|ok|alright|all right|good|great(?! pain)|no (?:pain|problems?|trouble)|"
    r"never|doesn't|don't|not (?:hurt\w*|sore|bad)|good as new|"
    r"all better|perfect|gone|isn't|nothing)\b"
)


@cache
def _fragment() -> re.Pattern[str]:
    """ "Low back, right across the belt line": a place without a verb, as a patient puts it."""
    return re.compile(
        rf"^(?:(?:well|so|just|mostly|mainly|okay|the|my|it's|right),? )*(?P<site>{_sites().source})"
        rf"(?:$|, (?!but\b|is\b|no\b|not\b|never\b|that's\b)(?!.*\b(?:is|was|fine|good|great|okay|normal)\b))"
    )


_OF_FEELING = re.compile(r"\b(?:numb\w*|tingl\w*|weak\w*|tender|scar|rash|surgery|x-ray|mri|press|touch)\b")


_CORRECTED_SOON = 40
_PUT_RIGHT = re.compile(r"\b(?:no|more|rather|actually|well|or|not|higher|lower|side|flank|hip|kidney|rib)\b")


def _told_as_fragment(clause: Clause) -> Iterator[Claim]:
    asked = clause.question.text if clause.question is not None else ""
    if (
        clause.asked
        or clause.tagged
        or by_clinician(clause)
        or "site" in clause.topics
        or _OF_FEELING.search(asked)
    ):
        return
    if asked and not clause.topics & {"reason", "duration"}:
        return  # it may say where something else was
    found = _fragment().match(clause.text)
    value = _sites().value_of(found["site"]) if found else None
    behind = clause.start + (found.end("site") if found else 0)
    rest = clause.turn.text[behind : behind + _CORRECTED_SOON]
    if any(hit.value != "unspecified" for hit in _sites().find(rest)) or _PUT_RIGHT.search(rest):
        return  # "low back, well, more my side": the place is still being looked for
    if found and value and (value != "unspecified" or found["site"] in ("upper back", "mid back")):
        start, end = found.span("site")
        yield heard(FactKind.CHIEF_COMPLAINT, f"{found['site']} pain", clause, start, end, site=value)
        yield heard(FactKind.REGION, value, clause, start, end, site=value)


def _named_as_reason(clause: Clause) -> Iterator[Claim]:
    """The site that answers why somebody came, and the one that a question "how's the back?" takes for granted."""
    asked = clause.question
    if clause.asked or clause.tagged or asked is None or by_clinician(clause):
        return
    if "reason" in clause.topics or _ASKS_WHY.search(asked.text):
        found = _reason_named().match(clause.text)
        value = _sites().value_of(found["site"]) if found else None
        if found and value and _is_site(clause.text, *found.span("site")):
            name = re.sub(r"^(?:my|your|his|her|the) ", "", found["site"])
            yield replied(FactKind.CHIEF_COMPLAINT, f"{name} pain", clause, *found.span("site"), site=value)
            yield replied(FactKind.REGION, value, clause, *found.span("site"), site=value)
        return
    after = _ASKS_AFTER.match(asked.text)
    if after is None or clause.start or not asked.asked:
        return
    hits = [hit for hit in _sites().find(asked.text) if hit.start <= after.end()]
    answer = asked.turn.role is not clause.turn.role and clause.turn.text[:80]
    if hits and answer and _STILL_AILS.search(answer) and not _AILS_NOT.search(answer):
        hit = hits[0]
        name = re.sub(r"^(?:my|your|his|her|the) ", "", asked.text[hit.start : hit.end])
        place = Span(asked, asked.start + hit.start, asked.start + hit.end)
        told = _STILL_AILS.search(clause.text)
        start, end = told.span() if told else (0, len(clause.text))
        for kind, said in ((FactKind.CHIEF_COMPLAINT, f"{name} pain"), (FactKind.REGION, hit.value)):
            made = replied(kind, said, clause, start, end, site=hit.value)
            yield made.but(spans=(place, *made.spans[1:]))


_ASKS_WHY = re.compile(
    r"\b(?:what's the trouble|on the list|you're here for|here for|what hurts|what's up|what is it today)\b"
)


def _sites() -> Lexicon:
    return lexicon("anatomy", "region")


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """The ways to say that a part of the spine hurts."""
    site = rf"(?:{_sites().source})(?! of (?:my|the|your|his|her|both)\b)"
    noun, verb, hurt, provoke = (
        pattern_of("complaints", "pain", name) for name in ("noun", "verb", "injure", "provoke")
    )
    sources = (
        rf"\b{_ADJECTIVE}{site}(?:(?:,| and| or) (?:(?:my|the) )?[\w-]+(?: [\w-]+)?)?? (?:{noun})\b",
        (
            rf"\b(?:{noun}|aching|hurt\w*|kills me|killing me)(?: (?!{_NOT_BETWEEN})[\w'-]+){{0,5}}? (?:in|"
            rf"of|across|around|at|along|down|on|over|to|between|near|from) (?:(?:my|the|"
            rf"your|his|her|both|this|that|kind of|kinda|sort of|like|entire|middle of|"
            rf"bottom of|side of|sides of|left side of|right side of|right|left|whole)\s)*{site}"
        ),
        (
            rf"\b(?:my|your|his|her|the|this|whole) (?:left |right )?(?:side of my )?{site}(?:'s)?(?: (?!injury|"
            rf"surgery|exam|x-ray)[\w']+){{0,4}}? (?:{verb})\b"
        ),
        rf"\b(?:{hurt}|{provoke}) (?:my|your|his|her|the) (?:left |right )?{site}",
        rf"\b(?:my|your|his|her|the) {site} (?:just |had |has )?(?:went|goes|gone)(?: again| out)?"
        r"(?:$| (?:about|around|on|last|this|yesterday|\w+day|a|an|two|three|four|five|six|ten)\b)",
        rf"\b(?:bad|sore|stiff|achy|aching|painful|dodgy|tight|tender) {site}(?! in\b| then\b| when\b| at\b)",
        rf"\b{_BEGINS} (?:my|your|his|her|the(?! back\b)) (?:left |right |whole )?{site}",
        rf"\b{_ADJECTIVE}(?:{lexicon('complaints', 'word').source})\b",
        rf"\b(?:{noun}) (?:is|was) (?:[\w']+ ){{0,2}}?{site}",
    )
    return tuple(re.compile(source) for source in sources)


def _spine_pains(text: str) -> Iterator[tuple[int, int, tuple[tuple[str, int, int], ...]]]:
    if not _sites().find(text) and not lexicon("complaints", "word").find(text):
        return
    for form in _forms():
        for match in form.finditer(text):
            found = tuple(
                (hit.value, match.start() + hit.start, match.start() + hit.end)
                for hit in _sites().find(match.group())
            )
            words = tuple(
                (hit.value, match.start() + hit.start, match.start() + hit.end)
                for hit in lexicon("complaints", "word").find(match.group())
            )
            found = tuple(site for site in found if _is_site(text, site[1], site[2]))
            if found or words:
                yield match.start(), match.end(), found or words


def _is_site(text: str, start: int, end: int) -> bool:
    """Whether "back" is a body part here: not "it comes back", "the pain is back", "bend back up"."""
    if re.match(r" (?:pattern|distribution|dermatome|nerve|root|disorder)|[\w ]* pattern", text[end:]):
        return False
    if text[start:end] != "back":
        return True
    return bool(
        re.match(r" (?:pain|ache|spasm|stiff|strain|sprain|problem|injur|hurt|issue|trouble|sore)", text[end:])
    ) or bool(
        re.search(
            (
                r"\b(?:my|your|his|her|the|of|this|that|upper|whole|entire|chronic|left|right|"
                r"side|bad|sore|stiff|achy|aching|painful|dodgy|tight|tender|in|neck and|neck or) $"
            ),
            text[:start],
        )
    )


def _complaint(clause: Clause, start: int, end: int, sites: tuple[tuple[str, int, int], ...]) -> Iterator[Claim]:
    status = status_of(clause, start, end)
    if denied_inside(clause.text, start, end):
        status = replace(status, assertion=Assertion.DENIED)
    injured = re.search(r"\b(?:strain|sprain|injury)$", clause.text[start:end])
    if (
        not (clause.asked or injured)
        and status.assertion is Assertion.DOCUMENTED
        and _names_complaint(clause, status.temporality)
    ):
        yield heard(
            FactKind.CHIEF_COMPLAINT,
            _named(clause.text, start, end, sites[0]),
            clause,
            start,
            end,
            site=sites[0][0],
        )
    if (
        by_clinician(clause)
        and status.assertion is Assertion.UNCERTAIN
        and compiled(pattern_of("complaints", "pain", "injure")).match(clause.text, start)
    ):
        status = replace(status, assertion=Assertion.DOCUMENTED)  # the hedge is on the injury, not on the site
    for region, at, stop in sites:
        yield heard(
            FactKind.REGION,
            region,
            clause,
            at,
            stop,
            site=region,
            assertion=status.assertion,
            experiencer=status.experiencer,
            temporality=status.temporality,
        ).but(spans=heard(FactKind.REGION, region, clause, start, end).spans)


def _closer_sites(clause: Clause, spans: list[tuple[int, int]]) -> Iterator[Claim]:
    """Where exactly, said after the complaint: "pain in my back, kind of in my lower back"."""
    found = compiled(
        rf"\b(?:in|across|around|to|from|at|over|like|mostly|mainly|especially) (?:(?:in|"
        rf"my|the|your|his|her|middle to|like) ?)*(?P<site>{_sites().source})"
    )
    for match in found.finditer(clause.text):
        value = _sites().value_of(match.group("site"))
        apart = all(match.end() <= start or match.start("site") >= end for start, end in spans)
        if value and value != "unspecified" and apart:
            yield heard(FactKind.REGION, value, clause, match.start("site"), match.end("site"), site=value)


def _names_complaint(clause: Clause, temporality: Temporality) -> bool:
    return temporality is Temporality.CURRENT and clause.section not in (ASSESSMENT, PLAN)


def _named(text: str, start: int, end: int, site: tuple[str, int, int]) -> str:
    words = text[start:end]
    if (
        re.search(
            r"(?:pain|ache|lumbago|cervicalgia|stiffness|soreness|spasms?|discomfort|backache|neckache|dorsalgia)$",
            words,
        )
        and len(words.split()) <= 6
    ):
        return re.sub(r"^(?:some|this|the|my|your|his|her|bad|new|a|immediate)\s", "", words)
    name = text[site[1] : site[2]]
    if lexicon("complaints", "word").value_of(name):
        return name
    name = re.sub(r"\b(?:my|your|his|her|the)\s", "", name)
    return f"{name} pain" if not name.endswith(("ache", "algia", "lumbago")) else name


@cache
def _here_for() -> re.Pattern[str]:
    return re.compile(_HERE_FOR + _sites().source + ")")


@cache
def _pointed(*, asked: bool) -> re.Pattern[str]:
    """A site after the words that point to it."""
    lead = "is it|was it|it's|pain is" if asked else "pointed to|look at|it's|pain is|just|mainly|mostly|that's|all"
    return re.compile(
        rf"\b(?:{lead}) (?:(?:from|in|the|my|your|that|at|around|across|down|right|kind of|kinda|sort of|more|"
        rf"like|here|"
        rf"both sides of|(?:left|right) side of|sides of|bottom of|middle to) ?)*(?P<site>{_sites().source})"
    )


def _bare_site(clause: Clause) -> Iterator[Claim]:
    """A site that answers "where?", or that the clinician points to."""
    if "site" in clause.topics and not clause.asked:
        for hit in _sites().find(clause.text):
            if hit.value != "unspecified" or "back" in clause.text[hit.start : hit.end]:
                status = status_of(clause, hit.start, hit.end)
                yield replied(
                    FactKind.REGION,
                    hit.value,
                    clause,
                    hit.start,
                    hit.end,
                    assertion=status.assertion,
                    site=hit.value,
                )
        return
    here = _here_for().search(clause.text)
    value = _sites().value_of(here.group("site")) if here else None
    if here and value:
        name = re.sub(r"^(?:my|your|his|her|the) ", "", here.group("site"))
        yield heard(FactKind.CHIEF_COMPLAINT, f"{name} pain", clause, here.start(), here.end(), site=value)
        yield heard(FactKind.REGION, value, clause, here.start(), here.end(), site=value)
        return
    for match in _pointed(asked=clause.asked).finditer(clause.text):
        value = _sites().value_of(match.group("site"))
        if value and value != "unspecified":
            pointed = {"assertion": Assertion.DOCUMENTED} if match.group().startswith("point") else {}
            yield heard(FactKind.REGION, value, clause, match.start(), match.end(), site=value, **pointed)


def _other_complaint(clause: Clause) -> Iterator[Claim]:
    """A complaint outside the spine, where it is why the patient came."""
    presenting = "reason" in clause.topics or _PRESENTS.search(clause.text)
    if clause.asked or not presenting or clause.section in (ASSESSMENT, PLAN):
        return
    for match in pattern("complaints", "other", "complaint").finditer(clause.text):
        status = status_of(clause, match.start(), match.end())
        if status.assertion is Assertion.DOCUMENTED and status.temporality is Temporality.CURRENT:
            yield heard(FactKind.CHIEF_COMPLAINT, match.group(), clause, match.start(), match.end())
