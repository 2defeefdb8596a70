"""Survey: the first listen to a recording, without an engine: how long it is, where speech is, what is damaged."""

from dataclasses import dataclass
from pathlib import Path

from audio.decode import SAMPLE_RATE, decode, missing_seconds, stated_seconds
from audio.spans import Span, merged
from audio.speech_regions import SpeechDetector, speech_regions


@dataclass(frozen=True, slots=True)
class Survey:
    """``seconds`` counts what the container promised; ``undecodable`` lies in it, ``speech`` in what decoded."""

    seconds: float
    decoded_seconds: float
    speech: tuple[Span, ...]
    undecodable: tuple[Span, ...]


def survey(path: Path) -> Survey:
    """Listens to the whole file once. Raises UnreadableRecording where nothing of it can be decoded."""
    detector = SpeechDetector()
    lost: list[Span] = []
    count = 0
    for block in decode(path):
        start, count = count, count + len(block.samples)
        detector.hear(block.samples)
        if not block.decodable:
            lost.append(Span(start / SAMPLE_RATE, count / SAMPLE_RATE))
    decoded = round(count / SAMPLE_RATE, 3)
    missing = missing_seconds(stated_seconds(path), decoded)
    if missing:
        lost.append(Span(decoded, decoded + missing))
    speech = tuple(Span(s.start, min(s.end, decoded)) for s in speech_regions(detector.finish()))
    return Survey(round(decoded + missing, 3), decoded, speech, merged(lost))
