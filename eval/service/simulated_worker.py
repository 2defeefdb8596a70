"""``python -m eval.service.simulated_worker SECONDS``: a worker whose transcription is simulated."""

import sys

from eval.service.simulated import SimulatedTranscriber
from scribe.commands.worker import run_worker, stop_on_signals
from scribe.schema.errors import ScribeError
from scribe.settings import load_settings

if __name__ == "__main__":
    speech = SimulatedTranscriber(float(sys.argv[1]) if len(sys.argv) > 1 else 0.5)
    try:
        sys.exit(run_worker(load_settings(), stop_on_signals(), lambda settings, at_once: speech))
    except ScribeError as error:
        sys.exit(f"scribe: {error}")
