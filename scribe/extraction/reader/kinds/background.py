"""red_flag, history and psychogenic: warning signs, other symptoms, the patient's background, and mood."""

import re
from collections.abc import Iterator

from scribe.extraction.reader.claim import Claim, Span
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.exchanges import Reply, reply_of
from scribe.extraction.reader.kinds.common import by_clinician, heard, idle, nearly, replied, status_of, tidy
from scribe.extraction.reader.lexicon import lexicon, pattern
from scribe.extraction.reader.scenes import EXAM, IMAGING, PLAN
from scribe.schema.terms import Assertion, FactKind, PsychogenicLink, Temporality
from scribe.schema.transcript import SpeakerRole

_EXAM_WORDS = re.compile(r"\b(?:strength|reflex\w*|sensation to|light touch|on (?:your )?exam)\b")
_RISKS = ("history of cancer", "osteoporosis", "IV drug use", "immunosuppression", "long-term steroid use")
"""Warning signs that lie in the past by their nature and count today."""
_ABOUT = re.compile(r"\b(?:about|ask\w*|regarding|know|discuss\w*|review\w*)\b(?: \w+){0,3} ?$")
_TOILET = re.compile(r"\b(?:toilet|pee\w*|wee|urin\w*|bathroom|loo|restroom)\b")
_NOT_ONLY = re.compile(r"(?:\bnot|n't) (?:just|only|simply|merely|all|something|that's|that it's)(?:\b.{0,12})$")
"""A comfort and no finding: "it's not just in your head"."""
_ALLERGY = re.compile(r"\ballerg")
_ALLERGIC = re.compile(r"allergic to(?:,? (?!i\b|it\b|but\b|so\b|that\b|which\b|because\b)[\w'-]+){0,8}")
_BLADDER = re.compile(r"\b(?:bladder|bowels?|toilet|pee\w*|wee|urin\w*|bathroom|loo|restroom)\b")
_IN_TRAFFIC = re.compile(
    r"\b(?:in (?:an?|the|that)|car|auto|bike|motorcycle|traffic|road|work|before the|since the|after the) $"
)
_CANNOT_GO = re.compile(r"\b(?:can't|cannot|couldn't|unable to) go\b")
_IS_NO_SIGN = re.compile(
    r"\bcancer (?:nurse|ward|unit|charity|research|screening|cent(?:er|re)|society|walk|run|insurance)|"
    r"\bscreened for cancer|\b(?:pounds|kilos|stone) of|\b(?:knee|shin) pads|\bcaught my (?:toe|foot) (?:in|"
    r"on) (?:a|the) (?:door|drawer|table)"
)
"""Words that hold a warning sign's name and are none: "a cancer nurse"."""
_ON_PURPOSE = re.compile(
    r"\bon purpose|\b(?<!not )(?<!n't )(?<!without )(?:dieting|trying)\b|\b(?:on|with|by) a diet|"
    r"\b(?:gym|exercising|ozempic|wegovy|weight watchers|bariatric|keto)\b"
)
"""Weight that was meant to be lost."""
_ASKS_ABILITY = re.compile(
    r"\b(?:can you|can he|can she|able to|how about|what about|how's|how is)\b|"
    r"\b(?:do|does) (?:you|he|she) (?:still )?have (?:full |good |normal |any )?(?:control|feeling|sensation)\b|"
    r"\b(?:okay|ok|fine|normally|all right|alright|well)$"
)
_INCIDENTAL = re.compile(
    r"\bincidental\b|(?<!not )\bunrelated\b|\b(?:not|isn't|aren't) (?:\w+ )?"
    r"(?:related|connected|due|caused|because)\b|\bnothing to do with\b|\bno (?:relation|connection|bearing)\b"
)
"""What the clinician says of a pregnancy that the pain does not come from."""
_HOW_ABOUT = re.compile(r"(?:and |so |okay |now )*(?:how|what)(?: about|'s| is)\b")
_WATERWORKS = r"(?:bladder|bowels?|waterworks|toilet habits)"
_NORMAL = (
    r"(?:normal|fine|okay|ok|good|intact|preserved|unchanged|regular|all right|alright|working|unremarkable|"
    r"under control|no (?:problems?|issues?|trouble))"
)
_IS_NORMAL = re.compile(
    rf"\b(?:normal|intact|preserved) (?P<kept>{_WATERWORKS}(?: (?:or|and) {_WATERWORKS})?"
    r"(?: (?:function|control|habits))?)\b"
    rf"|\b(?P<named>{_WATERWORKS}(?:(?:,| and| or|, and| or the| and the| your| and your)* {_WATERWORKS})?"
    r"(?: (?:function|control|habits))?)"
    rf"(?:'s|'re|,| (?:is|are|both|all|still|has|have|been|working|was|were))* {_NORMAL}\b"
)
_ORGANS = frozenset(
    {
        "bladder",
        "bladder and bowel",
        "bowel and bladder",
        "bladder or bowel",
        "bowel or bladder",
        "bowels or bladder",
    }
)
_NO_LONGER_NORMAL = re.compile(r"\b(?:not|never|isn't|aren't|wasn't|weren't|no longer|hardly)\b")
""" "Bladder and bowels are normal", asked or stated."""
_MOOD = re.compile(
    r"\b(?:mood|spirits|depress\w*|anxious|anxiety|stress\w*|frustrat\w*|irritable|down|sad|worried|cope|coping)\b"
)


