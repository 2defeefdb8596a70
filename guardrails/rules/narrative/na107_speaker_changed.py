"""NA107 SPEAKER_CHANGED: a sentence gives somebody's words as those of another, or as the clinician's finding."""

from collections.abc import Iterator
from functools import lru_cache

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.narrating import Differing, hits
from guardrails.reading.narrative.people import names_speaker, told_by
from guardrails.reading.narrative.polarity import WEAK
from guardrails.reading.narrative.sentences import Sentence, Span
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.terms import FactKind
from scribe.schema.transcript import SpeakerRole

PATIENT, CLINICIAN, UNKNOWN = SpeakerRole.PATIENT, SpeakerRole.CLINICIAN, SpeakerRole.UNKNOWN
_FOUND = ("exam", "objective")
_ASSESSED = ("assessment", "impression", "diagnosis", "diagnoses")
_DECIDED = ("plan", "testing", "imaging", "result", "studies", "finding")
"""Sections where a sentence without a speaker is the clinician's word. What is decided may be agreed on."""
_TOLD = ("history", "hpi", "subjective")
_NAMES = {PATIENT: "patient", CLINICIAN: "clinician", UNKNOWN: "unidentified speaker"}
_FINDINGS = {
    FactKind.DIAGNOSIS,
    FactKind.IMAGING,
    FactKind.NEUROLOGIC_EXAM,
    FactKind.PHYSICAL_EXAM,
    FactKind.PSYCHOGENIC,
    FactKind.RANGE_OF_MOTION,
}
Roles = frozenset[SpeakerRole]


def check(chart: Chart) -> Iterator[Hit]:
    yield from hits(chart, _changed(chart.sentences))


@lru_cache(maxsize=1024)
def _changed(sentences: tuple[Sentence, ...]) -> Differing:
    """The sentences that claim to be somebody else's word, and whose."""
    unnamed = _without_speaker(sentences)
    found = (
        (n, _wrong(s) or (frozenset({CLINICIAN}) if s is unnamed else frozenset())) for n, s in enumerate(sentences)
    )
    return tuple(
        (n, tuple(sorted(_NAMES.get(role, "other person") for role in roles))) for n, roles in found if roles
    )


def _wrong(sentence: Sentence) -> Roles:
    """Whose word the sentence wrongly claims to be."""
    told, speakers = told_by(sentence.text), _speakers(sentence)
    if not speakers:
        return frozenset()
    return _attributed(told, speakers, sentence) if told else _plain(speakers, sentence)


def _speakers(sentence: Sentence) -> tuple[Roles, ...]:
    """Who speaks for each part; () where a question leaves it open."""
    if any(claim.open for claim in sentence.claims):
        return ()
    found = [frozenset(c.speaker for c in span.claims if c in sentence.claims) for span in sentence.spans]
    return tuple(filter(None, found)) or (frozenset(claim.speaker for claim in sentence.claims),)


def _attributed(told: Roles, speakers: tuple[Roles, ...], sentence: Sentence) -> Roles:
    everyone = frozenset().union(*speakers)
    strangers = told - everyone or (told if any(not told & roles for roles in speakers) else frozenset())
    if not strangers or _is_dictated(told, everyone, sentence) or strangers <= _also(sentence):
        return frozenset()
    return strangers


def _is_dictated(told: Roles, everyone: Roles, sentence: Sentence) -> bool:
    """A dictation tells what the patient said; an unknown speaker may be the patient, but is not the clinician."""
    if told != {PATIENT}:
        return False
    return everyone == {UNKNOWN} or any(told_by(claim.text) == told for claim in sentence.spoken)


def _also(sentence: Sentence) -> Roles:
    """Who else says the words of the sentence in its quotes."""
    keys = frozenset().union(*(span.keys for span in sentence.spans)) - WEAK
    return frozenset(claim.speaker for claim in sentence.spoken if not claim.open and claim.signs.keys() & keys)


