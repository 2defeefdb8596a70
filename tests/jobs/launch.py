"""A worker process whose engine is simulated: SIMULATED_S a recording, and a line in HEARD_BY."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from audio.transcriber import Progress
from scribe.commands.worker import run_worker, stop_on_signals
from scribe.schema.transcript import Transcript
from scribe.settings import load_settings
from tests.jobs.simulated import WORDS, FakeTranscriber


class Simulated(FakeTranscriber):
    """Sleeps in place of hearing."""

    def transcribe(self, recording: object, progress: Callable[[Progress], None] | None = None) -> Transcript:
        assert progress is not None
        end = time.monotonic() + float(os.environ.get("SIMULATED_S", "0"))
        while time.monotonic() < end:
            time.sleep(0.05)
            progress(Progress(1.0, 3.0))
        if "HEARD_BY" in os.environ:
            with Path(os.environ["HEARD_BY"]).open("a") as lines:
                lines.write(f"{os.getpid()}\n")
        return WORDS


if __name__ == "__main__":
    sys.exit(run_worker(load_settings(), stop_on_signals(), lambda settings, at_once: Simulated()))