def read(clause: Clause) -> Iterator[Claim]:
    """Warning signs, symptoms and background in a clause."""
    yield from _psychogenic(clause)
    if clause.section in (IMAGING, PLAN) or idle(clause):
        return
    taken: list[tuple[int, int]] = []
    if clause.section != EXAM or clause.asked:
        yield from _signs(clause, taken)
        yield from _kept(clause)
    yield from _lost_ability(clause)
    yield from _mood(clause)
    if clause.section != EXAM:
        yield from _background(clause, taken)


def _signs(clause: Clause, taken: list[tuple[int, int]]) -> Iterator[Claim]:
    if by_clinician(clause) and _EXAM_WORDS.search(clause.text):
        return
    if _asks_ability(clause):
        return  # "are you able to control your bladder?": the answer is read as what it is, an ability
    for kind, table in ((FactKind.RED_FLAG, "red_flag"), (FactKind.HISTORY, "symptom")):
        for hit in lexicon("history", table).find(clause.text):
            if any(a < hit.end and hit.start < b for a, b in taken):
                continue
            taken.append((hit.start, hit.end))
            status = status_of(clause, hit.start, hit.end)
            value = _place(clause.text, hit.value, hit.end) if kind is FactKind.HISTORY else hit.value
            assertion = status.assertion
            normal = (
                hit.value == "bladder or bowel incontinence"
                and not clause.asked
                and assertion is Assertion.DOCUMENTED
            )
            if normal and not re.search(
                r"\b(?:incontinen\w*|los[se]\w*|lost|myself|accidents?|problems?|trouble|can't|couldn't|"
                r"control|soil\w*|leak\w*|"
                r"wet\w*|pads|diapers|nappies|briefs|pee\w*|gone|pooped|make it|get it|making it|hold)\b",
                clause.text,
            ):
                continue
            words = clause.text[hit.start : hit.end]
            if words.startswith("nothing comes") and not _near(_TOILET, clause):
                continue
            if words.startswith("accident") and " " not in words and not _of_the_bladder(clause, hit.start):
                continue
            if _IS_NO_SIGN.search(clause.text[max(0, hit.start - 12) : hit.end + 24]) or (
                hit.value == "weight loss" and _ON_PURPOSE.search(clause.text)
            ):
                continue
            if hit.value == "major trauma" and nearly(clause.text, hit.start, hit.end):
                continue
            risk = {"temporality": Temporality.CURRENT} if hit.value in _RISKS else {}
            # An organ that is only asked after says nothing alone: the quote is the question.
            start, end = (0, len(clause.text)) if clause.asked and words in _ORGANS else (hit.start, hit.end)
            yield heard(kind, value, clause, start, end, assertion=assertion, **risk)


