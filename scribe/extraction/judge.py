"""Judgement of one fact that a model wrote, against the words it rests on: kept, corrected, or refused.

Every rule is one-sided: it takes away or turns to the safer reading, it never adds what was not said.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from scribe.extraction import wording
from scribe.extraction.grounds import Grounds
from scribe.extraction.polarity import (
    Polarity,
    answered,
    has_cue,
    hedge,
    is_hypothetical,
    is_improbable,
    is_of_family,
    is_read_aloud,
    polarity,
    without_leading_negation,
)
from scribe.extraction.replies import answers_no
from scribe.extraction.reply_schema import ReplyFact
from scribe.extraction.typed import Judged, attributes_of, typed_value
from scribe.schema.evidence import Evidence
from scribe.schema.facts import Fact
from scribe.schema.terms import Assertion, Experiencer, FactKind, RadiationSite, Temporality
from scribe.schema.transcript import SpeakerRole

Closed = TypeVar("Closed", bound=StrEnum)
_FACT: TypeAdapter[Fact] = TypeAdapter(Fact)

NEGATIVE_FINDINGS = frozenset(
    {
        FactKind.IMAGING,
        FactKind.NEUROLOGIC_EXAM,
        FactKind.PHYSICAL_EXAM,
        FactKind.FUNCTIONAL_LIMITATION,
        FactKind.PLAN,
    }
)
"""Kinds whose value may itself be a negative: ``no acute pathology``, ``cannot tie shoes``."""
CLINICIANS_ALONE = frozenset({FactKind.NEUROLOGIC_EXAM, FactKind.PHYSICAL_EXAM, FactKind.PSYCHOGENIC})
CLOSED_KINDS = frozenset(
    {
        FactKind.REGION,
        FactKind.LATERALITY,
        FactKind.RADIATION,
        FactKind.CHRONICITY,
        FactKind.RANGE_OF_MOTION,
        FactKind.PSYCHOGENIC,
    }
)
QUOTABLE = frozenset(
    {
        FactKind.ONSET,
        FactKind.PAIN_DESCRIPTION,
        FactKind.FUNCTIONAL_LIMITATION,
        FactKind.HISTORY,
        FactKind.PLAN,
    }
)
"""Kinds from which no code and no alert follows: here a quote may stand for a value that it does not say."""
_VAGUE = wording.stems(
    "normal negative positive good fine full intact tender tenderness absent unremarkable mood sleep work"
)
"""Words that name a topic or a grade and not yet a finding."""
_INJURIES = ("injury", "accident", "fall", "trauma")
_NEGATIVE = (Polarity.NEGATED, Polarity.FOUND_NEGATIVE)
_DECIDING = frozenset(
    {
        FactKind.REGION,
        FactKind.LATERALITY,
        FactKind.RADIATION,
        FactKind.CHRONICITY,
        FactKind.DIAGNOSIS,
        FactKind.PSYCHOGENIC,
    }
)
"""Kinds that are not taken from a question without a yes."""
_LONGEST_QUOTED_VALUE = 160


class Refusal(StrEnum):
    """Why a fact of the model was not kept."""

    NOT_SAID = "not-said"
    """Its quote is not in the transcript."""
    UNKNOWN_VALUE = "unknown-value"
    """A closed value outside its list, or no value at all (a code alone is none)."""
    UNSUPPORTED = "unsupported"
    """The quote is there and does not say the value."""
    CONTRADICTED = "contradicted"
    """The quote says another side, number or region, or the opposite."""
    WRONG_SPEAKER = "wrong-speaker"
    """Only the clinician can state it, and somebody else said it."""
    WRONG_KIND = "wrong-kind"
    """Read aloud from a report it is imaging and no diagnosis; where no study is named it is no imaging."""
    ORDERED = "ordered"
    """Its words are said to a program: content of the visit, and no fact of the patient."""


class Refused(Exception):
    """A fact that is not kept; ``why`` is counted, the fact is gone."""

    def __init__(self, why: Refusal) -> None:
        self.why = why
        super().__init__(why.value)


def judge(
    kind_word: str, given: ReplyFact, grounds: Grounds, evidence: tuple[Evidence, ...], heard: frozenset[str]
) -> Fact:
    """The fact as far as its words carry it, its id still to be given. Raises Refused.

    heard: the content stems of the whole transcript, for a detail said elsewhere (the modality of an image).
    """
    kind = _closed(FactKind, kind_word)
    if kind in CLINICIANS_ALONE and grounds.segment.speaker_role in (SpeakerRole.PATIENT, SpeakerRole.OTHER):
        raise Refused(Refusal.WRONG_SPEAKER)
    if _is_of_another_kind(kind, given.value, grounds, heard):
        raise Refused(Refusal.WRONG_KIND)
    value = _own_words(kind, given.value)
    if kind is FactKind.MECHANISM:
        value = _injury_by_name(value, grounds)
    value, assertion = _asserted(kind, value, _closed(Assertion, given.assertion), grounds)
    if kind not in CLOSED_KINDS and value:
        value = _supported(kind, value, grounds, denied=assertion is Assertion.DENIED)
    typed = typed_value(kind, value, grounds)
    if typed is None and kind is not FactKind.IMAGING:
        raise Refused(Refusal.CONTRADICTED if kind in CLOSED_KINDS else Refusal.UNSUPPORTED)
    if typed is RadiationSite.NONE:
        assertion = Assertion.DOCUMENTED
    fields = {
        "id": "f0",
        "kind": kind,
        "value": typed,
        "assertion": assertion,
        "experiencer": _experiencer(given, grounds),
        "temporality": _temporality(kind, given, grounds),
        "speaker_role": grounds.segment.speaker_role,
        "evidence": evidence,
        "attributes": attributes_of(kind, Judged(given, value, assertion, grounds, heard)),
    }
    try:
        return _FACT.validate_python(fields)
    except ValidationError:
        raise Refused(Refusal.UNKNOWN_VALUE) from None


_STUDIES = wording.stems("ray mri magnetic ct scan film imaging ultrasound emg dexa myelogram radiograph")
_TEST = re.compile(r"\b(?:straight leg|leg raise|reflex(?:es)?|spurling\w*|gait|range of motion|palpation)\b", re.I)
_NO_TEST = frozenset(
    {FactKind.DIAGNOSIS, FactKind.TREATMENT, FactKind.MECHANISM, FactKind.SEVERITY, FactKind.IMAGING}
)


def _is_of_another_kind(kind: FactKind, value: str, grounds: Grounds, heard: frozenset[str]) -> bool:
    """What is read aloud is no diagnosis; without a study in the visit there is no picture; a test is neither."""
    if kind is FactKind.DIAGNOSIS and is_read_aloud(grounds.answer, grounds.before):
        return True
    if kind is FactKind.IMAGING and not heard & _STUDIES:
        return True
    return kind in _NO_TEST and _TEST.search(value) is not None


def _closed(values: type[Closed], word: str) -> Closed:
    try:
        return values(word.strip().lower())
    except ValueError:
        raise Refused(Refusal.UNKNOWN_VALUE) from None


def _own_words(kind: FactKind, value: str) -> str:
    """The value without codes: a model never chooses one. Imaging alone may have none."""
    own = wording.without_codes(value)
    if not own and kind is not FactKind.IMAGING:
        raise Refused(Refusal.UNKNOWN_VALUE)
    return own


def _injury_by_name(value: str, grounds: Grounds) -> str:
    """The injury that was denied, where the model only wrote "none"."""
    if not _every_word(value) <= {"none", "no", "nothing", "not"}:
        return value
    named = [word for word in _INJURIES if word in _every_word(grounds.text)]
    return named[0] if named else value


def _asserted(kind: FactKind, value: str, claimed: Assertion, grounds: Grounds) -> tuple[str, Assertion]:
    """The value without its own negation, and the assertion that its words really make."""
    actual = _actual(value, grounds)
    if kind in NEGATIVE_FINDINGS and (claimed is Assertion.DOCUMENTED or actual is Polarity.FOUND_NEGATIVE):
        negated = actual in _NEGATIVE and not has_cue(value)
        return (_quoted(grounds) if negated else value), Assertion.DOCUMENTED
    positive = without_leading_negation(value)
    if positive != value and claimed is Assertion.DOCUMENTED:
        claimed = Assertion.DENIED
    return positive, _guarded(kind, positive, claimed, grounds)


def _guarded(kind: FactKind, value: str, claimed: Assertion, grounds: Grounds) -> Assertion:
    actual = _actual(value, grounds)
    if actual is Polarity.UNANSWERED and not _names_its_own(kind, grounds):
        return _unanswered(kind, claimed, grounds)
    if actual is Polarity.HEDGED:
        return Assertion.UNCERTAIN
    if actual in _NEGATIVE:
        return Assertion.DENIED
    if claimed is Assertion.DENIED and not _may_be_denied(actual, grounds):
        if kind is FactKind.TREATMENT and actual is Polarity.STATED:
            return Assertion.DOCUMENTED  # "ibuprofen did not help": tried, and of no use
        raise Refused(Refusal.CONTRADICTED)
    if kind is FactKind.DIAGNOSIS and is_improbable(value, grounds.around):
        raise Refused(Refusal.UNSUPPORTED)
    if kind is FactKind.DIAGNOSIS and hedge(value, grounds.around):
        return Assertion.UNCERTAIN
    return claimed


_OWN_NAMES: Mapping[FactKind, Callable[[str], tuple[object, ...]]] = {
    FactKind.REGION: wording.regions,
    FactKind.LATERALITY: wording.sides,
    FactKind.RADIATION: wording.radiation_sites,
    FactKind.CHRONICITY: wording.chronicities,
}


def _names_its_own(kind: FactKind, grounds: Grounds) -> bool:
    """ "Does it go down your leg?" "Into my foot": the answer names a place of its own."""
    names = _OWN_NAMES.get(kind)
    return names is not None and bool(names(grounds.answer)) and not has_cue(grounds.answer)


def _unanswered(kind: FactKind, claimed: Assertion, grounds: Grounds) -> Assertion:
    """Nobody said yes or no: no fact where a code could follow, else in doubt. A denial needs its negation."""
    if claimed is Assertion.DENIED and has_cue(grounds.answer):
        return Assertion.DENIED
    if claimed is Assertion.DENIED or kind in _DECIDING:
        raise Refused(Refusal.UNSUPPORTED)
    return Assertion.UNCERTAIN


def _actual(value: str, grounds: Grounds) -> Polarity | None:
    """How the value stands in its words: where it is only in the question, the answer's yes or no decides."""
    wanted = wording.stems(value)
    in_question = bool(grounds.question) and wanted <= wording.stems(grounds.question)
    if in_question and not wanted <= wording.stems(grounds.answer):
        return answered(grounds.question, grounds.answer)
    return polarity(value, grounds.around)


