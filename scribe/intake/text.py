"""Plain text: a dialogue with speaker labels, or a dictated narrative by one clinician."""

import re
from dataclasses import dataclass, field

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
    "mother": SpeakerRole.OTHER,
    "father": SpeakerRole.OTHER,
    "wife": SpeakerRole.OTHER,
    "husband": SpeakerRole.OTHER,
    "daughter": SpeakerRole.OTHER,
    "son": SpeakerRole.OTHER,
    "interpreter": SpeakerRole.OTHER,
    "unknown": SpeakerRole.UNKNOWN,
    "speaker": SpeakerRole.UNKNOWN,
}
_LABELLED = re.compile(r"^\s*(?P<label>[A-Za-z]+)\.?(?P<more>(?:[ _]?\d+| [A-Z][\w'-]+){0,2})\s*:\s*(?P<text>.*)$")
_SPEAKER_NAME = re.compile(r"^\s*[A-Z][\w'-]+(?: [A-Z][\w'-]+)?\s*:\s+\S")
_HEADINGS = frozenset(
    {"assessment", "plan", "subjective", "objective", "exam", "examination", "history", "hpi", "impression"}
    | {"diagnosis", "imaging", "note", "date", "title"}
)
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass
class _Turn:
    role: SpeakerRole
    parts: list[str] = field(default_factory=list)


def parse_text(text: str, what: str = "the text") -> TranscriptRequest:
    """The segments of a labelled dialogue, else of a narrative dictated by one clinician (a paragraph each).

    A text with a clinician's label, or with labels on two lines, is a dialogue; what stands before its first label,
    and a line by a speaker whose role the label does not tell, is ``unknown``. A lone ``Patient: name`` heads a
    dictation. Raises UnreadableTranscript on control characters: a binary file is no text.
    """
    if "\x00" in text:
        raise UnreadableTranscript(f"{what} holds binary data, not text.", "Give a text, VTT, JSON or audio file.")
    lines = text.lstrip("\ufeff").splitlines()
    labels = [labelled[0] for line in lines if (labelled := _role(line)) is not None]
    if SpeakerRole.CLINICIAN in labels or len(labels) > 1:
        return TranscriptRequest(segments=_dialogue(lines))
    if labels and len([line for line in lines if line.strip()]) == 1:
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
    turns = [_Turn(SpeakerRole.UNKNOWN)]
    for line in lines:
        labelled = _role(line)
        if labelled is not None:
            turns.append(_Turn(labelled[0], [labelled[1].strip()]))
        elif _by_somebody_else(line):
            turns.append(_Turn(SpeakerRole.UNKNOWN, [line.partition(":")[2].strip()]))
        elif line.strip():
            turns[-1].parts.append(line.strip())
    joined = ((turn.role, " ".join(part for part in turn.parts if part)) for turn in turns)
    return tuple(SegmentRequest(speaker_role=role, text=text) for role, text in joined if text)


def _by_somebody_else(line: str) -> bool:
    """A line that a name heads: its words are not those of the turn before. A heading of a note is no name."""
    head = line.partition(":")[0].strip().lower().split()
    return _SPEAKER_NAME.match(line) is not None and not _HEADINGS.intersection(head)
