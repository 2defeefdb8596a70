"""diagnosis: conditions asserted as such, by whom, how firmly, and when."""

import re
from collections.abc import Iterator
from functools import cache

from scribe.extraction.reader.assertion import is_hypothetical
from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.kinds.common import by_clinician, heard, status_of, tidy
from scribe.extraction.reader.lexicon import pattern
from scribe.extraction.reader.scenes import ASSESSMENT, EXAM, FOREIGN, IMAGING
from scribe.extraction.reader.vocabulary import pattern_of
from scribe.schema.facts import Scalar
from scribe.schema.terms import Assertion, Experiencer, FactKind, Temporality
from scribe.schema.transcript import SpeakerRole

_GENERIC = re.compile(
    r"\b(?:pain|ache|stiffness|injury|spasm|cold|stress|fatigue|shortness of breath|"
    r"infection|changes|fusion|pregnancy|anxiety|depression)$"
)
_COMMON = re.compile(
    r"pain|ache|stiffness|strain\w*|sprain\w*|pulled|injury|spasm|fracture|stenosis|"
    r"arthritis|cold|pregnancy|infection|claudication|contusion"
)
_NAMED = re.compile(
    r"\b(?:a|an|of|assessment:?|diagnosis:?|impression:?|diagnosis is|assessment is|"
    r"called|has|have|your|her|his|compression|current)\s?$"
)
_SYMPTOMS = frozenset({"pain", "ache", "stiffness", "pregnancy", "infection", "cold"})
"""Words that alone name no diagnosis."""
_PAIN_PLACE = re.compile(
    r" (?:clinic|management|medications?|medicine|meds|pills?|doctor|killers?|center|specialist|scale)\b"
)
_NOT_ILL = re.compile(
    r"\b(?:tests?|tested|testing|swab\w*|vaccin\w*|shot|exposed|screen\w*|check\w*|worried|contact)\b[^|]*\|"
    r"|\|\s?(?:tests?|swab|vaccine|shot|season|screen\w*|like)\b"
)
"""A disease that is tested for or vaccinated against is not had."""
_PRESENTED = re.compile(
    r"\b(?:present\w*|complain\w*|here|comes?|came|seen|reports?) (?:\w+ )?(?:with|for|of)\b[^,]*$"
)
_CAUSED = re.compile(
    r"\bwith (?:[\w-]+ ){0,2}(?:sciatica|radiculopathy|myelopathy)\b"
    r"|\b(?:from|due to|secondary to|caused by|because of) (?:[\w-]+ ){0,4}(?:stenosis|degeneration|herniation|"
    r"spondyl\w+|arthropathy|arthritis|fracture|radiculopathy|discopathy|disease|neoplasm|myeloma)\b"
)
"""A pain named together with its root, its nerve or its cause is a diagnosis, not a complaint."""
_VERDICT = re.compile(
    r"\b(?:i(?:'ll| will|'m going to|'d| would)? (?:just |only |simply |also )*"
    r"(?:call|write|put|label|code|document|see|find|consider|have) (?:(?:it|this|that|you|down|in|as|"
    r"today|here|with) )*"
    r"|i(?:'m| am) (?:just |only |simply |going to |gonna )*"
    r"(?:calling|writing|putting|seeing|going|treating|call|write|put|go) (?:(?:it|this|that|you|down|in|"
    r"as|with|for|today|here) )*"
    r"|we(?:'re| are) (?:just |still )*(?:treating|managing|looking at|talking)(?: you for| this as| it as)? "
    r"|(?:for (?:now|today),? )?(?:i |we |we'll )?(?:just |only )?(?:call|calling) (?:it|this|that) "
    r"|what(?:'s)? (?:we|you|i|this|that|is|hurting|bothering|causing|giving)(?:'\w+)?(?: [\w']+){0,4} is "
    r"|(?:this|it|that)(?:'s| is) |(?:here|today)(?:'s| is)? |my (?:read|view|take|opinion|assessment|"
    r"diagnosis|impression|verdict)"
    r"(?: (?:today|here|of this))? is "
    r"|so,? (?:we|you)(?:'ve got| have|'re talking|'re looking at| are talking) "
    r"|\b(?:adds? up to|points? to|goes with|fits(?: with)?|comes? (?:down to|from)|boils? down to|remains?|stays) "
    r"|(?:^|, |; )just )"
    r"(?:still |just |plain |simply |simple |really |all |a |an |the |some |your |his |her |my |new |case of )*$"
)
"""Right before a condition: the clinician names what it is today."""
_HAS = re.compile(r"\b(?:you|he|she|the patient)(?:'ve got| have| has|'ve) (?:an? |some |what we call )?$")
_IS_WHY = re.compile(
    r",? (?:is|are) (?:exactly |really |most likely )?(?:why|what(?:'s| is)? \w+|the (?:reason|cause)|behind) "
)
"""Behind a condition: "is why your back hurts"."""
_SO = re.compile(r"(?:(?:okay|alright|all right|right|well),? )*(?:so|both things|two (?:things|problems)|final)\b")
_ACUITY = re.compile(r"(?:acute|subacute|chronic|acute on chronic)\b")
_AROUND_VERDICT = re.compile(
    r"[ ,]*(?:(?:okay|ok|so|alright|all right|well|right|yes|good|then|now|today|again|here|for now|and|"
    r"plus|also|both|"
    r"separately|together with|along with|both things|two (?:things|problems)|final|left side|right side|"
    r"on the (?:left|right)|"
    r"nothing (?:more|else)|plain and simple|(?:cause|origin) (?:unknown|unclear)|worse lately|better|"
    r"(?:with )?no .*|without .*)"
    r"[ ,.]*)*"
)
"""What may stand around conditions that are a whole sentence of a clinician's."""
_FILLERS = re.compile(r"^(?:(?:okay|ok|so|alright|all right|well|right|yes|yeah|good|then|now),?\s)+")
_JOINS = re.compile(
    r",?(?: and| plus| along with| as well as| together with)?(?: then| also| separately|"
    r", separately,)?(?: some| a)? "
)
"""What may stand between two diagnoses of one breath: the second is stated as the first is."""
_REJECTED = re.compile(
    r"[,.;]? (?:but |and |so |well |now |okay )*(?:that|this|it)(?:'s| is) (?:\w+ly )?"
    r"not (?:it\b|what|the case|the problem)| (?:is|was) what you (?:were|are|asked|read|heard|thought|worried)\b"
)
"""Right behind a condition: "that's not what this is"."""
_NUMBER = re.compile(r"\bnumber (?:one|two|three|four|five)\b|^\d+[.)]?\s(?!(?:day|week|month|year)s?\b)")


