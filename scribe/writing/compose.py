"""Compose: facts to sections of short statements in fixed wording; nothing from silence.

Facts that claim the same with the same status share one statement with all their quotes; denials of one speaker
are joined, as a clinician writes them. What a clinician found or decided stands plain; what others said names
its source. Section titles map one to one to the sections of AWS HealthScribe.
"""

from collections.abc import Callable, Iterable, Sequence

from scribe.schema.documentation import Documentation
from scribe.schema.evidence import Evidence
from scribe.schema.facts import (
    Assertion,
    Diagnosis,
    Experiencer,
    FactBase,
    FactKind,
    Imaging,
    ImagingStatus,
    Temporality,
)
from scribe.schema.narrative import Narrative, Section, Statement
from scribe.schema.transcript import SpeakerRole
from scribe.writing.phrases import join, phrase, sentence, speaker_verb, time_mark

CHIEF_COMPLAINT = "Chief complaint"
HISTORY_OF_PRESENT_ILLNESS = "History of present illness"
HISTORY = "Past medical, family and social history"
EXAMINATION = "Physical examination"
DIAGNOSTIC_TESTING = "Diagnostic testing"
ASSESSMENT = "Assessment"
PLAN = "Plan"
SECTION_ORDER = (
    CHIEF_COMPLAINT,
    HISTORY_OF_PRESENT_ILLNESS,
    HISTORY,
    EXAMINATION,
    DIAGNOSTIC_TESTING,
    ASSESSMENT,
    PLAN,
)

_SECTION_OF_KIND = {
    FactKind.CHIEF_COMPLAINT: CHIEF_COMPLAINT,
    FactKind.ENCOUNTER_REASON: CHIEF_COMPLAINT,
    FactKind.HISTORY: HISTORY,
    FactKind.NEUROLOGIC_EXAM: EXAMINATION,
    FactKind.PHYSICAL_EXAM: EXAMINATION,
    FactKind.RANGE_OF_MOTION: EXAMINATION,
    FactKind.IMAGING: DIAGNOSTIC_TESTING,
    FactKind.DIAGNOSIS: ASSESSMENT,
    FactKind.PSYCHOGENIC: ASSESSMENT,
    FactKind.PLAN: PLAN,
}
_PLAIN_SECTIONS = frozenset({CHIEF_COMPLAINT, EXAMINATION, DIAGNOSTIC_TESTING, ASSESSMENT, PLAN})
_HPI_ORDER = (
    FactKind.REGION,
    FactKind.LATERALITY,
    FactKind.CHRONICITY,
    FactKind.ONSET,
    FactKind.MECHANISM,
    FactKind.SEVERITY,
    FactKind.PAIN_DESCRIPTION,
    FactKind.RADIATION,
    FactKind.FUNCTIONAL_LIMITATION,
    FactKind.TREATMENT,
    FactKind.RED_FLAG,
    FactKind.DIAGNOSIS,
)


def compose(documentation: Documentation) -> Narrative:
    """The narrative of the facts. Every statement has the quotes and ids of the facts it says."""
    by_section: dict[str, list[FactBase]] = {title: [] for title in SECTION_ORDER}
    for fact in documentation.facts:
        by_section[_section(fact)].append(fact)
    return Narrative(
        sections=tuple(
            Section(title=title, statements=tuple(_statements(title, facts)))
            for title, facts in by_section.items()
            if facts
        )
    )


def _section(fact: FactBase) -> str:
    if fact.experiencer is not Experiencer.PATIENT:
        return HISTORY
    if isinstance(fact, Diagnosis):
        return _diagnosis_section(fact)
    if fact.temporality is Temporality.PLANNED and fact.kind in (FactKind.TREATMENT, FactKind.IMAGING):
        return PLAN
    if isinstance(fact, Imaging) and fact.value is None and fact.attributes.status is ImagingStatus.ORDERED:
        return PLAN
    if fact.temporality is Temporality.HYPOTHETICAL:
        return PLAN
    if fact.kind is FactKind.RANGE_OF_MOTION and fact.speaker_role is SpeakerRole.PATIENT:
        return HISTORY_OF_PRESENT_ILLNESS
    return _SECTION_OF_KIND.get(fact.kind, HISTORY_OF_PRESENT_ILLNESS)


