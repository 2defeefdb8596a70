"""Many fixtures: the memory of an evaluation run must not grow with their number, and what one of them costs."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from eval.figure import Figure
from eval.samples import files, folder
from eval.suite import FIXTURES

COUNT = 2000
PROCESSES = 2
MEMORY_AT_MOST_TIMES = 1.05
SECONDS_AT_MOST = 0.25
_WORDS = ("green", "house", "table", "chair", "music", "paper", "water", "stone", "river", "cloud")
_DONE = re.compile(r"(\d+)/(\d+)$")
_PARTS = 5


def figures(count: int = COUNT) -> Iterator[Figure]:
    """Memory of the last fifth of a run to its second, and seconds by fixture with two processes."""
    with tempfile.TemporaryDirectory() as place:
        write(Path(place) / "fixtures", count)
        began = perf_counter()
        memory = _memory(Path(place), count)
        seconds = perf_counter() - began
    second, last = (median(memory[part]) for part in (1, _PARTS - 1))
    what = f"{count} fixtures evaluated"
    print(f"     {what}: {second:.0f} MiB in the second fifth, {last:.0f} MiB in the last, {seconds:.0f} s")
    yield Figure(f"{what}: memory, last fifth to second", last / second, MEMORY_AT_MOST_TIMES, "x ")
    yield Figure(f"{what}: by fixture", seconds / count, SECONDS_AT_MOST, "s ")


def write(target: Path, count: int) -> None:
    """So many labelled encounters: ours in turn, each with a last sentence of its own, so that none repeats."""
    target.mkdir(parents=True)
    ours = [Path(sample.where) for sample in folder.samples(FIXTURES, folder.ENCOUNTER, with_facts=True)]
    documents = [json.loads(path.read_text("utf-8")) for path in ours]
    for number in range(count):
        document = documents[number % len(documents)]
        document.pop("recording", None)
        segments = document["request"]["transcript"]["segments"]
        words = " ".join(_WORDS[int(digit)] for digit in f"{number:06}")
        last = {"id": "ticket", "speaker_role": "clinician", "text": f"Your ticket says {words}. Goodbye."}
        copy = {**document, "request": {**document["request"], "transcript": {"segments": [*segments, last]}}}
        files.write(target / f"visit-{number:06}.json", copy)


def _memory(place: Path, count: int) -> list[list[float]]:
    """MiB of the run and its processes, by fifths of the samples."""
    command = [sys.executable, "-m", "eval", "run", "transcript-to-note", "--processes", str(PROCESSES)]
    command += ["--fixtures", str(place / "fixtures"), "--out", str(place / "out"), "--against", "none"]
    found: list[list[float]] = [[] for _ in range(_PARTS)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as run:
        for line in run.stderr or ():
            done = _DONE.search(line.strip())
            if done and 0 < int(done[1]) < count:
                found[int(done[1]) * _PARTS // count].append(_resident_mib(run.pid))
    return found


def _resident_mib(pid: int) -> float:
    """Of a process and those it started."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    own = int(status.split("VmRSS:")[1].split()[0]) / 1024
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    return own + sum(_resident_mib(int(child)) for child in children)