def read(clause: Clause) -> Iterator[Claim]:
    """The diagnoses of a clause."""
    text = clause.text
    if clause.section in (IMAGING, EXAM, FOREIGN) or clause.wh or text.endswith(":"):
        return
    taken: list[tuple[int, int]] = []
    for form in (_of_disc, _named_spine, _named_other):
        for match in form().finditer(text):
            start, end = match.start(), match.end()
            if any(a < end and start < b for a, b in taken):
                continue
            joined = any(_JOINS.fullmatch(text, b, start) for _, b in taken)
            made = _judged(clause, start, end, form is _named_other, form is _of_disc or joined)
            if made is not None:
                taken.append((start, end))
                yield made


def _says(what: str) -> re.Pattern[str]:
    return pattern("conditions", "diagnosis", what)


@cache
def _told() -> re.Pattern[str]:
    """ "My chiropractor told me": what follows is somebody else's diagnosis."""
    teller, tells = pattern_of("conditions", "diagnosis", "teller"), pattern_of("conditions", "diagnosis", "tells")
    return re.compile(rf"{teller} (?:\w+ )?{tells}")


def _of_disc() -> re.Pattern[str]:
    return pattern("conditions", "spine", "of_disc")


@cache
def _named_spine() -> re.Pattern[str]:
    head, modifier = pattern_of("conditions", "spine", "head"), pattern_of("conditions", "spine", "modifier")
    name = rf"(?:{modifier}(?:,? |-| or | and (?=(?:{modifier})))){{0,8}}(?:{head})"
    site = (
        r"(?:left|right|sides|low|lower|upper|lumbar|cervical|thoracic|sacral|sacroiliac|si|joints?|tailbone|coccyx|"
        r"thorax|spine|back|neck|levels?|muscles?|disc|disk|"
        r"space|l[1-5](?:-\w+)?|s1|c[1-8](?:-\w+)?|t\d{1,2}(?:-\w+)?)\b"
    )
    small = r"(?:the|your|his|her|my|this|both|level|in|of|and)"
    where = rf"(?:(?:at|of|in|to|on|over|from) (?:{small} )*|(?:your|his|her|the|my) )"
    goes_on = (
        r"(?![-\w]| (?:discs?|disks?|facet|stenosis|degenerat\w+|arthropathy|herniation|spondyl\w+|radiculopathy|"
        r"fracture|arthritis|osteoarthritis|nerve|root|spinal|foraminal|central)\b)"
    )
    place = rf"(?: {where}{site}(?: (?:{small} )*{site})*{goes_on})?"
    link = (
        r"(?:with|without|due to|from|secondary to|caused by|because of|related to|"
        r"in the setting of|superimposed on|"
        r"associated with|complicated by)"
    )
    joined = rf"(?:,? ?\b{link} (?:some |a |an |the |your |that |associated |his |her )*{name}{place})*"
    state = r"(?:pregnancy(?: at \d+ weeks)?|the puerperium|the postpartum period)"
    phase = (
        r"(?:,? (?:healing(?: as expected| well| normally)?|routine healing|with (?:routine|delayed) healing|"
        r"subsequent (?:encounter|visit)|initial encounter|resolving|improving|recovering))*"
    )
    origin = rf"(?:,? (?:exclusively|entirely|purely) [\w ]+? factors)?(?: (?:of|in|after|during) {state})?{phase}"
    return re.compile(rf"\b{name}{place}{joined}{origin}")


