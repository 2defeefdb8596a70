"""Drills: one fault at a time, on purpose: a full disk, a database that goes away, a store that fails, and so on.

Each drill lets a visit be sent through the fault and then looks at what is there.
"""

import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import httpx

from eval.recorded_replies import load
from eval.replay_server import replay
from eval.service import database
from eval.service.client import Client
from eval.service.processes import Installation, all_stopped, free_port
from eval.service.visits import Visit

_SAMPLE = "acute-lumbar-strain"
_WITHIN_S = 120.0


@dataclass
class Told:
    """What a drill has to say, and what was wrong."""

    lines: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def must(self, holds: bool, what: str) -> None:
        """Notes a fault where it does not hold."""
        if not holds:
            self.faults.append(what)


def disk_full(folder: Path) -> Told:
    """The disk fills while a recording is uploaded; space is made, and the upload goes on."""
    told = Told()
    data = folder / "data"
    with _small_disk(data, told) as mounted:
        if not mounted:
            return told
        installation = Installation(data)
        worker = installation.worker(0.2)
        with all_stopped(installation.api(), worker):
            installation.wait_ready()
            with installation.client() as client:
                visit = Visit(1, random.Random(1).randbytes(6_000_000), 1 << 20)
                visit.encounter_id = client.create("disk-full")
                client.upload(visit.encounter_id, visit.recording[: 2 << 20], visit.chunk)
                filler = data / "filler"
                _fill(filler)
                refusal = client.patch(visit.encounter_id, 2 << 20, visit.recording[2 << 20 : 3 << 20])
                told.must(
                    refusal.status_code == httpx.codes.INSUFFICIENT_STORAGE,
                    f"a full disk gave {refusal.status_code}",
                )
                told.must(client.offset(visit.encounter_id) == 2 << 20, "an acknowledged byte is gone")
                filler.unlink()
                if not worker.is_running:  # it was starting, and a start needs space; a supervisor would try again
                    worker.start()
                visit.send(client, "disk-full")
                client.wait(visit.encounter_id, _WITHIN_S)
                told.faults += visit.faults(client)
                told.lines.append(f"  507 {refusal.json()['type']}, then uploaded to the end and drafted")
    return told


def database_away(folder: Path, seconds: float = 10.0) -> Told:
    """PostgreSQL throws everybody out and lets nobody in for a while, under an upload and under work."""
    told = Told()
    if not database.is_there():
        told.lines.append("  skipped: no PostgreSQL on loopback")
        return told
    with database.own_database() as address:
        installation = Installation(folder / "data", address)
        with all_stopped(installation.api(), installation.worker(2.0)):
            installation.wait_ready()
            with installation.client() as client:
                working, sending = _visit(2), _visit(3)
                working.send(client, "away")
                sleep(1.0)
                gone = Thread(target=database.away, args=(address, seconds))
                gone.start()
                sleep(0.5)
                refusal = httpx.get(f"{installation.base_url}/readyz", timeout=10)
                told.must(refusal.status_code == httpx.codes.SERVICE_UNAVAILABLE, "readyz did not tell the truth")
                sending.send(client, "away")
                gone.join()
                _both_drafted(client, (working, sending), told)
                told.lines.append(f"  readyz {refusal.status_code} meanwhile; {client.broken_off} calls made again")
    return told


def store_fails(folder: Path) -> Told:
    """The folder of the sound is gone for a while and comes back; what failed for it is tried again by hand."""
    told = Told()
    installation = Installation(folder / "data")
    with all_stopped(installation.api(), installation.worker(1.5)):
        installation.wait_ready()
        with installation.client() as client:
            working, sending = _visit(4), _visit(5)
            working.send(client, "store")
            sending.encounter_id = client.create("store-5")
            sound, aside = installation.data_dir / "audio", folder / "aside"
            sound.rename(aside)
            sound.write_text("in the way")
            refusal = client.patch(sending.encounter_id, 0, sending.recording[:1000])
            told.must(
                refusal.status_code == httpx.codes.SERVICE_UNAVAILABLE,
                f"a failing store gave {refusal.status_code}",
            )
            found = client.wait(working.encounter_id, _WITHIN_S)
            sound.unlink()
            aside.rename(sound)
            if found["job"]["state"] == "failed":
                client.post(f"/v1/encounters/{working.encounter_id}/retry")
            sending.encounter_id = ""
            sending.send(client, "store")
            _both_drafted(client, (working, sending), told)
            code = (found["job"]["failure"] or {}).get("code", "none")
            told.lines.append(
                f"  503 {refusal.json()['type']}; the running job: {found['job']['state']} ({code}), then drafted"
            )
    return told