def _diagnosis_section(fact: Diagnosis) -> str:
    owner = fact.attributes.stated_by or fact.speaker_role
    if fact.temporality is Temporality.PAST:
        return HISTORY
    both_clinician = owner is SpeakerRole.CLINICIAN and fact.speaker_role is SpeakerRole.CLINICIAN
    return ASSESSMENT if both_clinician else HISTORY_OF_PRESENT_ILLNESS


def _statements(title: str, facts: Sequence[FactBase]) -> Iterable[Statement]:
    if title == HISTORY_OF_PRESENT_ILLNESS:
        facts = sorted(facts, key=_hpi_rank)
    denied = [fact for fact in facts if fact.assertion is Assertion.DENIED]
    stated = [fact for fact in facts if fact.assertion is not Assertion.DENIED]
    for same in _grouped(stated, lambda fact: _stated_text(title, fact)):
        yield _statement(sentence(_stated_text(title, same[0])), same)
    for same in _grouped(denied, lambda fact: _denial_opening(title, fact)):
        yield _statement(sentence(_denial_text(title, same)), same)


def _hpi_rank(fact: FactBase) -> int:
    return _HPI_ORDER.index(fact.kind) if fact.kind in _HPI_ORDER else len(_HPI_ORDER)


def _grouped(facts: Sequence[FactBase], key: Callable[[FactBase], str]) -> list[list[FactBase]]:
    """Facts of equal key together, groups in the order of their first fact."""
    groups: dict[str, list[FactBase]] = {}
    for fact in facts:
        groups.setdefault(key(fact), []).append(fact)
    return list(groups.values())


def _stated_text(title: str, fact: FactBase) -> str:
    said = join(phrase(fact), time_mark(fact))
    if fact.experiencer is not Experiencer.PATIENT:
        said = f"{fact.experiencer} history: {said}"
    if isinstance(fact, Diagnosis) and title != ASSESSMENT:
        said = f"{_owner(fact)}{said}"
    if _is_plain(title, fact):
        return said if fact.assertion is Assertion.DOCUMENTED else f"uncertain: {said}"
    return f"{speaker_verb(fact)}: {said}"


def _owner(fact: Diagnosis) -> str:
    owner = fact.attributes.stated_by or fact.speaker_role
    return {
        SpeakerRole.CLINICIAN: "diagnosis, ",
        SpeakerRole.PATIENT: "patient's own diagnosis, ",
        SpeakerRole.OTHER: "diagnosis given elsewhere, ",
        SpeakerRole.UNKNOWN: "diagnosis by a speaker not identified, ",
    }[owner]


def _is_plain(title: str, fact: FactBase) -> bool:
    """A chief complaint, and what the clinician found, read or decided, needs no attribution."""
    if title == CHIEF_COMPLAINT:
        return True
    return title in _PLAIN_SECTIONS and fact.speaker_role is SpeakerRole.CLINICIAN


def _denial_opening(title: str, fact: FactBase) -> str:
    if fact.experiencer is not Experiencer.PATIENT:
        return f"{speaker_verb(fact)} ({fact.experiencer} history):"
    if title in (EXAMINATION, DIAGNOSTIC_TESTING, ASSESSMENT) and fact.speaker_role is SpeakerRole.CLINICIAN:
        return f"{title} negative for" if fact.kind is not FactKind.PSYCHOGENIC else "Excluded by the clinician:"
    return speaker_verb(fact)


def _denial_text(title: str, facts: Sequence[FactBase]) -> str:
    denied = dict.fromkeys(join(phrase(fact), time_mark(fact)) for fact in facts)
    listed = list(denied)
    words = listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"
    return f"{_denial_opening(title, facts[0])} {words}"


def _statement(text: str, facts: Sequence[FactBase]) -> Statement:
    quotes: dict[tuple[str, int, int], Evidence] = {}
    for fact in facts:
        for evidence in fact.evidence:
            quotes.setdefault((evidence.segment_id, evidence.start_char, evidence.end_char), evidence)
    return Statement(text=text, evidence=tuple(quotes.values()), fact_ids=tuple(fact.id for fact in facts))
