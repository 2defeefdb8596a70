"""The reader's time: a visit of fifteen minutes, and how the time grows with the length of the visit."""

import statistics
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle, islice
from time import process_time

from eval.figure import Figure
from eval.recordings.script import Turn
from scribe.extraction.reader import Reader
from scribe.schema.encounter import Encounter
from scribe.schema.transcript import Segment, Transcript

WORDS_A_MINUTE, MINUTES, UNDER_MS = 150, 15, 150.0
"""The pace of talk in a visit, and how long a visit of that length may take to read."""
TIMES, GROWS_AT_MOST, RUNS = 4, 6.0, 7
VISIT = Encounter(id="bench", date_of_service=date(2026, 11, 20))


def figures(turns: Sequence[Turn]) -> Iterator[Figure]:
    """From the turns of a visit, said again until it is long enough."""
    once = _median_ms(_talk(turns, MINUTES))
    yield Figure(f"reader: a visit of {MINUTES} minutes, median", once, UNDER_MS, "ms")
    often = _median_ms(_talk(turns, MINUTES * TIMES))
    yield Figure(f"reader: {TIMES} times the length, times the time", often / once, GROWS_AT_MOST, "x ")


def _talk(turns: Sequence[Turn], minutes: int) -> Transcript:
    left = minutes * WORDS_A_MINUTE
    segments = []
    for number, turn in enumerate(islice(cycle(turns), 100_000)):
        segments.append(Segment(id=f"s{number}", speaker_role=turn.speaker_role, text=turn.text))
        left -= len(turn.text.split())
        if left <= 0:
            break
    return Transcript(segments=tuple(segments))


def _median_ms(transcript: Transcript) -> float:
    """Processor time; the first run fills the caches of the vocabulary and is not counted."""
    return statistics.median([_once_ms(transcript) for _ in range(RUNS + 1)][1:])


def _once_ms(transcript: Transcript) -> float:
    start = process_time()
    Reader().extract(VISIT, transcript)
    return 1000 * (process_time() - start)