@cache
def _named_other() -> re.Pattern[str]:
    head = pattern_of("conditions", "other", "head")
    return re.compile(
        rf"\b(?:(?:acute|chronic|recurrent|major|mild|moderate|severe|uncontrolled|"
        rf"right|left|metastatic|knee|idiopathic|postmenopausal|age-related|senile|disuse|secondary|"
        rf"steroid-induced|drug-induced|glucocorticoid-induced|active|colon|skin|bone|ovarian|kidney) )*"
        rf"(?:{head})(?:, (?:recurrent|single episode))?(?:, (?:mild|"
        rf"moderate|severe))?"
    )


def _judged(clause: Clause, start: int, end: int, outside: bool, explained: bool) -> Claim | None:
    """A diagnosis where somebody asserts it; None for a complaint, a risk, or a word of conversation."""
    text = clause.text
    if is_hypothetical(text, start) or (clause.asked and not clause.tagged) or _general(clause):
        return None
    if _only_spoken_of(clause, start, end):
        return None
    owner = _owner(clause, start)
    if text[start:end] in _SYMPTOMS or _PAIN_PLACE.match(text, end):
        return None
    if owner is None or (_bare(text[start:end]) and not _NAMED.search(text[:start])):
        return None
    if _GENERIC.search(text[start:end]) and re.search(
        r"\b(?:causing|causes|cause of|explains?|why|contribut\w+ to)\b[^,]*$", text[:start]
    ):
        return None
    status = status_of(clause, start, end)
    if status.experiencer is not Experiencer.PATIENT:
        return (
            _claim(clause, start, end, owner).but(experiencer=status.experiencer)
            if not status.denied and not _GENERIC.search(text[start:end])
            else None
        )
    if outside and _NOT_ILL.search(f"{text[max(0, start - 24) : start]}|{text[end : end + 12]}"):
        return None
    if outside and status.temporality is Temporality.PAST and "cancer" not in text[start:end]:
        return None  # what lies in the past is the patient's history
    if owner is SpeakerRole.CLINICIAN and status.denied and not outside and _rules_out(clause, start, end):
        return _claim(clause, start, end, owner)
    theirs = owner in (SpeakerRole.CLINICIAN, SpeakerRole.UNKNOWN)
    if theirs and not explained and not _asserted(clause, start, end, outside):
        return None
    if not theirs and _GENERIC.search(_core(text[start:end])):
        return None
    return _claim(clause, start, end, owner)


def _only_spoken_of(clause: Clause, start: int, end: int) -> bool:
    """ "You asked about sciatica, that's not what this is": nobody says that it is there."""
    if not by_clinician(clause):
        return False
    asked = any(
        len(clause.text[match.end() : start].split()) <= 4
        for match in _says("spoken_of").finditer(clause.text, 0, start)
    )
    return asked or _REJECTED.match(clause.turn.text, clause.start + end) is not None


def _bare(words: str) -> bool:
    """A single common word ("strain", "pain") is a name only where it is introduced as one."""
    return " " not in words and bool(_COMMON.fullmatch(words))


def _general(clause: Clause) -> bool:
    return by_clinician(clause) and bool(pattern("context", "hypothetical", "general").search(clause.text))


def _core(words: str) -> str:
    return re.split(
        r"\b(?:,? with|without|due to|from|secondary to|caused by|because of|related to|"
        r"at|in|of|to|on|over|causing)\b",
        words,
    )[0].strip(" ,")


def _owner(clause: Clause, start: int) -> SpeakerRole | None:
    """Whose diagnosis it is; for an unknown speaker nobody's in particular."""
    before = clause.text[:start]
    told = _told().search(before)
    if told:
        return SpeakerRole.OTHER
    if clause.turn.role is SpeakerRole.PATIENT:
        return SpeakerRole.PATIENT if _says("own").search(before) else None
    if _says("reported").search(before):
        return SpeakerRole.PATIENT
    if clause.turn.role is SpeakerRole.CLINICIAN or clause.section == ASSESSMENT:
        return clause.turn.role
    introduced = _says("weak").search(before) or _says("strong").search(before)
    return clause.turn.role if introduced else None


