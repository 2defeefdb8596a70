"""WebVTT: captions with times and, in voice tags or labels, speakers (W3C WebVTT)."""

import html
import re

from scribe.intake.text import ROLE_LABELS
from scribe.schema.errors import UnreadableTranscript
from scribe.schema.request import SegmentRequest, TranscriptRequest
from scribe.schema.transcript import SpeakerRole, Transcript

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)[.,](\d{3})"
_TIMING = re.compile(rf"^\s*{_TIME}\s+-->\s+{_TIME}")
_VOICE = re.compile(r"^<v(?:\.[^ >]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-z][^>]*>")
_LABEL = re.compile(r"^([A-Za-z]+)\s*:\s+")


def parse_vtt(text: str, what: str = "the captions") -> TranscriptRequest:
    """The cues as segments with times in seconds. Raises UnreadableTranscript without a WEBVTT header."""
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or not lines[0].startswith("WEBVTT"):
        raise UnreadableTranscript(f"{what} does not begin with WEBVTT.", "Give a WebVTT file.")
    blocks = re.split(r"\n\s*\n", "\n".join(lines[1:]))
    segments = tuple(segment for block in blocks if (segment := _cue(block)) is not None)
    return TranscriptRequest(segments=segments)


def _cue(block: str) -> SegmentRequest | None:
    lines = block.strip().splitlines()
    at = next((n for n, line in enumerate(lines[:2]) if _TIMING.match(line)), None)
    if at is None:
        return None
    match = _TIMING.match(lines[at])
    assert match is not None  # noqa: S101  # found one line above; this narrows the type
    role, text = _spoken(" ".join(lines[at + 1 :]).strip())
    if not text:
        return None
    times = match.groups()
    return SegmentRequest(start=_seconds(times[:4]), end=_seconds(times[4:]), speaker_role=role, text=text)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, millis = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + millis / 1000


def _spoken(text: str) -> tuple[SpeakerRole, str]:
    role = SpeakerRole.UNKNOWN
    if voice := _VOICE.match(text):
        role = ROLE_LABELS.get(voice[1].strip().lower(), SpeakerRole.UNKNOWN)
    plain = html.unescape(_TAG.sub("", _VOICE.sub("", text))).strip()
    if (label := _LABEL.match(plain)) and label[1].lower() in ROLE_LABELS:
        role, plain = ROLE_LABELS[label[1].lower()], plain[label.end() :].strip()
    return role, plain


def render_vtt(transcript: Transcript) -> str:
    """The transcript as WebVTT with voice tags. Segments without times are left out: a cue needs them."""
    cues = [
        f"{_stamp(segment.start)} --> {_stamp(segment.end)}\n"
        f"<v {segment.speaker_role}>{html.escape(segment.text)}\n"
        for segment in transcript.segments
        if segment.start is not None and segment.end is not None
    ]
    return "WEBVTT\n\n" + "\n".join(cues)


def _stamp(seconds: float) -> str:
    millis = round(seconds * 1000)
    return f"{millis // 3600000:02d}:{millis // 60000 % 60:02d}:{millis // 1000 % 60:02d}.{millis % 1000:03d}"
