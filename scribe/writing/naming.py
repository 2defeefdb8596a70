"""Naming: whether a warning sign may stand under its name, and what is written where it may not.

A name says no more than the words it rests on: "saddle numbness" may stand for "numb between the legs", "urinary
retention" may not stand for "Have you passed urine today?". Words that bear no name are written as they were said.
Of a denied sign they stand in the list of denials where they are themselves a name ("trouble peeing"), else never
behind a word of denial: "no “Continence is normal”" says the opposite.
"""

import re
from collections.abc import Iterable

from scribe.schema.evidence import Evidence
from scribe.schema.facts import FactBase, RedFlag
from scribe.schema.terms import Assertion
from scribe.schema.transcript import SpeakerRole

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")


def _listed(line: str) -> frozenset[str]:
    return frozenset(line.split())


_LIGHT = _listed(
    "a an the of or and in on at to with for from by any no not that this it is are was has have had him her his "
    "their she he they trouble problem problems history"
)
"""Words of a name that say nothing of their own: "bladder trouble" is asked as "is your bladder okay?"."""
_ENDINGS = ("ness", "ings", "ing", "ence", "ent", "ate", "es", "ed", "s", "e", "y")
_SHORTEST = 3
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_ABSENCE = _listed(
    "no not none never nothing nope nah neither nor without denies denied denying fine normal normally stable okay "
    "ok good well clear clean dry intact full strong steady healthy gone working works"
)
"""Words by which an answer says that a sign is not there."""
_SENTENCES = re.compile(r"(?<=[.?!;])\s+")
_NAMES = {
    SpeakerRole.PATIENT: "patient",
    SpeakerRole.OTHER: "another person",
    SpeakerRole.CLINICIAN: "clinician",
    SpeakerRole.UNKNOWN: "a speaker not identified",
}


def is_named(fact: RedFlag) -> bool:
    """The name of the sign was said: in these letters, or each of its words or another for the same."""
    said = " ".join(quote.quote for quote in fact.evidence).casefold()
    if fact.value.casefold() in said:
        return True
    said = _SADDLE.sub("saddle", said)
    stems = {_stem(word) for word in _WORD.findall(said)}
    telling = [word for word in _WORD.findall(fact.value.casefold()) if word not in _LIGHT]
    return bool(telling) and all(_is_said(_stem(word), stems) for word in telling)


def words_for(fact: RedFlag) -> str:
    """The words that stand for a sign whose name was not said: those it was asked in, else the last said."""
    asked = [quote.quote for quote in fact.evidence if quote.speaker_role is not fact.speaker_role]
    return asked[0] if asked else fact.evidence[-1].quote


def as_answered(fact: FactBase) -> str | None:
    """A denied sign whose name was not said, in the words that deny it; None where a list may hold it."""
    if not isinstance(fact, RedFlag) or fact.assertion is not Assertion.DENIED or is_named(fact):
        return None
    if _is_deniable(DENYING.sub("", words_for(fact))):
        return None
    question = next((q for q in fact.evidence if q.speaker_role is SpeakerRole.CLINICIAN), None)
    answer = next((q for q in fact.evidence if q.speaker_role is not SpeakerRole.CLINICIAN), None)
    if question and answer:
        return f"{_says(answer)}, asked “{_asked(question.quote, fact.value)}”"
    own = next((q for q in fact.evidence if not _ABSENCE.isdisjoint(_plain(q.quote))), None)
    return _says(own) if own else None


def _is_deniable(words: str) -> bool:
    """A noun phrase such as "trouble peeing": "no" may stand before it, and nothing in it says that all is well."""
    plain = _WORD.findall(words.casefold())
    if not plain or _SENTENCE_MARK.search(words) or not _ABSENCE.isdisjoint(_plain(words)):
        return False
    return plain[0] not in _BEGINS_A_CLAUSE and not _ORGANS.issuperset(plain)


DENYING = re.compile(r"^(?:denie[sd]|denying|negative for|no|not)\s+(?:any\s+)?", re.IGNORECASE)
"""Words of denial at the beginning of what was said, which the list says already."""
_SENTENCE_MARK = re.compile(r"[.?!;:]")
_BEGINS_A_CLAUSE = _listed(
    "i i'm i've you he she it it's they we there that this have has had do does did is are was were can could will "
    "would should how what when where who why so and but yes yeah yep yup the my your his her their"
)
_SADDLE = re.compile(
    r"\b(?:between (?:the|your|my|his|her)? ?legs|(?<!car )(?:saddle|seat)\b(?! ?belt)|where (?:you|i) sit|"
    r"(?:bottom|groin|crotch|privates?|private parts|genitals|perineum)\b(?! of)|when (?:you|i) wipe)"
)
"""The skin that sits on a saddle, as it is asked of; not the bottom of a foot."""
_ORGANS = _listed(
    "bladder bladders bowel bowels leg legs arm arms weight skin urine stool sleep appetite or and your"
)


def _says(quote: Evidence) -> str:
    return f"{_NAMES[quote.speaker_role]} says “{quote.quote}”"


def _asked(text: str, value: str) -> str:
    """The sentence of a question that asks for the sign, else the last of it."""
    wanted = {_stem(word) for word in _plain(value)} - _LIGHT
    sentences = [sentence for sentence in _SENTENCES.split(text) if sentence]
    near = [one for one in sentences if any(_is_said(stem, set(map(_stem, _plain(one)))) for stem in wanted)]
    return (near or sentences[-1:] or [text])[0]


def _plain(text: str) -> set[str]:
    words = _WORD.findall(text.casefold().replace("’", "'"))
    return {"not" if word.endswith("n't") else word for word in words}


def _is_said(stem: str, said: Iterable[str]) -> bool:
    same = frozenset({stem}).union(*(group for group in _GROUPS if stem in group))
    return not same.isdisjoint(said)


def _stem(word: str) -> str:
    """Without endings, longest first, again until none is left: "weaknesses" as "weak"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return _stem(_DOUBLED.sub(r"\1", word.removesuffix(ending)))
    return word


_GROUPS = tuple(
    frozenset(map(_stem, line.split()))
    for line in (
        "loss losing lost dropping stable",
        "urine urinary urinating urination pee water leaking stream",
        "incontinence continence leaking accidents",
        "injected injecting needles",
        "wound incision dressing",
        "fall falls fell fallen",
    )
)
"""Words that are said for each other."""
