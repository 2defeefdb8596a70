"""Compose: facts to sections of short statements in fixed wording; nothing from silence.

Equal claims share one statement with all their quotes. In the history, what one speaker says of one kind stands in
one sentence, and a speaker's denials in another, as a clinician writes them. What a clinician found or decided
stands plain; what others said names its source. Section titles map one to one to those of AWS HealthScribe.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scribe.schema.documentation import Documentation
from scribe.schema.evidence import distinct
from scribe.schema.facts import Diagnosis, FactBase, Imaging
from scribe.schema.narrative import Narrative, Section, Statement
from scribe.schema.terms import Assertion, Experiencer, FactKind, ImagingStatus, Temporality
from scribe.schema.transcript import SpeakerRole
from scribe.writing.naming import as_answered
from scribe.writing.phrases import (
    LABELS,
    denial_verb,
    denied_phrase,
    join,
    listed,
    phrase,
    sentence,
    speaker_verb,
    time_mark,
)

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
_TOLD_SECTIONS = frozenset({HISTORY_OF_PRESENT_ILLNESS, HISTORY})
"""Sections of what was told, where every sentence names who told it."""

_ORDER = tuple(LABELS)


@dataclass
class _Claim:
    """One claim in the note's words, with every fact that makes it."""

    text: str
    facts: list[FactBase]

    @property
    def first(self) -> FactBase:
        """The fact that was read first."""
        return self.facts[0]

    @property
    def speakers(self) -> tuple[SpeakerRole, ...]:
        """Who makes the claim, in a fixed order."""
        return tuple(role for role in SpeakerRole if any(fact.speaker_role is role for fact in self.facts))


def compose(documentation: Documentation) -> Narrative:
    """The narrative of the facts. Every statement has the quotes and ids of the facts it says."""
    by_section: dict[str, list[FactBase]] = {title: [] for title in SECTION_ORDER}
    for fact in documentation.facts:
        by_section[_section(fact)].append(fact)
    _fold_into_plan(by_section)
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
    if fact.temporality is Temporality.HYPOTHETICAL:
        return PLAN
    if fact.temporality is Temporality.PLANNED and fact.kind in (FactKind.TREATMENT, FactKind.IMAGING):
        return PLAN
    if isinstance(fact, Imaging) and fact.value is None and fact.attributes.status is ImagingStatus.ORDERED:
        return PLAN
    told = fact.speaker_role is not SpeakerRole.CLINICIAN
    if told and (fact.kind is FactKind.RANGE_OF_MOTION or _is_symptom_denial(fact)):
        return HISTORY_OF_PRESENT_ILLNESS
    return _SECTION_OF_KIND.get(fact.kind, HISTORY_OF_PRESENT_ILLNESS)


def _is_symptom_denial(fact: FactBase) -> bool:
    """A denied item of the history is a pertinent negative of today."""
    current = fact.temporality is Temporality.CURRENT
    return fact.kind is FactKind.HISTORY and fact.assertion is Assertion.DENIED and current


def _diagnosis_section(fact: Diagnosis) -> str:
    owner = fact.attributes.stated_by or fact.speaker_role
    if fact.temporality is Temporality.PAST:
        return HISTORY
    both_clinician = owner is SpeakerRole.CLINICIAN and fact.speaker_role is SpeakerRole.CLINICIAN
    return ASSESSMENT if both_clinician else HISTORY_OF_PRESENT_ILLNESS


def _fold_into_plan(by_section: dict[str, list[FactBase]]) -> None:
    """A treatment or study whose words lie inside a spoken plan is said by that plan: not a second time."""
    plans = [fact for fact in by_section[PLAN] if fact.kind is FactKind.PLAN]
    for title in (PLAN, HISTORY_OF_PRESENT_ILLNESS, DIAGNOSTIC_TESTING):
        by_section[title] = [fact for fact in by_section[title] if fact in plans or not _said_by(fact, plans)]


def _said_by(fact: FactBase, plans: Sequence[FactBase]) -> bool:
    if fact.kind not in (FactKind.TREATMENT, FactKind.IMAGING) or fact.assertion is not Assertion.DOCUMENTED:
        return False
    spans = [quote for plan in plans for quote in plan.evidence]
    return all(any(span.holds(quote) for span in spans) for quote in fact.evidence)