def _may_be_denied(actual: Polarity | None, grounds: Grounds) -> bool:
    return actual is None and has_cue(grounds.answer)


def _experiencer(given: ReplyFact, grounds: Grounds) -> Experiencer:
    claimed = _closed(Experiencer, given.experiencer)
    of_family = claimed is Experiencer.PATIENT and is_of_family(given.value, grounds.around)
    return Experiencer.FAMILY if of_family else claimed


def _temporality(kind: FactKind, given: ReplyFact, grounds: Grounds) -> Temporality:
    """A warning what to watch for ("if you get weakness") is nothing the patient has."""
    claimed = _closed(Temporality, given.temporality)
    now = claimed is Temporality.CURRENT and kind is not FactKind.PLAN
    return Temporality.HYPOTHETICAL if now and is_hypothetical(given.value, grounds.around) else claimed


def _supported(kind: FactKind, value: str, grounds: Grounds, *, denied: bool) -> str:
    """The value if every word, side and number of it was said; else the quote itself, if it speaks of the same.

    A value that only names a topic or a grade ("mood", "normal") becomes its quote too.
    """
    said = wording.stems(grounds.text)
    wanted = wording.stems(value)
    if not set(wording.sides(value)) <= set(wording.sides(grounds.text)):
        raise Refused(Refusal.CONTRADICTED)
    if not wording.numbers(value) <= wording.numbers(grounds.text):
        raise Refused(Refusal.CONTRADICTED)
    if wanted and wanted <= _VAGUE and not denied:
        return _quoted(grounds)
    if wanted <= said and (wanted or _every_word(value) <= _every_word(grounds.text)):
        return value
    speaks_of_it = bool(wanted & wording.stems(grounds.answer))
    if denied or not (speaks_of_it or (kind in QUOTABLE and not answers_no(grounds.answer))):
        raise Refused(Refusal.UNSUPPORTED)
    return _quoted(grounds)


def _every_word(text: str) -> set[str]:
    return set(wording.spoken(text).split())


def _quoted(grounds: Grounds) -> str:
    """The words that were said, as the value: always true, if short enough to be one."""
    if len(grounds.answer) > _LONGEST_QUOTED_VALUE:
        raise Refused(Refusal.UNSUPPORTED)
    return grounds.answer.strip(" .,;?!")
