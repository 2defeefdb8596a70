"""Workers: one against two on PostgreSQL, transcription simulated, so that the queue and not the cores decides."""

import random
import tempfile
from pathlib import Path
from time import perf_counter

from eval.bench_audio.absent import NotMeasured
from eval.bench_audio.section import Section
from eval.figure import Figure
from eval.service import database
from eval.service.client import Client
from eval.service.processes import Installation, all_stopped

JOBS = 24
SIMULATED_SECONDS = 2.0
AT_LEAST_TIMES = 1.9
_RECORDING_BYTES = 20_000


def section() -> Section:
    """The same recordings, waiting when the workers start. Raises NotMeasured without a PostgreSQL."""
    if not database.is_there():
        raise NotMeasured("there is no PostgreSQL on loopback")
    took = {workers: _seconds(workers) for workers in (1, 2)}
    rate = {workers: JOBS / seconds for workers, seconds in took.items()}
    text = (
        f"{JOBS} recordings whose simulated transcription takes {SIMULATED_SECONDS:.0f} s, one at a time in a\n"
        "worker, then drafted by the reader; from the first job that begins to the last draft.\n\n"
        "| workers | seconds | drafts a second |\n|---|---|---|\n"
        + "\n".join(f"| {workers} | {took[workers]:.1f} | {rate[workers]:.2f} |" for workers in took)
    )
    figure = Figure("two workers to one", took[1] / took[2], AT_LEAST_TIMES, "x", at_least=True)
    return Section("workers", "One worker and two", text, (figure,))


def _seconds(workers: int) -> float:
    with tempfile.TemporaryDirectory() as folder, database.own_database() as address:
        settings = {"SCRIBE_RECORDINGS_AT_ONCE": "1"}
        installation = Installation(Path(folder) / "data", address, settings)
        with all_stopped(installation.api()):
            installation.wait_ready()
            with installation.client(pause_s=0.05) as client:
                first = _sent(client, "first", workers)
                ids = [_sent(client, "bench", number) for number in range(JOBS)]
                with all_stopped(*[installation.worker(SIMULATED_SECONDS) for _ in range(workers)]):
                    client.wait(first, 120)  # the workers are up and have work
                    began = perf_counter()
                    for one in ids:
                        client.wait(one, 300)
                    return perf_counter() - began


def _sent(client: Client, name: str, number: int) -> str:
    encounter_id = client.create(f"{name}-{number}")
    client.upload(encounter_id, random.Random(f"{name}-{number}").randbytes(_RECORDING_BYTES), _RECORDING_BYTES)
    client.finalize(encounter_id)
    return encounter_id
