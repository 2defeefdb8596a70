"""WebVTT: captions with times and, in voice tags or labels, speakers (W3C WebVTT)."""

import html
import re
from collections.abc import Iterator

from scribe.intake.text import ROLE_LABELS
from scribe.schema.errors import UnreadableTranscript
from scribe.schema.request import SegmentRequest, TranscriptRequest
from scribe.schema.transcript import SpeakerRole, Transcript

_TIME = r"(?:(\d+):)?([0-5]?\d):([0-5]\d)[.,](\d{3})"
_TIMING = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]+)>")
_TAG = re.compile(r"<[^>]*>")
_LABEL = re.compile(r"^([A-Za-z]+)\s*:\s+")

_SHORTEST_CUE_SECONDS = 0.001


def parse_vtt(text: str, what: str = "the captions") -> TranscriptRequest:
    """The cues as segments with times in seconds, one for each voice in a cue.

    Raises UnreadableTranscript without a WEBVTT header, and where a time line cannot be read: no cue is dropped.
    """
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or not lines[0].startswith("WEBVTT"):
        raise UnreadableTranscript(f"{what} does not begin with WEBVTT.", "Give a WebVTT file.")
    segments: list[SegmentRequest] = []
    for number, block in _blocks(lines):
        segments += _cue(block, number, what)
    return TranscriptRequest(segments=tuple(segments))


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines between empty ones, each with the number of its first line; comments and styles left out."""
    block: list[str] = []
    for number, line in enumerate([*lines[1:], ""], start=2):
        if line.strip():
            block.append(line)
        elif block:
            if not block[0].startswith(("NOTE", "STYLE", "REGION")):
                yield number - len(block), block
            block = []


def _cue(block: list[str], number: int, what: str) -> Iterator[SegmentRequest]:
    at = next((n for n, line in enumerate(block[:2]) if "-->" in line), None)
    if at is None:
        return
    match = _TIMING.match(block[at])
    if match is None:
        raise UnreadableTranscript(
            f"{what}: the times in line {number + at} cannot be read.", "Write them as 00:01.000 --> 00:02.000."
        )
    times = match.groups()
    start, end = _seconds(times[:4]), _seconds(times[4:])
    if end < start:
        raise UnreadableTranscript(f"{what}: line {number + at} ends before it starts.", "Correct its times.")
    for role, text in _voices(" ".join(block[at + 1 :])):
        yield SegmentRequest(start=start, end=end, speaker_role=role, text=text)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, millis = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + millis / 1000


def _voices(text: str) -> Iterator[tuple[SpeakerRole, str]]:
    """Role and words of each voice in a cue; words before the first voice tag have no known speaker."""
    pieces = _VOICE.split(text)
    for name, words in [("", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]:
        role = ROLE_LABELS.get(name.strip().lower(), SpeakerRole.UNKNOWN)
        plain = html.unescape(_TAG.sub("", words)).strip()
        if (label := _LABEL.match(plain)) and label[1].lower() in ROLE_LABELS:
            role, plain = ROLE_LABELS[label[1].lower()], plain[label.end() :].strip()
        if plain:
            yield role, plain


def render_vtt(transcript: Transcript) -> str:
    """The transcript as WebVTT with voice tags. Segments without times are left out: a cue needs them.

    Cues stand in the order of their starts, each of them ends after it starts, and its words are one line: the
    format asks for it. Only ``&``, ``<`` and ``>`` are escaped, because players show other references as they are.
    """
    timed = [(s.start, s.end, s) for s in transcript.segments if s.start is not None and s.end is not None]
    cues = [
        f"{_stamp(start)} --> {_stamp(max(end, start + _SHORTEST_CUE_SECONDS))}\n"
        f"<v {segment.speaker_role.capitalize()}>{html.escape(' '.join(segment.text.split()), quote=False)}\n"
        for start, end, segment in sorted(timed, key=lambda cue: cue[0])
    ]
    return "WEBVTT\n\n" + "\n".join(cues)


def _stamp(seconds: float) -> str:
    millis = round(seconds * 1000)
    return f"{millis // 3600000:02d}:{millis // 60000 % 60:02d}:{millis // 1000 % 60:02d}.{millis % 1000:03d}"