def _asks_ability(clause: Clause) -> bool:
    """A question whether bladder, bowels and feeling still work, or are normal."""
    if _asks_normal(clause):
        return True
    able = clause.asked and bool(_ASKS_ABILITY.search(clause.text))
    return able and bool(lexicon("history", "ability").find(clause.text))


def _asks_normal(clause: Clause) -> bool:
    return (clause.asked or clause.tagged) and _IS_NORMAL.search(clause.text) is not None


def _kept(clause: Clause) -> Iterator[Claim]:
    """ "The bladder is fine": a function that is said to be normal denies its loss."""
    if clause.asked or clause.tagged:
        return
    found = _IS_NORMAL.search(clause.text)
    if found and not _NO_LONGER_NORMAL.search(clause.text):
        yield heard(FactKind.RED_FLAG, _LOSS, clause, *found.span(), assertion=Assertion.DENIED)


_LOSS = "bladder or bowel incontinence"


def _lost_ability(clause: Clause) -> Iterator[Claim]:
    """ "Can you feel it when you wipe?" "No": what no longer works is a warning sign."""
    question = clause.question
    if question is None or clause.asked:
        return
    cannot = _CANNOT_GO.search(clause.text) if _TOILET.search(question.text) else None
    if cannot:
        yield replied(FactKind.RED_FLAG, "urinary retention", clause, cannot.start(), cannot.end())
    if clause.start:
        return
    reply, start, end = reply_of(clause)
    assertion = _ABILITY_REPLIES.get(reply)
    listed = clause.questions if reply is Reply.FINE else (question,)
    for asked in listed if assertion else ():
        for value in _abilities(asked, reply):
            made = replied(FactKind.RED_FLAG, value, clause, start, end, assertion=assertion)
            yield made.but(spans=(_asked_for(asked), *made.spans[1:]))


def _asked_for(question: Clause) -> Span:
    return Span(question, question.start, question.start + len(question.text))


def _abilities(question: Clause, reply: Reply) -> list[str]:
    """The warning signs that are denied where what a question asks about still works."""
    if not _asks_ability(question) or (_HOW_ABOUT.match(question.text) and reply is not Reply.FINE):
        return []  # a "no" to "how about the bathroom?" may mean "no trouble"
    if _asks_normal(question):
        return [_LOSS]
    return [hit.value for hit in lexicon("history", "ability").find(question.text)]


_ABILITY_REPLIES = {
    Reply.NO: Assertion.DOCUMENTED,
    Reply.ALL_DENIED: Assertion.DOCUMENTED,
    Reply.YES: Assertion.DENIED,
    Reply.AGREE: Assertion.DENIED,
    Reply.FINE: Assertion.DENIED,
    Reply.UNSURE: Assertion.UNCERTAIN,
    Reply.PARTLY: Assertion.UNCERTAIN,
}


def _near(matter: re.Pattern[str], clause: Clause) -> bool:
    """Whether the words right before or in a clause speak of a matter, as of water: "and nothing comes"."""
    return matter.search(clause.turn.text, max(0, clause.start - 100), clause.end) is not None


def _of_the_bladder(clause: Clause, start: int) -> bool:
    """Whether an "accident" is one of bladder or bowels: told beside them, or asked for them, and in no car."""
    asked = clause.question is not None and _BLADDER.search(clause.question.text)
    return bool(asked or _near(_BLADDER, clause)) and not _IN_TRAFFIC.search(clause.text[:start])


def _place(text: str, symptom: str, end: int) -> str:
    """A symptom with the limb it is felt in."""
    where = re.match(
        (
            r"(?: or tingling| and tingling| sensation)* (?:in|down|into) (?:the |my |"
            r"your |his |her |both |one |either |of )*(?P<where>(?:left |right |upper |"
            r"lower )?(?:legs?|arms?|feet|foot|hands?|toes|fingers|limbs|extremities))"
        ),
        text[end:],
    )
    return f"{symptom} in the {where.group('where')}" if where else symptom


