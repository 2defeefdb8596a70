"""Plain text: a dialogue with speaker labels, or a dictated narrative by one clinician."""

import re

from scribe.schema.errors import UnreadableTranscript
from scribe.schema.request import SegmentRequest, TranscriptRequest
from scribe.schema.transcript import SpeakerRole

ROLE_LABELS: dict[str, SpeakerRole] = {
    "clinician": SpeakerRole.CLINICIAN,
    "doctor": SpeakerRole.CLINICIAN,
    "dr": SpeakerRole.CLINICIAN,
    "provider": SpeakerRole.CLINICIAN,
    "physician": SpeakerRole.CLINICIAN,
    "d": SpeakerRole.CLINICIAN,
    "patient": SpeakerRole.PATIENT,
    "pt": SpeakerRole.PATIENT,
    "p": SpeakerRole.PATIENT,
    "other": SpeakerRole.OTHER,
    "nurse": SpeakerRole.OTHER,
    "family": SpeakerRole.OTHER,
    "unknown": SpeakerRole.UNKNOWN,
    "speaker": SpeakerRole.UNKNOWN,
}
_LABELLED = re.compile(r"^\s*(?P<label>[A-Za-z]+)\.?(?:[ _]?\d+)?\s*:\s*(?P<text>.*)$")
_PARAGRAPH = re.compile(r"\n\s*\n")


def parse_text(text: str, what: str = "the text") -> TranscriptRequest:
    """The segments of a labelled dialogue, else of a narrative dictated by one clinician (a paragraph each).

    A text is a dialogue when its first line that holds words has a speaker label. Raises UnreadableTranscript on
    control characters: a binary file is no text.
    """
    if "\x00" in text:
        raise UnreadableTranscript(f"{what} holds binary data, not text.", "Give a text, VTT, JSON or audio file.")
    lines = text.lstrip("\ufeff").splitlines()
    first = next((line for line in lines if line.strip()), "")
    if _role(first) is not None:
        return TranscriptRequest(segments=_dialogue(lines))
    paragraphs = (part.strip() for part in _PARAGRAPH.split("\n".join(lines)))
    return TranscriptRequest(
        segments=tuple(
            SegmentRequest(speaker_role=SpeakerRole.CLINICIAN, text=paragraph)
            for paragraph in paragraphs
            if paragraph
        )
    )


def _role(line: str) -> tuple[SpeakerRole, str] | None:
    match = _LABELLED.match(line)
    role = ROLE_LABELS.get(match["label"].lower()) if match else None
    return (role, match["text"]) if match and role is not None else None


def _dialogue(lines: list[str]) -> tuple[SegmentRequest, ...]:
    turns: list[tuple[SpeakerRole, list[str]]] = []
    for line in lines:
        labelled = _role(line)
        if labelled is not None:
            turns.append((labelled[0], [labelled[1].strip()]))
        elif line.strip():
            turns[-1][1].append(line.strip())
    joined = ((role, " ".join(part for part in parts if part)) for role, parts in turns)
    return tuple(SegmentRequest(speaker_role=role, text=text) for role, text in joined if text)
