"""imaging: what was ordered or done, and what the pictures show, one fact for each finding."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.kinds.common import by_clinician, heard, idle, status_of, supposed, tidy
from scribe.extraction.reader.lexicon import compiled, lexicon, pattern
from scribe.extraction.reader.scenes import ASSESSMENT, EXAM, IMAGING
from scribe.extraction.reader.vocabulary import pattern_of
from scribe.schema.facts import Scalar
from scribe.schema.terms import Assertion, FactKind, ImagingStatus, Temporality

_ITEM = re.compile(r",? (?:and|with|plus) (?!without)|, |;")
_NO_FINDING = re.compile(
    r"^(?:and |but |so |the |your |it |report |that )*(?:mri|x-rays?|ct(?: scan)?|films?|imaging)?$"
)


_PUT_OFF = re.compile(
    r"\b(?:skip|skipping|hold(?:ing)? off on|forgo|forget(?: about)?|put(?:ting)? off|wait(?:ing)? (?:on|with)|"
    r"no need for|rather than|instead of)\b[^.;]{0,25}$"
)
"""Words before a picture that is not ordered now: "let's skip the MRI"."""
_REPORTED = re.compile(
    r"^.*?\b(?:report|impression|it|they) (?:also )?"
    r"(?:says|reads|said|shows?|reveals?|notes?|mentions?|is)(?: that|,|:)*\s"
)


@cache
def _shown() -> re.Pattern[str]:
    modality = lexicon("examination", "imaging", "modality").source
    shows = pattern_of("examination", "imaging", "shows")
    return re.compile(rf"^.*?(?:{modality})(?:(?! no ).)*?\b(?:{shows})(?: that| a| an| the| some|,|:)*\s")


def _asked_of_picture(clause: Clause) -> bool:
    """It answers a question about a picture: "Did you have an MRI?", "What did it show?" """
    text = clause.question.text if clause.question else ""
    named = lexicon("examination", "imaging", "modality").find(text)
    return bool(named or re.search(r"\b(?:it|they|that|those|report) (?:show|say|said|find|found|look)", text))


class Pictures:
    """Reads a turn's clauses in order and remembers which picture is being talked about."""

    def __init__(self) -> None:
        self._modality: str | None = None
        self._region: str | None = None
        self._status: ImagingStatus | None = None
        self._turn = -1

    def read(self, clause: Clause) -> Iterator[Claim]:
        """The imaging facts of a clause."""
        named = lexicon("examination", "imaging", "modality").find(clause.text)
        if named:
            self._remember(clause, named[0].value)
        elif clause.turn.index not in (self._turn, self._turn + 1, self._turn + 2):
            self._modality = None
        if self._modality is None:
            return
        if clause.section == IMAGING:
            self._turn = clause.turn.index
        if clause.section == IMAGING or (
            not by_clinician(clause) and (named or _asked_of_picture(clause)) and not clause.asked
        ):
            found = list(self._findings(clause))
            if found:
                yield from found
                return
        if named and not (clause.section == IMAGING and clause.text.endswith(":")):
            yield from self._mentioned(clause, named[0].start, named[0].end)

    def _remember(self, clause: Clause, modality: str) -> None:
        regions = [
            hit.value for hit in lexicon("anatomy", "region").find(clause.text) if hit.value != "unspecified"
        ]
        if modality == "imaging" and self._modality and self._turn == clause.turn.index:
            modality = self._modality
        self._region = regions[0] if regions else (self._region if modality == self._modality else None)
        reported = pattern("examination", "imaging", "report").search(clause.text) or not by_clinician(clause)
        reviewed = pattern("examination", "imaging", "reviewed").search(clause.text)
        kept = self._status if self._turn == clause.turn.index and modality == self._modality else None
        self._status = (
            ImagingStatus.REPORTED if reported else ImagingStatus.REVIEWED if reviewed or not kept else kept
        )
        self._modality, self._turn = modality, clause.turn.index

    def _findings(self, clause: Clause) -> Iterator[Claim]:
        if pattern("examination", "imaging", "report").search(clause.text):
            self._status = ImagingStatus.REPORTED
        if not by_clinician(clause):
            self._status = ImagingStatus.REPORTED
        start = self._after_verb(clause.text)
        for at, end in _items(clause.text, start):
            at = _with_negation(clause.text, at, end)
            words = clause.text[at:end]
            if not pattern("examination", "imaging", "finding").search(words) or _NO_FINDING.match(words):
                continue
            yield heard(
                FactKind.IMAGING,
                _value(words),
                clause,
                at,
                end,
                attributes=self._attributes() | _region(words),
                **_standing(clause, at, end),
            )

    def _after_verb(self, text: str) -> int:
        """Where the findings begin: after "the x-ray shows", never past a "no"."""
        for lead in (_shown(), _REPORTED):
            match = lead.match(text)
            if match:
                return match.end()
        return 0

    def _attributes(self) -> dict[str, Scalar]:
        return {
            key: value
            for key, value in (("modality", self._modality), ("region", self._region), ("status", self._status))
            if value
        }

    def _mentioned(self, clause: Clause, start: int, end: int) -> Iterator[Claim]:
        text = clause.text
        if clause.section == EXAM or (clause.section == ASSESSMENT and clause.asked):
            return
        status = status_of(clause, start, end)
        ordered = compiled(
            rf"\b(?:{pattern_of('examination', 'imaging', 'ordered')})\b(?!.*\b(?:had|showed|did)\b)"
        ).search(text)
        if (
            idle(clause)
            or supposed(clause, start)
            or re.search(r"\b(?:may need|might need|possibly|would consider|if needed)\b", text)
        ):
            return
        done = re.search(
            r"\b(?:had you|came in|already|last (?:week|month|year)|before (?:i|you)|we always)\b", text
        )
        if ordered and not clause.asked and (status.denied or _PUT_OFF.search(text, 0, start)):
            return
        if by_clinician(clause) and ordered and not done and not clause.asked and clause.section != IMAGING:
            yield heard(
                FactKind.IMAGING,
                None,
                clause,
                min(ordered.start(), start),
                max(end, ordered.end()),
                assertion=status.assertion if status.denied else Assertion.DOCUMENTED,
                temporality=Temporality.PLANNED,
                attributes=self._attributes() | {"status": ImagingStatus.ORDERED},
            )
        elif clause.asked or re.search(
            r"\b(?:had|have had|did|got|took|reviewed|done|look(?:ed|ing)? at|never|no|last)\b", text
        ):
            yield heard(
                FactKind.IMAGING,
                None,
                clause,
                start,
                end,
                assertion=status.assertion,
                attributes=self._attributes() if not status.denied else {"modality": self._modality},
            )


