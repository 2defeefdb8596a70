"""treatment: what was taken, done or prescribed for the pain, its dose and what it did."""

import re
from collections.abc import Iterator
from functools import cache

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.kinds.common import by_clinician, heard, idle, status_of, supposed
from scribe.extraction.reader.lexicon import Hit, lexicon, pattern
from scribe.extraction.reader.quantities import NUMBER
from scribe.extraction.reader.scenes import EXAM, IMAGING, PLAN
from scribe.extraction.reader.vocabulary import pattern_of, words
from scribe.schema.facts import Scalar
from scribe.schema.terms import Assertion, Experiencer, FactKind, Temporality, TreatmentResponse

_NOT_FOR_PAIN = re.compile(
    r"\b(?:rest of|the rest|heat of|ice cream|ice cold|walker's|arrest|cold therapy for|allerg\w*)\b"
)
_ELSEWHERE_FOR = re.compile(
    r"\b(?:knee (?:surgery|replacement)|heart|cabg|bypass|carpal tunnel|acid reflux|blood thinners?)\b"
)
"""What something else was taken or done for: "and warfarin for my heart"."""
_ANOTHER = re.compile(r", (?:and|plus|but|then|also)\b|;|\band (?:an? |my |some )?blood thin")
"""Behind these words of a list another thing is told, for a reason of its own."""
_NOT_TREATMENT = {
    "rest": (
        r"\b(?:the|and the|all the) rest\b|rest of|at rest|resting|"
        r"\brest (?:stops?|areas?|rooms?|homes?|easy|assured)\b"
    ),
    "inhaler": r"out of",
    "insulin": r"resistan",
    "pt": r"\bpt (?:has been fine|is a)",
    "exercise": r"do you exercise|exercise at all",
    "surgery": (
        r"without surgery|before surgery|discuss surgery|had surgery (?:on|for) (?:my|"
        r"his|her) (?:knee|shoulder|hand|foot|heart|eye)"
    ),
    "therapy": r"\b(?:off|and|with|hormone|speech) therapy",
    "heat": r"heat (?:wave|stroke)",
    "steroids": r"long-term|chronic steroid",
}


_NOT_TAKEN = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|not (?:allowed|supposed) to|shouldn't|mustn't) (?:take|have|"
    r"use)(?: \w+){0,2} $"
    r"|\b(?:hand|hands|handing|give|gives) out (?:\w+ ){0,2}$|\b(?:sell|sells|dispense|dispenses|stock|"
    r"stocks) (?:\w+ ){0,2}$"
)
_ELSEWHERE = re.compile(
    r" (?:in|into|for|on) (?:my|the|his|her) (?:left |right )?(?:shoulder|knee|hand|elbow|foot|eye|wrist|"
    r"thumb|ankle)\b"
)
"""A treatment of another part of the body."""
_NO_MORE = re.compile(r"\b(?:no more) $")
"""What is stopped today was had, which these words do not tell anew."""
_DONE_BY_NAME = re.compile(r"(?:iced|rested|burn|froze|operated)")
"""A treatment whose very word is in the past."""
_PRESENT = re.compile(r"(?:helps|takes|works|relieves|makes|does|doesn't|isn't|is)\b")
_EXPECTED = re.compile(
    r"\b(?:if (?:it|that|they|this) \w+|(?:to|might|should|can|will|would|could|"
    r"may|that'll|it'll|we'll|hopefully|really|see if \w+|let's see if \w+) (?:\w+ )?(?:help|"
    r"relieve|work|ease)\w*(?: \w+){0,3})"
)
"""What a treatment is hoped to do is no response."""


def read(clause: Clause) -> Iterator[Claim]:
    """The treatments of a clause."""
    if clause.section in (EXAM, IMAGING) or _NOT_FOR_PAIN.search(clause.text):
        return
    if clause.question is not None and "allerg" in clause.question.text:
        return
    hits = [hit for hit in lexicon("treatments", "kind").find(clause.text) if _is_treatment(clause.text, hit)]
    answers = _responses(clause.text, hits)
    before: Temporality | None = None
    for at, hit in enumerate(hits):
        stop = hits[at + 1].start if at + 1 < len(hits) else len(clause.text)
        made = _treatment(clause, hit, stop, answers[at], before)
        if made is None:
            continue
        before = made.temporality
        if (idle(clause) or supposed(clause, hit.start)) and not clause.asked:
            made = made.but(temporality=Temporality.HYPOTHETICAL)
        yield made


