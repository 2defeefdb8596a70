"""Builders of values for tests: a dialogue in two lines, evidence that is really in it."""

from datetime import date

from scribe.extraction.evidence import span_evidence
from scribe.schema.encounter import Encounter
from scribe.schema.evidence import Evidence
from scribe.schema.transcript import Segment, SpeakerRole, Transcript

DAY = date(2026, 11, 20)


def encounter(day: date = DAY, **changes: object) -> Encounter:
    """An outpatient visit on a day inside the tables."""
    return Encounter(id="e1", date_of_service=day).model_copy(update=changes)


def transcript(*lines: str) -> Transcript:
    """Lines ``C: ...``, ``P: ...`` or ``U: ...`` as segments s1, s2, ... without times."""
    roles = {"C": SpeakerRole.CLINICIAN, "P": SpeakerRole.PATIENT, "O": SpeakerRole.OTHER, "U": SpeakerRole.UNKNOWN}
    segments = []
    for number, line in enumerate(lines, start=1):
        role, _, text = line.partition(": ")
        segments.append(Segment(id=f"s{number}", speaker_role=roles[role], text=text))
    return Transcript(segments=tuple(segments))


def quote(source: Transcript, words: str) -> Evidence:
    """Evidence for the first place where exactly these words stand."""
    for segment in source.segments:
        at = segment.text.find(words)
        if at >= 0:
            return span_evidence(segment, at, at + len(words))
    raise AssertionError(f"not in the transcript: {words}")