def _with_negation(text: str, start: int, end: int) -> int:
    """A finding never loses the "no" that stands before it."""
    inside = re.search(r"\b(?:no|not|nothing|without|negative|none)\b|n't\b", text[start:end])
    before = (
        None
        if inside
        else re.search(
            r"\b(?:no|not|nothing|without|none)\b(?!.*(?:,|\bbut\b|\band\b))[^,]*$|\b\w+n't\b[^,]*$", text[:start]
        )
    )
    return before.start() if before else start


def _region(words: str) -> dict[str, Scalar]:
    """The region that a finding names itself."""
    named = next(
        (hit.value for hit in lexicon("anatomy", "region").find(words) if hit.value != "unspecified"), None
    )
    return {"region": named} if named else {}


def _standing(clause: Clause, start: int, end: int) -> dict[str, object]:
    """A finding keeps its "no" in its words ("no acute pathology"): that is what the report documents."""
    status = status_of(clause, start, end)
    return {
        "assertion": Assertion.UNCERTAIN
        if status.hedge and status.hedge not in ("looks like", "i think", "i believe", "appears to be")
        else Assertion.DOCUMENTED,
        "temporality": Temporality.CURRENT,
        "experiencer": status.experiencer,
    }


def _items(text: str, start: int) -> list[tuple[int, int]]:
    """The listed findings; a "no" before a list of "or" stays with the whole of it."""
    one = re.search(r"\b(?:no|not|n't)\b.* or ", text[start:])
    pieces = re.compile(r" but |;") if one else _ITEM
    cuts = [start, *(match.end() for match in pieces.finditer(text, start)), len(text)]
    return [(a, b) for a, b in ((a, _shorter(text, a, b)) for a, b in pairwise(cuts)) if a < b]


def _shorter(text: str, start: int, end: int) -> int:
    piece = re.sub(
        r"(?:,| and| with| plus|;| but| okay| so| that's (?:good|great)[\w ]*|\s)+$", "", text[start:end]
    )
    return start + len(piece)


_EDGE = frozenset(
    (
        *(
            "it",
            "it's",
            "there",
            "there's",
            "they",
            "she",
            "she's",
            "he",
            "he's",
            "you",
            "we",
            "i",
            "i'm",
            "that",
            "which",
        ),
        *(
            "and",
            "so",
            "but",
            "is",
            "are",
            "was",
            "were",
            "has",
            "have",
            "had",
            "do",
            "does",
            "to",
            "be",
            "can",
            "see",
        ),
        *(
            "really",
            "also",
            "seem",
            "seems",
            "appear",
            "appears",
            "looks",
            "showed",
            "shows",
            "show",
            "reveals",
            "again",
        ),
        *("a", "an", "the", "some", "lot", "of", "however"),
    )
)


def _value(words: str) -> str:
    """The finding without what leads up to it; what is not there starts with "no"."""
    negative = re.match(
        r"^(?:.*?\b)?(?:don't|doesn't|do not|does not|isn't|is not|not|didn't|did not) (?:really )?"
        r"(?:have|see|seeing|noticing|notice|show|appear to have)+ (?:any |anything )?(?P<what>.+)$",
        words,
    )
    if negative:
        return f"no {negative.group('what')}"
    kept = words.strip(" ,;:.").split(" ")
    while len(kept) > 1 and kept[0] in _EDGE and not (kept[0] == "looks" and len(kept) == 2):
        kept.pop(0)
    return tidy(" ".join(kept)) or words