def _plain(speakers: tuple[Roles, ...], sentence: Sentence) -> Roles:
    title = sentence.title.lower()
    agreed: Roles = frozenset()
    if any(word in title for word in _DECIDED):
        agreed = frozenset(role for _, role in sentence.quotes)
    elif any(word in title for word in _ASSESSED):
        speakers = tuple(
            frozenset(c.speaker for c in span.claims) for span in sentence.spans if _are_findings(span)
        )
    elif not any(word in title for word in _FOUND):
        return frozenset()
    told = any(not (roles | agreed) & {CLINICIAN, UNKNOWN} for roles in speakers)
    return frozenset({CLINICIAN}) if told else frozenset()


def _are_findings(span: Span) -> bool:
    """A symptom may stand in the assessment as the patient tells it; a diagnosis or a finding may not."""
    return any(claim.kind in _FINDINGS for claim in span.claims)


def _without_speaker(sentences: tuple[Sentence, ...]) -> Sentence | None:
    """The one sentence of the histories that names nobody, where every other does, and no clinician speaks.

    "Denies fever." names nobody either: in a history written so, "Low back pain for six weeks." is as plain.
    """
    histories = [s for s in sentences if s.text and any(word in s.title.lower() for word in _TOLD)]
    unnamed = [s for s in histories if not told_by(s.text)]
    if len(unnamed) != 1 or len(histories) <= _ENOUGH or not any(names_speaker(s.text) for s in histories):
        return None
    speakers = _speakers(unnamed[0])
    return unnamed[0] if speakers and not frozenset().union(*speakers) & {CLINICIAN, UNKNOWN} else None


_ENOUGH = 2
"""More sentences than this make a habit of naming who speaks."""

RULE = Rule(
    id="NA107",
    name="SPEAKER_CHANGED",
    title="One speaker's words given as another's",
    why=(
        "What the patient reports is no finding, and what the clinician found is no report: who said it decides "
        "what may be coded from it."
    ),
    grade=Grade.HOLD,
    citation=guidelines("I.A.19"),
    check=check,
    message="A sentence of {where} reads as the {what}'s word; its own evidence has another speaker.",
    examples=(
        flags(
            "a report as a finding",
            said("range_of_motion", "limited", by="patient", movement="flexion", quote="I can't bend"),
            sentence="Flexion limited.",
            section="Physical examination",
        ),
        flags(
            "the patient's own diagnosis as the assessment",
            diagnosis("sciatica", by="patient", stated_by="patient"),
            sentence="Sciatica.",
        ),
        flags(
            "the patient's words as the clinician's",
            said("pain_description", "dull", by="patient"),
            sentence="Clinician notes dull pain.",
            section="History of present illness",
        ),
        flags(
            "the clinician's words as the patient's",
            said("physical_exam", "paraspinal tenderness"),
            sentence="Patient reports paraspinal tenderness.",
            section="History of present illness",
        ),
        flags(
            "an unknown speaker made the clinician",
            diagnosis("sciatica", by="unknown"),
            sentence="Clinician states diagnosis: sciatica.",
        ),
        flags(
            "a second speaker",
            said("pain_description", "dull", by="patient"),
            sentence="Patient and clinician report pain: dull.",
            section="History of present illness",
        ),
        passes(
            "told by the patient",
            said("pain_description", "dull", by="patient"),
            sentence="The patient describes the pain as dull.",
            section="History of present illness",
        ),
        passes(
            "plain in the history",
            said("pain_description", "dull", by="patient"),
            sentence="The pain is dull.",
            section="History of present illness",
        ),
        passes(
            "dictated by the clinician",
            said("radiation", "leg", assertion="denied", quote="denies leg pain"),
            sentence="Patient denies leg pain.",
            section="History of present illness",
        ),
        passes(
            "found by the clinician",
            said("physical_exam", "paraspinal tenderness"),
            sentence="Tenderness noted over the paraspinal muscles.",
            section="Physical examination",
        ),
    ),
)
