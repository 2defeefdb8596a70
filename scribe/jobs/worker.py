"""Worker: one process that brings waiting jobs to its threads, looks after the jobs of dead peers, and ends well.

Loops in threads of their own, so that none waits for another: sweep, reap, purge, rest, housekeeping. Each goes on
after a failure: while the database is away nothing is done, and nothing is lost.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread

from scribe.jobs.liveness import Liveness
from scribe.jobs.observer import Observer
from scribe.jobs.queue import Queue
from scribe.jobs.work import Work
from scribe.logs import log
from scribe.schema.errors import StoreError, as_scribe_error
from scribe.schema.job import Job
from scribe.store.job_rows import JobRows


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two rounds of each loop, and how long a stop waits for jobs to hand themselves back."""

    sweep_s: float = 0.2
    reap_s: float = 1.0
    purge_s: float = 60.0
    rest_s: float = 15.0
    housekeeping_s: float = 3600.0
    patience_s: float = 15.0


class Worker:
    """See the module."""

    def __init__(
        self,
        worker_id: str,
        jobs: JobRows,
        queue: Queue,
        liveness: Liveness,
        work: Work,
        observer: Observer,
        housekeeping: Callable[[], None],
        pace: Pace | None = None,
    ) -> None:
        """worker_id: random, never used before. housekeeping: called now and then, such as the store's purge."""
        self._worker_id, self._jobs, self._queue, self._liveness = worker_id, jobs, queue, liveness
        self._work, self._observer, self._housekeeping = work, observer, housekeeping
        self._pace = pace or Pace()
        self._entered: set[str] = set()
        self._strays: set[tuple[str, int, int]] = set()

    def run(self, stop: Event) -> bool:
        """Works until ``stop`` is set; says whether every thread of it ended in time.

        Raises StoreError, SettingsError where it cannot begin.
        """
        self._liveness.hold(self._worker_id)
        self._queue.start(self._work.run)
        pace = self._pace
        rounds = (
            (self._sweep, pace.sweep_s),
            (self._reap, pace.reap_s),
            (self._purge, pace.purge_s),
            (self._work.rest, pace.rest_s),
            (self._housekeeping, pace.housekeeping_s),
        )
        loops = [Thread(target=_repeat, args=(call, every, stop), daemon=True) for call, every in rounds]
        log("worker ready")
        for loop in loops:
            loop.start()
        stop.wait()
        log("worker stops")
        self._work.stop()
        ended = self._queue.stop(pace.patience_s)
        if not ended:
            self._leave_all()
        for loop in loops:
            loop.join(timeout=pace.reap_s / len(loops))
        self._liveness.release()
        log("worker stopped" if ended else "worker stopped, and a thread of it did not end")
        return ended

    def _leave_all(self) -> None:
        """Hands back what a thread cannot, being deep in the engine; what it still writes does not count."""
        try:
            for job in self._jobs.of_workers().get(self._worker_id, []):
                self._jobs.hand_back(job, self._worker_id, counts=False)
        except StoreError:
            log("jobs are left to the peers", code=StoreError.code)

    def _sweep(self) -> None:
        """Waiting jobs into the queue; those this process entered before are left to ``mend``."""
        waiting = self._jobs.waiting()
        for ticket in waiting:
            if ticket.name not in self._entered:
                self._queue.put(ticket)
                self._entered.add(ticket.name)
        self._entered &= {ticket.name for ticket in waiting}

    def _reap(self) -> None:
        """The jobs of dead workers, and those of this one that no thread of it has, back into the queue."""
        self._liveness.keep()
        running = self._jobs.of_workers()
        for peer in running.keys() - {self._worker_id}:
            if self._liveness.is_dead(peer):
                for job in running[peer]:
                    self._hand_back(job, peer, "worker-died")
        self._hand_back_strays(running.get(self._worker_id, []))
        if waiting := self._jobs.waiting():
            self._queue.mend(waiting, self._is_dead)

    def _hand_back_strays(self, mine: list[Job]) -> None:
        """A begun job whose begin was never answered. It is looked at twice: a thread may just have ended it."""
        strays = {_try(job): job for job in mine if not self._work.has_in_hand(job)}
        for key in strays.keys() & self._strays:
            self._hand_back(strays[key], self._worker_id, "lost-track")
        self._strays = set(strays)

    def _hand_back(self, job: Job, worker_id: str, code: str) -> None:
        if self._jobs.hand_back(job, worker_id, counts=True) is not None:
            log("a job was handed back", encounter_id=job.encounter_id, code=code)
            self._observer.handed_back(code)

    def _purge(self) -> None:
        while self._queue.purge(self._is_dead):
            pass

    def _is_dead(self, worker_id: str) -> bool:
        return worker_id != self._worker_id and self._liveness.is_dead(worker_id)


def _try(job: Job) -> tuple[str, int, int]:
    return job.encounter_id, job.attempt, job.tries


def _repeat(call: Callable[[], None], every_s: float, stop: Event) -> None:
    """Calls now and then again and again. A failure is told once until it is over."""
    told = ""
    while not stop.is_set():
        try:
            call()
            told = ""
        except Exception as error:  # noqa: BLE001  # the loop outlives what fails in it
            named = as_scribe_error(error)
            if named.code != told and not stop.is_set():
                log("worker waits", code=named.code, detail=named.problem)
            told = named.code
        stop.wait(every_s)