def _asserted(clause: Clause, start: int, end: int, outside: bool) -> bool:
    text = clause.text
    before = text[max(0, start - 80) : start]
    if clause.turn.role is SpeakerRole.CLINICIAN and _judges(clause, start, end):
        return True
    generic = bool(_GENERIC.search(_core(text[start:end]))) and not _CAUSED.search(text[start:end])
    if clause.section == ASSESSMENT:
        sure = bool(re.search(r"^(?:my )?(?:assessment|impression)|^[\d.) ]*$", text[:start])) or bool(
            _says("strong").search(before)
        )
        return (
            sure
            or not re.search(r"\b(?:i|we|you|they)\b", text[:start])
            or (not generic and bool(_says("weak").search(before)))
        )
    if _NUMBER.search(before) and re.search(r"[\d.)\s]$|(?:one|two|three|four),? $", before):
        return True
    if generic and _PRESENTED.search(before):
        return False
    if generic:
        typed = re.search(
            r"\b(?:chronic|mechanical|muscular|myofascial|discogenic|vertebrogenic|musculoskeletal)\b",
            text[start:end],
        )
        strong = _says("strong").search(before)
        if not strong:
            return bool(
                typed and re.search(r"\b(?:you have|she has|he has|has|patient has|standpoint)\b", before)
            ) or bool(re.match(r"\W*(?:standpoint|problem)", text[end:]))
        return (
            not re.search(r"\b(?:this is|it's|due to|here for|for your) $", before)
            or bool(typed)
            or bool(re.search(r"\b(?:problem|standpoint|diagnosis|assessment|this is|it's)\b", text))
            or _decides(clause)
        )
    return bool(_says("strong").search(before) or _says("weak").search(before)) or (
        not outside and not _FILLERS.sub("", text[:start]).strip(" ,")
    )


def _judges(clause: Clause, start: int, end: int) -> bool:
    """Whether a condition is named as what it is today, or a whole sentence names it with its acuity."""
    text = clause.text
    if _VERDICT.search(text, 0, start) or _IS_WHY.match(text, end):
        return True
    if _HAS.search(text, 0, start):
        return _ACUITY.match(text, start) is not None
    opened = (
        _ACUITY.match(text, start) or _SO.match(text) or clause.turn.text[: clause.start].rstrip().endswith(":")
    )
    return bool(opened) and _AROUND_VERDICT.fullmatch(_named_spine().sub("", text)) is not None


_LOOKED_FOR = re.compile(
    r"\b(?:(?:do not|don't|did not|didn't|can't|cannot) (?:really |actually )?(?:see|find|have|"
    r"think (?:you have|it's|this is|there's))|"
    r"no (?:sign|evidence|signs)(?: here)? of|nothing (?:here )?(?:pointing|that points|to suggest)(?: to)?|"
    r"(?:it|this|that) (?:is not|isn't)|(?:it's|that's) not|there (?:is|'s) no|not|no) (?:any |an? |the |"
    r"your |true )*$"
)


def _rules_out(clause: Clause, start: int, end: int) -> bool:
    """Whether the clinician says that a named condition is not there: "I don't see a hernia"."""
    name = _core(clause.text[start:end])
    return not _GENERIC.search(name) and _LOOKED_FOR.search(clause.text, 0, start) is not None


def _decides(clause: Clause) -> bool:
    """ "For your back pain, I'm going to ...": a problem that is dealt with today."""
    return bool(
        re.search(
            r"\bfor your\b.*\b(?:we'll|i'm|i'll|let's|we're|i think|we can)\b|\bright now for your\b|^for your\b",
            clause.text,
        )
    )


def _claim(clause: Clause, start: int, end: int, owner: SpeakerRole) -> Claim:
    text = clause.text
    status = status_of(clause, start, end)
    attributes: dict[str, Scalar] = {"stated_by": owner.value}
    if status.hedge:
        attributes["certainty_words"] = status.hedge
    past = status.temporality is Temporality.PAST and status.assertion is not Assertion.DENIED
    first = text.rfind(status.hedge, 0, start) if status.hedge else start
    words = tidy(text[start:end])
    return heard(
        FactKind.DIAGNOSIS,
        words,
        clause,
        first if 0 <= first < start else start,
        end,
        attributes=attributes,
        assertion=status.assertion,
        temporality=Temporality.PAST if past else Temporality.CURRENT,
    )
