"""NA107 SPEAKER_CHANGED: a sentence gives somebody's words as those of another, or as the clinician's finding."""

from collections.abc import Iterator
from functools import lru_cache

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.narrative.people import told_by
from guardrails.reading.narrative.sentences import Sentence, Written
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.transcript import SpeakerRole

PATIENT, CLINICIAN, UNKNOWN = SpeakerRole.PATIENT, SpeakerRole.CLINICIAN, SpeakerRole.UNKNOWN
_FOUND = ("exam", "objective", "assessment", "impression", "diagnosis", "diagnoses")
_DECIDED = ("plan", "testing", "imaging", "result", "studies", "finding")
"""Sections where a sentence without a speaker is the clinician's word. What is decided may be agreed on."""
_TOLD = ("history", "hpi", "subjective")
_NAMES = {PATIENT: "patient", CLINICIAN: "clinician", UNKNOWN: "unidentified speaker"}
Roles = frozenset[SpeakerRole]


def check(chart: Chart) -> Iterator[Hit]:
    unnamed = _without_speaker(chart.sentences)
    for written in chart.sentences:
        wrong = _wrong(written.sentence) or (frozenset({CLINICIAN}) if written is unnamed else frozenset())
        if wrong:
            what = " and ".join(sorted(_NAMES.get(role, "other person") for role in wrong))
            yield Hit(words={"where": written.sentence.title, "what": what}, evidence=written.evidence)


@lru_cache(maxsize=8192)
def _wrong(sentence: Sentence) -> Roles:
    """Whose word the sentence wrongly claims to be."""
    told, speakers = told_by(sentence.text), _speakers(sentence)
    if not speakers:
        return frozenset()
    return _attributed(told, speakers, sentence) if told else _plain(speakers, sentence)


def _speakers(sentence: Sentence) -> tuple[Roles, ...]:
    """Who speaks for each clause; () where a question leaves it open."""
    claims = sentence.claims
    if any(claim.open for claim in claims):
        return ()
    found = [frozenset(c.speaker for c in nearest if c in claims) for _, nearest in sentence.repeats]
    return tuple(filter(None, found)) or (frozenset(claim.speaker for claim in claims),)


def _attributed(told: Roles, speakers: tuple[Roles, ...], sentence: Sentence) -> Roles:
    everyone = frozenset().union(*speakers)
    # A dictation tells what the patient said; an unknown speaker may be the patient, but is not made the clinician.
    if told == {PATIENT} and (everyone == {UNKNOWN} or any(told_by(quote) == told for quote, _ in sentence.quotes)):
        return frozenset()
    return (told - everyone) or (told if any(not told & roles for roles in speakers) else frozenset())


def _plain(speakers: tuple[Roles, ...], sentence: Sentence) -> Roles:
    title = sentence.title.lower()
    agreed: Roles = frozenset()
    if any(word in title for word in _DECIDED):
        agreed = frozenset(role for _, role in sentence.quotes)
    elif not any(word in title for word in _FOUND):
        return frozenset()
    told = any(not (roles | agreed) & {CLINICIAN, UNKNOWN} for roles in speakers)
    return frozenset({CLINICIAN}) if told else frozenset()


def _without_speaker(sentences: tuple[Written, ...]) -> Written | None:
    """The one sentence of the histories that names nobody, where every other does, and no clinician speaks."""
    histories = [written for written in sentences if any(word in written.sentence.title.lower() for word in _TOLD)]
    unnamed = [written for written in histories if not told_by(written.sentence.text)]
    if len(unnamed) != 1 or len(histories) <= _ENOUGH:
        return None
    speakers = _speakers(unnamed[0].sentence)
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
