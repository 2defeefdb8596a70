"""red_flag, history and psychogenic: warning signs, other symptoms, the patient's background, and mood."""

import re
from collections.abc import Iterator

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.kinds.common import heard, idle, replied, status_of, tidy
from scribe.extraction.reader.lexicon import lexicon, pattern
from scribe.extraction.reader.scenes import EXAM, IMAGING, PLAN
from scribe.schema.terms import Assertion, FactKind, PsychogenicLink, Temporality
from scribe.schema.transcript import SpeakerRole

_EXAM_WORDS = re.compile(r"\b(?:strength|reflex\w*|sensation to|light touch|on (?:your )?exam)\b")
_RISKS = ("history of cancer", "osteoporosis", "IV drug use", "immunosuppression", "long-term steroid use")
"""Warning signs that lie in the past by their nature and count today."""
_ABOUT = re.compile(r"\b(?:about|ask\w*|regarding|know|discuss\w*|review\w*)\b(?: \w+){0,3} ?$")
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
    yield from _mood(clause)
    if clause.section != EXAM:
        yield from _background(clause, taken)


def _signs(clause: Clause, taken: list[tuple[int, int]]) -> Iterator[Claim]:
    if _EXAM_WORDS.search(clause.text):
        return
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
                r"\b(?:incontinen\w*|los[se]\w*|lost|myself|accident|problems?|trouble|can't|control|soil\w*|leak\w*)\b",
                clause.text,
            ):
                continue
            risk = {"temporality": Temporality.CURRENT} if hit.value in _RISKS else {}
            yield heard(kind, value, clause, hit.start, hit.end, assertion=assertion, **risk)


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
        end = len(clause.text) if hit.value == "occupation" and value != hit.value else hit.end
        yield heard(
            FactKind.HISTORY,
            value,
            clause,
            hit.start,
            end,
            temporality=Temporality.PAST if status.temporality is Temporality.PAST else Temporality.CURRENT,
        )


def _psychogenic(clause: Clause) -> Iterator[Claim]:
    """Only what the clinician says of a psychological origin."""
    if clause.turn.role is not SpeakerRole.CLINICIAN or clause.asked or idle(clause):
        return
    for name in ("exclusive", "related_factors", "unspecified"):
        match = pattern("conditions", "psychogenic", name).search(clause.text)
        if match:
            status = status_of(clause, match.start(), match.end())
            link = PsychogenicLink.UNSPECIFIED if status.denied else PsychogenicLink(name)
            yield heard(
                FactKind.PSYCHOGENIC, link, clause, match.start(), match.end(), temporality=Temporality.CURRENT
            )
            return