def model_down(folder: Path, seconds: float = 60.0) -> Told:
    """The model server is down: the reader drafts at once; when it is back, a retry drafts by the model."""
    told = Told()
    recorded = load(_SAMPLE)
    port = free_port()
    settings = {"SCRIBE_MODEL": recorded.model, "OPENAI_BASE_URL": f"http://127.0.0.1:{port}/v1"}
    settings |= {"SCRIBE_LLM_STRUCTURED": recorded.structured, "SCRIBE_LLM_TIMEOUT_S": "20"}
    installation = Installation(folder / "data", settings=settings)
    with all_stopped(installation.api(), installation.worker(0.2)):
        installation.wait_ready()
        with installation.client() as client:
            transcript = recorded.transcript.model_dump(mode="json", exclude={"notices"})
            encounter_id = client.create("model-down", transcript=transcript)
            client.finalize(encounter_id)
            down = client.wait(encounter_id, _WITHIN_S)
            told.must(down["job"]["state"] == "done", "no draft while the model server was down")
            first = client.draft(encounter_id)
            told.must(_has(first, "MODEL_FAILED"), "the draft does not say that the model failed")
            sleep(seconds)
            with replay(_SAMPLE, port=port):
                client.post(f"/v1/encounters/{encounter_id}/retry")
                up = client.wait(encounter_id, _WITHIN_S, attempt=2)
            second = client.draft(encounter_id)
            told.must(up["job"]["state"] == "done" and up["revision"] == down["revision"] + 1, "no second draft")
            told.must(not _has(second, "MODEL_FAILED"), "the model did not draft when it was back")
            told.must(client.draft(encounter_id, revision=1) == first, "the first draft is not as it was")
            told.lines.append("  drafted by the reader with MODEL_FAILED, then by the model as revision 2")
    return told


def clock_jumps(folder: Path) -> Told:
    """API and worker under clocks that jump by days: order, jobs and drafts do not depend on them."""
    told = Told()
    installation = Installation(folder / "data")
    jumping = "eval.service.jumping_clock"
    api = installation.start("-m", jumping, "6", "scribe.cli", "serve", "--port", str(installation.port))
    worker = installation.start("-m", jumping, "7", "eval.service.simulated_worker", "0.3")
    with all_stopped(api, worker):
        installation.wait_ready()
        with installation.client() as client:
            visits = [_visit(n) for n in range(6, 12)]
            for visit in visits:
                visit.send(client, "clock")
            _both_drafted(client, visits, told)
            told.must(
                client.listed() == [visit.encounter_id for visit in reversed(visits)], "the list is out of order"
            )
            told.lines.append(f"  {len(visits)} visits drafted and listed in their order")
    return told


def stopped_gently(folder: Path) -> Told:
    """SIGTERM in the middle of a transcription: the worker hands the job back, the next takes it."""
    told = Told()
    installation = Installation(folder / "data")
    api, worker = installation.api(), installation.worker(8.0)
    with all_stopped(api, worker):
        installation.wait_ready()
        with installation.client() as client:
            visit = _visit(12)
            visit.send(client, "gently")
            _until_running(client, visit)
            status = worker.stop()
            job = client.encounter(visit.encounter_id)["job"]
            told.must(status == 0, f"the worker ended with {status}")
            told.must(
                job["state"] == "queued" and job["tries"] == 0,
                f"the job was left {job['state']}, {job['tries']} tries",
            )
            worker.start()
            client.wait(visit.encounter_id, _WITHIN_S)
            told.faults += visit.faults(client)
            told.must(api.stop() == 0, "the API did not end well")
            told.lines.append("  handed back without counting a try, then drafted; both ended with 0")
    return told


DRILLS: dict[str, Callable[[Path], Told]] = {
    "disk-full": disk_full,
    "database-away": database_away,
    "store-fails": store_fails,
    "model-down": model_down,
    "clock-jumps": clock_jumps,
    "stopped-gently": stopped_gently,
}


def _visit(number: int) -> Visit:
    return Visit.of(number, random.Random(number))


def _both_drafted(client: Client, visits: Any, told: Told) -> None:
    for visit in visits:
        found = client.wait(visit.encounter_id, _WITHIN_S)
        told.must(found["job"]["state"] == "done", f"visit {visit.number}: the job is {found['job']['state']}")
        told.faults += visit.faults(client)


def _until_running(client: Client, visit: Visit) -> None:
    while client.encounter(visit.encounter_id)["job"]["state"] == "queued":
        sleep(0.1)
    sleep(0.5)


def _has(draft: dict[str, Any], name: str) -> bool:
    return any(finding["name"] == name for finding in draft["findings"])


@contextmanager
def _small_disk(data: Path, told: Told) -> Iterator[bool]:
    """A file system of 24 MB at ``data``; False where this user may not mount one."""
    data.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=24m,mode=0700", "tmpfs", str(data)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        told.lines.append("  skipped: this user may not mount a small disk")
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "-l", str(data)], check=True)


def _fill(path: Path) -> None:
    """A file that takes all the space there is."""
    with path.open("wb", buffering=0) as file:
        size = 1 << 20
        while size >= 512:
            try:
                file.write(b"\0" * size)
            except OSError:
                size //= 2
