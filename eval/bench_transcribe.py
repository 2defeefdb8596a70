"""Transcription speed as a ratio: ``scribe transcribe`` to a bare faster-whisper script, same file, same settings.

Both run as whole processes, in turns and more than once, and the fastest run of each counts: on a shared machine
slower runs measure the neighbours. Run with ``python -m eval.bench_transcribe``; exit 1 where the bound is broken.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from audio.engine import SharedEngine
from audio.speech import EngineSettings
from audio.whisper import DECODING
from scribe.settings import load_settings

RATIO_AT_MOST = 1.15
RUNS = 2
RECORDING = Path(__file__).parent / "fixtures" / "recordings" / "low-back-pain.opus"

BARE = """
import json, sys
from faster_whisper import WhisperModel
folder, device, compute_type, threads, language, path, decoding = sys.argv[1:]
model = WhisperModel(folder, device=device, compute_type=compute_type, cpu_threads=int(threads))
settings = {**json.loads(decoding), "vad_filter": True}
segments, _ = model.transcribe(path, language=language or None, **settings)
json.dump([segment.text for segment in segments], sys.stdout)
"""
"""What anybody would write first. It removes silence with the library's own filter; ours does so before it."""


@dataclass(frozen=True)
class Timing:
    """The fastest run of each, in seconds."""

    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.ours / self.bare


def measure(recording: Path = RECORDING) -> float:
    """The ratio for this recording."""
    return timing(recording).ratio


def timing(recording: Path) -> Timing:
    """Both timed in turns, the weights put together and both read once before."""
    bare, ours = _bare(recording), _ours(recording)
    runs = [(_seconds(ours), _seconds(bare)) for _ in range(RUNS)]
    return Timing(ours=min(run[0] for run in runs), bare=min(run[1] for run in runs))


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", nargs="?", type=Path, default=RECORDING)
    found = timing(parser.parse_args().recording)
    print(f"scribe transcribe {found.ours:.1f} s, bare faster-whisper {found.bare:.1f} s")
    print(f"ratio {found.ratio:.2f} (at most {RATIO_AT_MOST})")
    return int(found.ratio > RATIO_AT_MOST)


def _ours(recording: Path) -> list[str]:
    return [sys.executable, "-m", "scribe.cli", "transcribe", str(recording), "--format", "json"]


def _bare(recording: Path) -> list[str]:
    settings = load_settings()
    engine = SharedEngine(
        EngineSettings(
            settings.asr_model,
            settings.device,
            settings.compute_type,
            settings.data_dir / "weights",
            settings.language,
            settings.cpu_threads,
        ),
        warn=lambda line: print(line, file=sys.stderr),
    )
    arguments = [
        str(engine.weights.folder),
        engine.device.name,
        engine.device.compute_type,
        str(settings.cpu_threads),
        settings.language or "",
        str(recording),
        json.dumps(dict(DECODING)),
    ]
    return [sys.executable, "-c", BARE, *arguments]


def _seconds(command: list[str]) -> float:
    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
