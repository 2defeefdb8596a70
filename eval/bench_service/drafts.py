"""Drafts: how many a second the reader path sustains, and how long one takes, straight and as a durable job."""

import tempfile
from pathlib import Path
from time import perf_counter

import httpx

from eval.bench_audio.section import Section
from eval.bench_service.load import Answers, ask_for_note, closed_loop, note_request, ten_minutes
from eval.figure import Figure
from eval.service.processes import Installation, all_stopped

CLIENTS = (1, 4)
SECONDS = 30.0
JOBS = 30
STOP_TO_DRAFT_P95_AT_MOST_S = 5.0
"""What the best vendors claim from the end of a visit to its draft, speech left aside (guide, numbers to beat)."""


def section() -> Section:
    """Both ways on one installation, embedded defaults, the worker as ``scribe serve`` keeps it."""
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder) / "data", settings={"SCRIBE_EMBEDDED_WORKER": "true"})
        with all_stopped(installation.api()):
            installation.wait_ready()
            straight = [_straight(installation, clients) for clients in CLIENTS]
            jobs = _jobs(installation)
    figures = (
        Figure("a draft as a job, stop to draft, p95", jobs.percentile(95), STOP_TO_DRAFT_P95_AT_MOST_S, "s"),
        Figure("requests that failed", sum(one.failed for one in (*straight, jobs)), 0, ""),
    )
    return Section("drafts", "Drafts a second", _text(straight, jobs), figures)


def _straight(installation: Installation, clients: int) -> Answers:
    with httpx.Client(base_url=installation.base_url, headers=_key(installation), timeout=60) as http:
        ask = ask_for_note(note_request())
        ask(http)  # the tables are read with the first one
        return closed_loop(clients, SECONDS, ask, http)


def _jobs(installation: Installation) -> Answers:
    """One visit after another: finalized, then asked for every 20 ms until its draft is there."""
    answers = Answers()
    with installation.client(pause_s=0.02) as client:
        began = perf_counter()
        for number in range(JOBS):
            encounter_id = client.create(f"bench-{number}", transcript=ten_minutes())
            start = perf_counter()
            client.finalize(encounter_id)
            found = client.wait(encounter_id, 60)
            answers.seconds.append(perf_counter() - start)
            answers.failed += found["job"]["state"] != "done"
        answers.took = perf_counter() - began
        return answers


def _text(straight: list[Answers], jobs: Answers) -> str:
    rows = [
        f"| `POST /v1/notes`, {clients} client{'s' if clients > 1 else ''} | {_row(one)} |"
        for clients, one in zip(CLIENTS, straight, strict=True)
    ]
    rows.append(f"| an encounter, finalized, its job on the queue, one at a time | {_row(jobs)} |")
    table = "\n".join(rows)
    return (
        "Transcripts of ten minutes (1,500 words), deterministic reader, embedded defaults (SQLite, one worker\n"
        "that `scribe serve` keeps), each client asking again as soon as it is answered.\n\n"
        f"| | drafts a second | p50 s | p95 s | p99 s |\n|---|---|---|---|---|\n{table}\n\n"
        "One API process has one Python interpreter, so more clients than one wait for each other. For more\n"
        "drafts a second run more processes (docs/deploy.md)."
    )


def _row(answers: Answers) -> str:
    return f"{answers.per_second:.1f} | " + " | ".join(f"{answers.percentile(p):.2f}" for p in (50, 95, 99))


def _key(installation: Installation) -> dict[str, str]:
    return {"Authorization": f"Bearer {installation.key}"}
