"""``/metrics``: figures of this process, of the queue, and of workers that leave theirs in the data folder."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from scribe import __version__
from scribe.api.probe import Probe, answers
from scribe.clock import now as this_moment
from scribe.metrics import FOLDER, FiguresOfProcesses
from scribe.schema.job import JobState
from scribe.store.store import Store

_FORGOTTEN_AFTER = timedelta(days=7)
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0)


class HttpFigures:
    """Requests as this process answered them. Routes are templates: a path that is none has the label ``none``."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self.requests = Counter("scribe_http_requests", "Requests answered.", labels, registry=self.registry)
        self.seconds = Histogram(
            "scribe_http_request_seconds",
            "From a request's first byte to the end of its answer.",
            ("route", "method"),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.live = Gauge("scribe_live_connections", "Open WebSockets.", registry=self.registry)
        self.received = Counter("scribe_received_bytes", "Bytes received.", ("transport",), registry=self.registry)
        version = Gauge("scribe_version", "1, for the version of the API.", ("version",), registry=self.registry)
        version.labels(__version__).set(1)


class QueueFigures:
    """A collector: the queue as the database has it. Where that does not answer, ``scribe_database_up`` is 0."""

    def __init__(
        self,
        store: Callable[[], Store],
        workers_alive: Callable[[], int] | None,
        now: Callable[[], datetime] = this_moment,
    ) -> None:
        self._store, self._workers_alive, self._now = store, workers_alive, now
        self._counts: dict[JobState, int] = {}
        self._waits_s = 0.0
        self._workers = 0
        self.up = False
        """Whether the last look was answered; set by who asked for it."""

    def look(self) -> bool:
        """Reads the figures. Raises StoreError."""
        jobs = self._store().jobs
        self._counts = jobs.counts()
        since = jobs.oldest_waiting()
        self._waits_s = 0.0 if since is None else max((self._now() - since).total_seconds(), 0.0)
        self._workers = self._workers_alive() if self._workers_alive else 0
        return True

    def describe(self) -> Iterator[Metric]:
        """Nothing is known before it is read."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        """The figures of the last look, and none of an earlier one."""
        yield GaugeMetricFamily("scribe_database_up", "Whether the database answered in time.", int(self.up))
        if not self.up:
            return
        depth = GaugeMetricFamily("scribe_jobs", "Jobs by state.", labels=["state"])
        for state in JobState:
            depth.add_metric([state.value], self._counts.get(state, 0))
        yield depth
        yield GaugeMetricFamily(
            "scribe_jobs_oldest_waiting_seconds", "How long the job that waits longest is queued.", self._waits_s
        )
        if self._workers_alive:
            yield GaugeMetricFamily("scribe_workers_alive", "Workers that hold their lock.", self._workers)


def routes(
    http: HttpFigures,
    data_dir: Path,
    store: Callable[[], Store] | None = None,
    workers_alive: Callable[[], int] | None = None,
) -> APIRouter:
    """The route of the metrics, open to whoever reaches the port. store: gives the open one, or raises."""
    router = APIRouter(tags=["health"])
    of_processes = FiguresOfProcesses(data_dir / FOLDER)
    of_processes.forget_before(this_moment() - _FORGOTTEN_AFTER)
    http.registry.register(of_processes)
    probes: dict[str, Probe] = {}
    queue = None if store is None else QueueFigures(store, workers_alive)
    if queue is not None:
        http.registry.register(queue)
        probes["queue"] = Probe(queue.look, fresh_s=0)

    @router.get("/metrics", summary="Figures for Prometheus", response_class=Response)
    async def metrics() -> Response:
        works = await answers(probes)
        if queue is not None:
            queue.up = works["queue"]
        text = await run_in_threadpool(generate_latest, http.registry)
        return Response(text, media_type=CONTENT_TYPE_LATEST)

    return router