def _statements(title: str, facts: Sequence[FactBase]) -> Iterator[Statement]:
    stated = _claims(title, [fact for fact in facts if fact.assertion is not Assertion.DENIED])
    denied = _claims(title, [fact for fact in facts if fact.assertion is Assertion.DENIED])
    yield from _told(stated) if title in _TOLD_SECTIONS else _plain(title, stated)
    yield from _denials(title, denied)


def _claims(title: str, facts: Sequence[FactBase]) -> list[_Claim]:
    """Facts that say the same, joined; in the order of their first fact."""
    claims: dict[tuple[str, str, str], _Claim] = {}
    for fact in facts:
        text = _text(title, fact)
        key = (fact.kind, fact.assertion, text.casefold())
        claims.setdefault(key, _Claim(text, [])).facts.append(fact)
    return list(claims.values())


def _text(title: str, fact: FactBase) -> str:
    mark = None if title == PLAN and fact.temporality is Temporality.PLANNED else time_mark(fact)
    what = denied_phrase(fact) if fact.assertion is Assertion.DENIED else phrase(fact)
    text = join(what, mark)
    if isinstance(fact, Diagnosis) and title != ASSESSMENT:
        text = join(text, _owner(fact))
    return text if fact.experiencer is Experiencer.PATIENT else f"{text} ({fact.experiencer} history)"


def _owner(fact: Diagnosis) -> str | None:
    owner = fact.attributes.stated_by or fact.speaker_role
    return {
        SpeakerRole.CLINICIAN: None,
        SpeakerRole.PATIENT: "the patient's own view",
        SpeakerRole.OTHER: "as given by somebody else",
        SpeakerRole.UNKNOWN: "by a speaker not identified",
    }[owner]


def _told(claims: Sequence[_Claim]) -> Iterator[Statement]:
    """One sentence for what the same people say of one kind with the same certainty."""
    groups: dict[tuple[FactKind, Assertion, tuple[SpeakerRole, ...]], list[_Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.first.kind, claim.first.assertion, claim.speakers), []).append(claim)
    for key in sorted(groups, key=lambda key: _ORDER.index(key[0])):
        kind, assertion, speakers = key
        opening = join(speaker_verb(speakers, assertion), LABELS[kind], by=" ")
        yield _statement(f"{opening}: {'; '.join(claim.text for claim in groups[key])}", groups[key])


def _plain(title: str, claims: Sequence[_Claim]) -> Iterator[Statement]:
    for claim in claims:
        uncertain = claim.first.assertion is Assertion.UNCERTAIN
        text = f"uncertain: {claim.text}" if uncertain else claim.text
        if title != CHIEF_COMPLAINT and claim.speakers != (SpeakerRole.CLINICIAN,):
            text = f"{speaker_verb(claim.speakers, claim.first.assertion)}: {claim.text}"
        yield _statement(text, [claim])


def _denials(title: str, claims: Sequence[_Claim]) -> Iterator[Statement]:
    """One list of what the same people deny; what has no name of its own stands behind it in the words said."""
    groups: dict[str, list[_Claim]] = {}
    answers: dict[str, list[_Claim]] = {}
    for claim in claims:
        if answer := as_answered(claim.first):
            answers.setdefault(answer, []).append(claim)
        else:
            groups.setdefault(_denial_opening(title, claim), []).append(claim)
    for opening, group in groups.items():
        yield _statement(f"{opening} {listed([claim.text for claim in group])}", group)
    for answer, group in answers.items():
        yield _statement(answer, group)


def _denial_opening(title: str, claim: _Claim) -> str:
    if title in _TOLD_SECTIONS or claim.speakers != (SpeakerRole.CLINICIAN,):
        return denial_verb(claim.speakers)
    return "Imaging: no" if title == DIAGNOSTIC_TESTING else "No"


def _statement(text: str, claims: Sequence[_Claim]) -> Statement:
    facts = [fact for claim in claims for fact in claim.facts]
    quotes = distinct(quote for fact in facts for quote in fact.evidence)
    return Statement(text=sentence(text), evidence=quotes, fact_ids=tuple(fact.id for fact in facts))