_Response = tuple[TreatmentResponse, int, int]
_LISTED = re.compile(
    r",? ?(?:(?:and|or|nor|plus|,) )?(?:(?:the|i|i've|took|tried|some|used|also|a|"
    r"an|with|have|had|like|my|did|even) ?)*"
)


def _responses(text: str, hits: list[Hit]) -> list[_Response | None]:
    """What each treatment did: said after it and before the next, before the first, or of the whole list."""
    found: list[_Response | None] = []
    for at, hit in enumerate(hits):
        stop = hits[at + 1].start if at + 1 < len(hits) else len(text)
        found.append(response_in(text, hit.end, stop) or (response_in(text, 0, hit.start) if at == 0 else None))
    for at in range(len(hits) - 2, -1, -1):
        between = text[hits[at].end : hits[at + 1].start]
        if found[at] is None and re.search(r",|\band\b|\bor\b|\bnor\b", between) and _LISTED.fullmatch(between):
            found[at] = found[at + 1]
    return found


def _is_treatment(text: str, hit: Hit) -> bool:
    if re.match(r"(?:'s)? (?:says|said|told|thinks|thought|diagnosed|mentioned)", text[hit.end :]):
        return False
    if _is_for_something_else(text, hit):
        return False
    if _NOT_TAKEN.search(text[: hit.start]) or _ELSEWHERE.match(text, hit.end):
        return False
    if _NO_MORE.search(text[: hit.start]):
        return False
    unless = _NOT_TREATMENT.get(text[hit.start : hit.end])
    return not (unless and re.search(unless, text))


def _is_for_something_else(text: str, hit: Hit) -> bool:
    """Whether it was for the heart or the like; aspirin is, wherever in the sentence the heart is named."""
    other = _ELSEWHERE_FOR.search(text)
    if other is None:
        return False
    first, then = sorted(((hit.start, hit.end), other.span()))
    return text.startswith("aspirin", hit.start) or not _ANOTHER.search(text[first[1] : then[1]])


def _treatment(
    clause: Clause, hit: Hit, stop: int, said: _Response | None, before: Temporality | None
) -> Claim | None:
    """The claim of one treatment. ``before``: when the treatment listed before it is or was had."""
    text = clause.text
    dose = _dose(text, hit, stop)
    start, end = (min(hit.start, dose[0]), max(hit.end, dose[1])) if dose else (hit.start, hit.end)
    declined = None if clause.asked else _declined(clause, hit)
    if declined is not None:
        made = heard(FactKind.TREATMENT, text[hit.start : hit.end].strip(), clause, hit.start, declined)
        return made.but(attributes={"kind": hit.value}, temporality=Temporality.PAST, assertion=Assertion.DENIED)
    when = _when(clause, hit) or (before if by_clinician(clause) else None)
    if when is None:
        return None
    attributes: dict[str, Scalar] = {"kind": hit.value}
    if dose:
        attributes["dose"] = text[dose[0] : dose[1]]
    if when is Temporality.PAST and said and not clause.topics and _PRESENT.match(text, said[1]):
        when = Temporality.CURRENT
    answer = said if when is not Temporality.PLANNED and not clause.asked else None
    if answer:
        attributes["response"] = answer[0]
        start, end = min(start, answer[1]), max(end, answer[2])
    status = status_of(clause, hit.start, hit.end)
    if status.experiencer is not Experiencer.PATIENT:
        return None
    assertion = Assertion.DOCUMENTED if answer and not _never_had(text, hit) else status.assertion
    return heard(
        FactKind.TREATMENT,
        text[hit.start : hit.end].strip(),
        clause,
        start,
        end,
        attributes=attributes,
        temporality=when,
        assertion=assertion,
    )


