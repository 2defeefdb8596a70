"""Killing: clients send visits while processes are killed at random moments; then everything is counted.

Nothing may be lost that was acknowledged, nothing be there twice; every encounter ends with a draft or a reason.
"""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from time import monotonic, sleep

from sqlalchemy import create_engine, text

from eval.service.processes import Installation, all_stopped
from eval.service.visits import Visit
from scribe.store.database import database_url

CLIENTS = 4
_SIMULATED_S = 0.6
_LONGEST_PAUSE_S = 4.0
"""Between two kills; a process is up again after about two seconds, so some are killed while they start."""
_ALL_OVER_WITHIN_S = 180.0


@dataclass
class Outcome:
    """What a trial came to. ``killed``: by process and by what was going on in the installation at that moment."""

    visits: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    during: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    broken_off: int = 0
    faults: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """As it is printed."""
        told = [
            f"  {self.visits} visits, {self.broken_off} calls broken off and made again",
            f"  killed: {_counted(self.killed)}; while: {_counted(self.during)}",
            f"  jobs: {_counted(self.ended)}",
        ]
        return told + [f"  LOST OR DOUBLED: {fault}" for fault in self.faults]


def trial(installation: Installation, workers: int, kills: int, seed: int) -> Outcome:
    """Kills so many times, then lets the work end and looks at every visit."""
    chance = random.Random(seed)
    outcome = Outcome()
    running = {"API": installation.api()} | {
        f"worker {n}": installation.worker(_SIMULATED_S) for n in range(1, workers + 1)
    }
    with all_stopped(*running.values()):
        installation.wait_ready()
        with _clients(installation, seed, outcome) as sent:
            for _ in range(kills):
                sleep(chance.uniform(0.02, _LONGEST_PAUSE_S))
                outcome.during.update(_going_on(installation))
                name = chance.choice(sorted(running))
                running[name].kill()
                running[name].start()
                outcome.killed[name.split()[0]] += 1
        _until_over(installation, sent, outcome)
    outcome.faults += _doubled(installation)
    return outcome


@contextmanager
def _clients(installation: Installation, seed: int, outcome: Outcome):
    """Clients that send visits until the block is left; then each finishes its visit."""
    enough = Event()
    sent: list[Visit] = []

    def keep_sending(number: int) -> int:
        with installation.client() as client:
            chance = random.Random(f"{seed}/{number}")
            while not enough.is_set():
                visit = Visit.of(len(sent) * CLIENTS + number, chance)
                visit.send(client, f"{seed}/{number}/{chance.random()}")
                sent.append(visit)
            return client.broken_off

    with ThreadPoolExecutor(CLIENTS) as pool:
        futures = [pool.submit(keep_sending, number) for number in range(CLIENTS)]
        try:
            yield sent
        finally:
            enough.set()
        outcome.broken_off += sum(future.result() for future in futures)


def _until_over(installation: Installation, sent: list[Visit], outcome: Outcome) -> None:
    with installation.client() as client:
        until = monotonic() + _ALL_OVER_WITHIN_S
        for visit in sent:
            found = client.wait(visit.encounter_id, max(1.0, until - monotonic()))
            code = f" ({found['job']['failure']['code']})" if found["job"]["failure"] else ""
            outcome.ended[found["job"]["state"] + code] += 1
            outcome.faults += visit.faults(client)
        outcome.visits = len(sent)
        outcome.broken_off += client.broken_off


def _going_on(installation: Installation) -> list[str]:
    """What the installation was at when something of it was killed, as its database tells."""
    found = _rows(installation, "SELECT step FROM jobs WHERE state = 'running'")
    open_ones = _rows(installation, "SELECT id FROM encounters WHERE state = 'open'")
    return [*(["upload"] if open_ones else []), *sorted({str(row[0]) for row in found})]


def _doubled(installation: Installation) -> list[str]:
    """Rows that must be single: drafts of an encounter, transcripts of a recording, bytes of a recording."""
    twice = {
        "two drafts": "SELECT encounter_id FROM drafts GROUP BY encounter_id HAVING count(*) > 1",
        "two transcripts": "SELECT encounter_id FROM step_values WHERE step = 'transcribe' "
        "GROUP BY encounter_id HAVING count(*) > 1",
        "two jobs": "SELECT encounter_id FROM jobs GROUP BY encounter_id HAVING count(*) > 1",
        "a key used twice": "SELECT idempotency_key FROM encounters GROUP BY idempotency_key HAVING count(*) > 1",
    }
    return [f"{what}: {row[0]}" for what, query in twice.items() for row in _rows(installation, query)]


def _rows(installation: Installation, query: str) -> list[tuple[object, ...]]:
    engine = create_engine(database_url(installation.database_url, installation.data_dir))
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()


def _counted(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counter.items())) or "nothing"
