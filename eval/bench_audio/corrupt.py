"""Corrupt input: 200 damaged files, each refused in a typed line or kept with an account that is exact.

The files are listened to in children, with a limit of address space; a watchdog knows which file a child is on and
ends it where a file takes too long.
"""

import json
import selectors
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from eval.bench_audio.mutants import DAMAGES, FORMATS, mutants
from eval.bench_audio.section import Section
from eval.figure import Figure

SEED = 20261126
COUNT = 200
LONGEST_SECONDS = 30.0
MOST_PEAK_MB = 400.0
SAMPLE_STEP = 21  # no multiple of the number of formats, so that each is among them
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Result:
    """What became of one file: ``refused``, ``kept``, or what is wrong. peak_mb: of the child so far."""

    name: str
    became: str
    peak_mb: float
    seconds: float

    @property
    def is_sound(self) -> bool:
        """Refused or kept, as it should be."""
        return self.became in ("refused", "kept")


def listened(paths: Sequence[Path]) -> list[Result]:
    """What became of each file, in order. A child that dies or hangs costs its file, not the rest."""
    results: list[Result] = []
    left = list(paths)
    while left:
        done = _one_child(left)
        results += done
        left = left[len(done) :]
    return results


def _one_child(paths: Sequence[Path]) -> list[Result]:
    command = [sys.executable, "-m", "eval.bench_audio.damaged", *map(str, paths)]
    results: list[Result] = []
    with (  # unbuffered: the watchdog waits on the pipe itself
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, bufsize=0) as child,
        selectors.DefaultSelector() as waiting,
    ):
        waiting.register(child.stdout or sys.stdin, selectors.EVENT_READ)
        for path in paths:
            started = perf_counter()
            _line(child, waiting)
            line = _line(child, waiting)
            took = perf_counter() - started
            if not line.startswith("{"):
                became = "hung" if child.poll() is None and took >= LONGEST_SECONDS else "crashed"
                child.kill()
                return [*results, Result(path.name, became, 0.0, took)]
            results.append(Result(path.name, **json.loads(line), seconds=took))
    return results


def _line(child: subprocess.Popen[bytes], waiting: selectors.BaseSelector) -> str:
    """The next line of the child; empty where it died or let the time pass."""
    if child.stdout is None or not waiting.select(LONGEST_SECONDS):
        return ""
    return child.stdout.readline().decode("utf-8", "replace")


def _transcribed(paths: Sequence[Path]) -> list[str]:
    """Of a sample, what the whole way with the real engine makes of it."""
    from audio import build_transcriber
    from scribe.schema.errors import ScribeError
    from scribe.settings import load_settings

    settings = load_settings()
    weights = settings.data_dir / "weights"
    engine = build_transcriber(
        settings.asr_model, settings.device, settings.compute_type, weights, "en", 0, lambda _: None
    )
    became = []
    for path in paths:
        try:
            heard = engine.transcribe(path)
        except ScribeError:
            became.append("refused")
            continue
        except Exception as error:  # noqa: BLE001 (the name of whatever is raised is the result)
            became.append(f"untyped {type(error).__name__}")
            continue
        told = sum(gap.end - gap.start for gap in heard.coverage.gaps) + (heard.coverage.seconds_decoded or 0.0)
        became.append("kept" if abs(told - (heard.duration or 0.0)) <= 0.1 else "account not exact")
    return became


def section() -> Section:
    """All mutants listened to, a sample of them transcribed."""
    with TemporaryDirectory() as folder:
        paths = list(mutants(Path(folder), COUNT, SEED))
        results = listened(paths)
        sample = _transcribed(paths[::SAMPLE_STEP])
    unsound = [one for one in results if not one.is_sound]
    wrong = sum(became not in ("refused", "kept") for became in sample)
    return Section(
        name="corrupt",
        title="Damaged files",
        text=_text(results, unsound, sample),
        figures=(
            Figure("damaged files not refused or accounted for", len(unsound), 0, "files"),
            Figure("of those transcribed, the same", wrong, 0, "files"),
            Figure("longest time a damaged file took", max(one.seconds for one in results), LONGEST_SECONDS, "s"),
            Figure("peak memory over all damaged files", max(one.peak_mb for one in results), MOST_PEAK_MB, "MB"),
        ),
    )


def _text(results: Sequence[Result], unsound: Sequence[Result], sample: Sequence[str]) -> str:
    lines = [
        f"{len(results)} files: six seconds of the bundled visit as {', '.join(FORMATS)}, each damaged "
        f"({', '.join(DAMAGES)}) by a fixed seed. Each is surveyed and its speech decoded in a child process with "
        f"4 GB of address space; every {SAMPLE_STEP}st is also transcribed by the real engine.",
        "",
        "| damage | refused in a typed line | kept, account exact to 0.1 s | other |",
        "|---|---|---|---|",
    ]
    for damage in DAMAGES:
        of = Counter(one.became for one in results if f"-{damage}." in one.name)
        other = sum(of.values()) - of["refused"] - of["kept"]
        lines.append(f"| {damage} | {of['refused']} | {of['kept']} | {other} |")
    told = Counter(sample)
    lines += ["", f"Transcribed: {told['kept']} kept, {told['refused']} refused, {len(sample)} in all."]
    lines += [f"Not so: {one.name}: {one.became}." for one in unsound]
    return "\n".join(lines) + "\n"
