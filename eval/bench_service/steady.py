"""Steady: resident memory under ten minutes of load, the last minute against the second."""

import tempfile
from pathlib import Path
from statistics import median
from threading import Thread
from time import monotonic, sleep

import httpx

from eval.bench_audio.section import Section
from eval.bench_service.load import ask_for_note, closed_loop, note_request, ten_minutes
from eval.figure import Figure
from eval.service.processes import Installation, Running, all_stopped, resident_mib

MINUTES = 10
AT_MOST_TIMES = 1.05
_EVERY_S = 2.0


def section(minutes: int = MINUTES) -> Section:
    """Straight notes and durable jobs side by side, API and worker watched."""
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder) / "data")
        api, worker = installation.api(), installation.worker(0.2)
        with all_stopped(api, worker):
            installation.wait_ready()
            watched = {"API": api, "worker": worker}
            memory: dict[str, list[list[float]]] = {name: [[] for _ in range(minutes)] for name in watched}
            watch = Thread(target=_watch, args=(watched, memory, minutes))
            jobs = Thread(target=_keep_drafting, args=(installation, minutes * 60.0))
            watch.start()
            jobs.start()
            headers = {"Authorization": f"Bearer {installation.key}"}
            with httpx.Client(base_url=installation.base_url, headers=headers) as http:
                answers = closed_loop(1, minutes * 60.0, ask_for_note(note_request()), http)
            watch.join()
            jobs.join()
    by_minute = {name: [median(one) for one in found] for name, found in memory.items()}
    figures = [
        Figure(f"{name}: last minute to the second", found[-1] / found[1], AT_MOST_TIMES, "x")
        for name, found in by_minute.items()
    ]
    rows = "\n".join(f"| {name} | {' | '.join(f'{m:.0f}' for m in found)} |" for name, found in by_minute.items())
    head = " | ".join(str(n) for n in range(1, minutes + 1))
    text = (
        f"{minutes} minutes of notes of ten-minute transcripts, one client straight ({len(answers.seconds)})\n"
        "and one by way of encounters and jobs. Resident memory in MiB, median of each minute:\n\n"
        f"| minute | {head} |\n|---|{'---|' * minutes}\n{rows}"
    )
    return Section("steady", "Memory under load", text, tuple(figures))


def _watch(watched: dict[str, Running], memory: dict[str, list[list[float]]], minutes: int) -> None:
    began = monotonic()
    while (minute := int((monotonic() - began) / 60)) < minutes:
        for name, process in watched.items():
            memory[name][minute].append(resident_mib(process.pid))
        sleep(_EVERY_S)


def _keep_drafting(installation: Installation, seconds: float) -> None:
    with installation.client() as client:
        began, number = monotonic(), 0
        while monotonic() - began < seconds:
            number += 1
            encounter_id = client.create(f"steady-{number}", transcript=ten_minutes())
            client.finalize(encounter_id)
            client.wait(encounter_id, 60)