_DECLINED = re.compile(
    r"(?:(?! (?:helped|works?|worked)\b)[^.?!]){0,60}?(?:(?:,| and| but|, and|, but) )(?:then )?(?:i|he|"
    r"she|we|they)?"
    r" ?(?:(?:politely|just|really|actually) )?(?:declined|refused|turned (?:it|them|that) down|"
    r"said no(?: thanks?| to (?:it|that|them))?"
    r"|(?:never|did ?n[o']t|didn't|have ?n[o']t|haven't|hasn't|had not|has not|did not|"
    r"have not) (?:actually |even |yet |really )?"
    r"(?:take|took|taken|try|tried|have|had|use|used|fill|filled|start|started|get|got|go|went) (?:it|"
    r"them|any|one|that|through with it)\b)"
)
_DECLINES = re.compile(
    r"\b(?:declin(?:ed|es)|refus(?:ed|es)|turned down|said no to|passed on|opted against|doesn't want|"
    r"does not want)"
    r"(?: (?:any|an?|the|his|her|my|more|another|further))* $"
)
"""Behind what was offered or lies at home: it was not taken."""


def _declined(clause: Clause, hit: Hit) -> int | None:
    """Where in the clause the words end that say that an offered treatment was not had, or None."""
    turn = clause.turn.text
    if _DECLINES.search(clause.text, 0, hit.start):
        return hit.end
    found = _DECLINED.match(turn, clause.start + hit.end)
    if found is None or (clause.start + hit.end > found.end()):
        return None
    return min(found.end() - clause.start, len(clause.text)) if found.end() - clause.start > hit.end else None


def _never_had(text: str, hit: Hit) -> bool:
    never = (
        r"\b(?:haven't|never|not|didn't|no) (?!think|feel|find|notice|say|believe|sure|that|one|all)(?:\w+ ){0,3}$"
    )
    return bool(re.search(never, text[: hit.start]))


@cache
def _amount() -> re.Pattern[str]:
    unit, often = pattern_of("treatments", "dose", "unit"), pattern_of("treatments", "dose", "frequency")
    return re.compile(rf"\b(?:{NUMBER})(?: to (?:{NUMBER}))? ?{unit}(?:,? (?:\w+ ){{0,2}}?{often})*")


@cache
def _often() -> re.Pattern[str]:
    return re.compile(pattern_of("treatments", "dose", "frequency"))


@cache
def _before() -> re.Pattern[str]:
    unit, often = pattern_of("treatments", "dose", "unit"), pattern_of("treatments", "dose", "frequency")
    return re.compile(rf"(?:(?:{NUMBER}) ?{unit} of|{often}) $")


