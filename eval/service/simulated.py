"""Simulated speech: a transcriber that takes its time, reads every byte and gives words that name them.

Never part of an installation: only ``python -m eval.service.simulated_worker`` builds it.
"""

import hashlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from audio.source import Recording, reader_of
from audio.transcriber import Progress
from eval.recordings import script
from scribe.schema.result import AsrComponent
from scribe.schema.transcript import Coverage, Segment, SpeakerRole, Transcript

if TYPE_CHECKING:
    from audio.live import LiveTranscriber

VISIT = Path(__file__).parents[1] / "fixtures" / "recordings" / "low-back-pain.script.json"
_STEPS = 10
_PIECE = 1 << 16


class SimulatedTranscriber:
    """Takes ``seconds`` for a recording, in ten steps, whatever its length."""

    def __init__(self, seconds: float, turns: int | None = None) -> None:
        """turns: so many of the visit that comes with the project, all where None."""
        self._seconds, self._turns = seconds, turns

    @property
    def component(self) -> AsrComponent:
        """See Transcriber."""
        return AsrComponent(name="simulated", version="1")

    def transcribe(self, recording: Recording, progress: Callable[[Progress], None] | None = None) -> Transcript:
        """See Transcriber."""
        for step in range(_STEPS):
            sleep(self._seconds / _STEPS)
            if progress is not None:
                progress(Progress(float(step), float(_STEPS)))
        return spoken_of(_sha256(recording), self._turns)

    def live(self) -> "LiveTranscriber":
        """Not simulated."""
        raise NotImplementedError

    def unload(self) -> bool:
        """See Transcriber."""
        return False


def spoken_of(recording_sha256: str, turns: int | None = None) -> Transcript:
    """The transcript that is given for a recording of this digest: the visit, and a last line naming the digest."""
    said = script.load(VISIT).turns[:turns]
    segments = [
        Segment(
            id=f"s{n}", start=4.0 * n, end=4.0 * n + 3, speaker_role=SpeakerRole(turn.speaker_role), text=turn.text
        )
        for n, turn in enumerate(said, start=1)
    ]
    end = 4.0 * (len(said) + 2)
    last = Segment(id=f"s{len(said) + 1}", start=end - 4, end=end - 1, text=f"Recording {recording_sha256}.")
    account = Coverage(seconds_in=end, seconds_speech=end, seconds_decoded=end, seconds_low_confidence=0.0)
    return Transcript(segments=(*segments, last), language="en", duration=end, coverage=account)


def _sha256(recording: Recording) -> str:
    digest = hashlib.sha256()
    with closing(reader_of(recording)) as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