def _mood(clause: Clause) -> Iterator[Claim]:
    """Mood as the answer tells it: a mood is background, never an origin of pain."""
    question = clause.question
    if "mood" in clause.topics and not clause.asked and question is not None and len(clause.text.split()) > 1:
        opens = clause.start == 0 or bool(_MOOD.search(clause.text))
        known = lexicon("history", "background").find(clause.text)
        if (
            opens
            and not known
            and re.search(
                r"\b(?:mood|spirits|emotionally|coping|depress\w*|anxi\w*|stress\w*|feeling down)\b", question.text
            )
        ):
            yield replied(
                FactKind.HISTORY,
                f"mood: {_mood_words(clause.text)}",
                clause,
                0,
                len(clause.text),
                assertion=Assertion.DOCUMENTED,
            )
    elif re.search(r"\bmood (?:is|has been|was|'s)|mood's\b", clause.text) and not clause.asked:
        match = _MOOD.search(clause.text)
        if match:
            yield heard(
                FactKind.HISTORY,
                tidy(clause.text[match.start() :]),
                clause,
                match.start(),
                len(clause.text),
                assertion=Assertion.DOCUMENTED,
            )


def _mood_words(text: str) -> str:
    return (
        tidy(
            re.sub(
                (
                    r"^(?:my (?:mood|spirits)(?:'s|'ve)?|it's|it|i've|i)(?: (?:has|have|is|are|"
                    r"been|was|were|feel|get))* "
                ),
                "",
                tidy(text),
            )
        )
        or text
    )


def _background(clause: Clause, taken: list[tuple[int, int]]) -> Iterator[Claim]:
    if clause.wh:
        return
    if clause.question is not None and _ALLERGY.search(clause.question.text):
        yield from _named_allergies(clause)
    for hit in lexicon("history", "background").find(clause.text):
        if any(a < hit.end and hit.start < b for a, b in taken):
            continue
        status = status_of(clause, hit.start, hit.end)
        if clause.text[hit.end :].startswith(" history") and _ABOUT.search(clause.text[: hit.start]):
            continue  # "why I ask about your smoking history" claims nothing
        if re.search(r"\byou drink (?:water|plenty|fluids)|drink (?:water|plenty)", clause.text):
            continue
        value = tidy(clause.text[hit.start :]) if hit.value == "occupation" and not clause.asked else hit.value
        if hit.value == "pregnancy":
            value = clause.text[hit.start : hit.end]
            if by_clinician(clause) and not clause.asked and _INCIDENTAL.search(clause.text):
                value = f"incidental {value}"
        to_what = None if clause.asked else _ALLERGIC.match(clause.text, hit.start)
        value = tidy(to_what.group()) if to_what and not status.denied else value
        end = len(clause.text) if hit.value == "occupation" and value != hit.value else hit.end
        yield heard(
            FactKind.HISTORY,
            value,
            clause,
            hit.start,
            end,
            temporality=Temporality.PAST if status.temporality is Temporality.PAST else Temporality.CURRENT,
        )


def _named_allergies(clause: Clause) -> Iterator[Claim]:
    """ "Any allergies?" "Naproxen.": what is named is not taken, it is not borne."""
    for hit in lexicon("treatments", "kind").find(clause.text):
        if hit.value == "drug" and "allergic" not in clause.text:
            words = clause.text[hit.start : hit.end]
            assertion = status_of(clause, hit.start, hit.end).assertion
            yield replied(FactKind.HISTORY, f"allergic to {words}", clause, hit.start, hit.end, assertion=assertion)


def _psychogenic(clause: Clause) -> Iterator[Claim]:
    """Only what the clinician says of a psychological origin."""
    if clause.turn.role is not SpeakerRole.CLINICIAN or clause.asked or idle(clause):
        return
    for name in ("exclusive", "related_factors", "unspecified"):
        match = pattern("conditions", "psychogenic", name).search(clause.text)
        if match:
            if _NOT_ONLY.search(clause.text[: match.start()]):
                return
            status = status_of(clause, match.start(), match.end())
            link = PsychogenicLink.UNSPECIFIED if status.denied else PsychogenicLink(name)
            yield heard(
                FactKind.PSYCHOGENIC, link, clause, match.start(), match.end(), temporality=Temporality.CURRENT
            )
            return