def dose_in(text: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """Where an amount with its frequency is said."""
    match = _amount().search(text, start, len(text) if end is None else end)
    return match.span() if match else None


def _dose(text: str, hit: Hit, stop: int) -> tuple[int, int] | None:
    """The dose of a treatment: after it and not of the next one, or before it."""
    amount = dose_in(text, hit.end, stop)
    often = None if amount else _often().search(text, hit.end, min(stop, hit.end + 40))
    found = amount or (often.span() if often else None)
    if found and not (stop < len(text) and found[1] + 1 >= stop):
        return found
    before = _before().search(text[: hit.start])
    return (before.start(), hit.start) if before else None


def _when(clause: Clause, hit: Hit) -> Temporality | None:
    """When it is taken, by the last word of time before it; a bare answer to "what have you taken?" is past."""
    text = clause.text
    before = text[: hit.start]
    orders = by_clinician(clause) and not clause.asked and not re.search(r"\bthey\b", before)
    marks = {
        Temporality.CURRENT: _last(before, "current"),
        Temporality.PAST: _last(before, "past"),
        Temporality.PLANNED: _last(before, "planned") if orders else _NOWHERE,
    }
    when, (at, _) = max(marks.items(), key=lambda item: item[1])
    if at >= 0:
        return when
    if clause.section == PLAN:
        return Temporality.PLANNED
    if _tells_of_the_past(clause, hit):
        return Temporality.PAST
    listed = by_clinician(clause) and _OPENS_LIST.match(before)
    return Temporality.CURRENT if listed else None


_OPENS_LIST = re.compile(
    r"^(?:(?:and|also|just|some|yes|okay|so|then|now|first|for now|at home|for the pain|an?|the|one|two|three|"
    r"gentle|short|daily|more|plain|generic|low-dose|low dose|shot|shots|dose|course|week|weeks|days|pack|"
    r"round|of),? )*$"
)
"""What may stand before the first treatment a clinician lists."""


def _tells_of_the_past(clause: Clause, hit: Hit) -> bool:
    """Without a word of time: asked for or answered, with a response, denied, or a drug the patient names."""
    text = clause.text
    past = pattern("treatments", "tense", "past").search(text, hit.end, min(len(text), hit.end + 30))
    answered = clause.asked or clause.topics & {"treatment", "response"}
    denied = status_of(clause, hit.start, hit.end).denied
    named = hit.value == "drug" and not by_clinician(clause)
    done = _DONE_BY_NAME.match(text, hit.start)
    return bool(past or done or answered or response_in(text) or denied or named)


_NOWHERE = (-1, 0)


def _last(text: str, tense: str) -> tuple[int, int]:
    """Where the last word of a tense ends and how long it is: "stopped taking" outweighs its "taking"."""
    found = pattern("treatments", "tense", tense).finditer(text)
    return max(((match.end(), match.end() - match.start()) for match in found), default=_NOWHERE)


def response_in(text: str, start: int = 0, end: int | None = None) -> _Response | None:
    """What a treatment did, as said between two places: a failure outweighs a part, a part a success."""
    end = len(text) if end is None else end
    hoped = [match.span() for match in _EXPECTED.finditer(text)]
    for name, response in _OUTCOMES:
        for match in pattern("treatments", "response", name).finditer(text, start, end):
            if any(a < match.end() and match.start() < b for a, b in hoped):
                continue
            said = _as_said(text, match, response)
            if said is not None:
                return said
    return None


_NEGATIVE = re.compile(
    r".*\b(?P<no>nothing|none|neither|nobody|never|hardly|scarcely|not|no|cannot|without|"
    r"(?:i|we) (?:\w+ )?doubt|\w+n't)"
    r"(?P<between>(?: [\w'-]+){0,6}?) (?:\w+n't )?$"
)
"""The last negative before "helped", in the same breath."""
_NOT_REACHED = re.compile(
    r"^ (?:doubt|question|only|just|problem|wonder)\b|\b(?:but|and|so|because|until|except)\b"
)
"""Words that keep a negative away from it: "no doubt it helped"."""
_EXCEPT = re.compile(
    r" (?:\w+ ){0,2}(?:but|except|besides|other than|apart from|like|until|more than|better than|as)\b"
)


def _as_said(text: str, match: re.Match[str], response: TreatmentResponse) -> _Response | None:
    """A response with the negative before it: "I don't think it helped" is none, "not sure it helped" unknown."""
    plain = response, match.start(), match.end()
    in_the_end = text.startswith((" until", " till"), match.end())
    if response is TreatmentResponse.NO:
        one_helps = match.group().startswith("no") and _EXCEPT.match(text, match.end())
        return None if one_helps or in_the_end else plain  # "nothing helps except heat"
    negative = _NEGATIVE.match(text[: match.start()])
    if negative is None or _NOT_REACHED.search(negative["between"]):
        return plain
    between = negative["between"]
    named = {
        word for hit in lexicon("treatments", "kind").find(between) for word in between[hit.start : hit.end].split()
    }
    reached = set(between.split()) <= words("reach_help") | named
    return (TreatmentResponse.NO, negative.start("no"), match.end()) if reached and not in_the_end else None


_OUTCOMES = (
    ("no", TreatmentResponse.NO),
    ("partly", TreatmentResponse.PARTLY),
    ("helped", TreatmentResponse.HELPED),
)
