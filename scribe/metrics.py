"""Metrics: what the work of this process came to, counted; labels from closed sets, so no figure holds a word.

A worker is a process of its own. It counts in its own registry and leaves the figures as a file in a folder, where
the API adds them up (``FiguresOfProcesses``). On a machine of its own it serves them (``serve_metrics``).
Not the multi-process mode of prometheus-client: its memory-mapped files end a process when the disk is full.
"""

import atexit
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock, Timer

from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
    start_http_server,
)
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families

from scribe.schema.errors import ScribeError
from scribe.schema.result import ModelComponent, Result

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each counter, which nobody reads

FOLDER = "metrics"
OTHER = "other"
"""The label of a code or a rule that is not of ours."""
_FACTORS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0)
_WAITS_S = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0)
_HANDED_BACK = frozenset({"worker-died", "worker-stops", "lost-track"})
"""Of scribe.jobs.observer."""
_RULES_OF_THE_PIPELINE = ("SY101", "SY102")
"""Of a language model that failed (scribe.pipeline.run)."""


class WorkFigures:
    """What transcription and drafting came to in this process: an observer of jobs (scribe.jobs.observer)."""

    def __init__(self, rules: Iterable[str], told: Callable[[], None] = lambda: None) -> None:
        """rules: the ids that a finding may have. told: called after every figure."""
        self.registry = CollectorRegistry()
        self._rules, self._codes, self._told = frozenset(rules), frozenset(_codes(ScribeError)), told
        self._factor = self._histogram(
            "scribe_transcription_real_time_factor", "Seconds of work for a second of sound.", _FACTORS
        )
        self._audio = self._counter("scribe_transcribed_audio_seconds", "Seconds of sound transcribed.")
        self._work = self._counter("scribe_transcription_work_seconds", "Seconds transcription took.")
        self._wait = self._histogram(
            "scribe_stop_to_draft_seconds", "From the end of a recording to its draft.", _WAITS_S
        )
        self._drafts = self._counter("scribe_drafts", "Drafts by disposition.", "disposition")
        self._findings = self._counter("scribe_findings", "Findings by rule.", "rule", "severity")
        self._errors = self._counter("scribe_model_errors", "Failures of the language model.", "code")
        self._calls = self._counter("scribe_model_calls", "Questions to the language model.")
        self._tokens = self._counter("scribe_model_tokens", "Tokens of the language model.", "kind")
        self._failures = self._counter("scribe_job_failures", "Jobs that failed.", "code")
        self._back = self._counter("scribe_jobs_handed_back", "Jobs that waited anew.", "code")

    def transcribed(self, audio_s: float, work_s: float) -> None:
        """A recording was transcribed."""
        self._audio.inc(max(audio_s, 0))
        self._work.inc(max(work_s, 0))
        if audio_s > 0:
            self._factor.observe(work_s / audio_s)
        self._told()

    def drafted(self, result: Result, stop_to_draft_s: float) -> None:
        """A draft of a job is kept."""
        self._wait.observe(max(stop_to_draft_s, 0))
        self.counted(result)

    def counted(self, result: Result) -> None:
        """A draft was made, by a job or while a client waited."""
        self._drafts.labels(result.disposition.value).inc()
        for finding in result.findings:
            self._findings.labels(self._rule(finding.rule), finding.severity.value).inc()
        self._asked(result.provenance.model)
        self._asked(result.provenance.phrasing.model if result.provenance.phrasing else None)
        self._told()

    def failed(self, code: str) -> None:
        """A job ended without a draft."""
        self._failures.labels(self._code(code)).inc()
        self._told()

    def handed_back(self, code: str) -> None:
        """A job went back into the queue."""
        self._back.labels(code if code in _HANDED_BACK else OTHER).inc()
        self._told()

    def _asked(self, model: ModelComponent | None) -> None:
        if model is None:
            return
        self._calls.inc(model.calls)
        self._tokens.labels("prompt").inc(model.prompt_tokens or 0)
        self._tokens.labels("completion").inc(model.completion_tokens or 0)
        if model.error is not None:
            self._errors.labels(self._code(model.error)).inc()

    def _rule(self, rule: str) -> str:
        return rule if rule in self._rules else OTHER

    def _code(self, code: str) -> str:
        return code if code in self._codes else OTHER

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(name, told, labels, registry=self.registry)

    def _histogram(self, name: str, told: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(name, told, buckets=buckets, registry=self.registry)


class FiguresFile:
    """The figures of a registry as a file in ``folder``, written a moment after a change."""

    def __init__(self, folder: Path, wait_s: float = 1.0) -> None:
        """wait_s: from a change to the file; what changes meanwhile is written with it."""
        self._path = folder / f"{secrets.token_hex(8)}.prom"  # process ids are alike in two containers
        self._wait_s, self._waits, self._lock = wait_s, False, Lock()
        self._has_figures = False

    def changed(self, registry: CollectorRegistry) -> None:
        """The file will follow."""
        with self._lock:
            if self._waits:
                return
            self._waits = self._has_figures = True
        later = Timer(self._wait_s, self.write, (registry,))
        later.daemon = True
        later.start()

    def end(self, registry: CollectorRegistry) -> None:
        """The last figures of a process that counted any: one that fails at its start leaves none, each time."""
        if self._has_figures:
            self.write(registry)

    def write(self, registry: CollectorRegistry) -> None:
        """Writes at once: the last figures of a process that stops. A full disk costs figures and no job."""
        with self._lock:
            self._waits = False
            with suppress(OSError):
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                _replace(self._path, generate_latest(registry))


class FiguresOfProcesses:
    """A collector: the figures that processes left in ``folder``, added up. The dead count on, so nothing falls."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def describe(self) -> Iterator[Metric]:
        """Nothing is known before it is read."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        """One family for each name; a damaged file is left out."""
        sums: dict[str, Metric] = {}
        for path in sorted(self._folder.glob("*.prom")):
            with suppress(OSError, ValueError):
                for family in list(text_string_to_metric_families(path.read_text(encoding="utf-8"))):
                    _add(sums, family)
        yield from sums.values()

    def forget_before(self, moment: datetime) -> None:
        """Removes what was left before: processes that ended long ago. Sums fall then, as after a restart."""
        for path in self._folder.glob("*.prom"):
            with suppress(OSError):
                if path.stat().st_mtime < moment.timestamp():
                    path.unlink()


def work_figures(folder: Path | None = None) -> WorkFigures:
    """The figures of this process, left in ``folder`` where one is given."""
    if folder is None:
        return WorkFigures(_rule_ids())
    file = FiguresFile(folder)
    figures = WorkFigures(_rule_ids(), lambda: file.changed(figures.registry))
    atexit.register(file.end, figures.registry)
    return figures


def serve_metrics(port: int, registry: CollectorRegistry = REGISTRY, host: str = "127.0.0.1") -> None:
    """Serves figures at ``/metrics`` of a port of their own, until the process ends. 0: any free port."""
    start_http_server(port, addr=host, registry=registry)


def _rule_ids() -> Iterator[str]:
    from guardrails.registry import CODING_RULES, LAST_RULES, RULES

    yield from (rule.id for rules in (CODING_RULES, RULES, LAST_RULES) for rule in rules)
    yield from _RULES_OF_THE_PIPELINE


def _replace(path: Path, text: bytes) -> None:
    """The file whole or not at all, of mode 0600. Not forced to the disk: after a power failure it counts anew."""
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(text)
    part.replace(path)


def _add(sums: dict[str, Metric], family: Metric) -> None:
    known = sums.setdefault(family.name, Metric(family.name, family.documentation, family.type))
    before = {(sample.name, tuple(sorted(sample.labels.items()))): sample for sample in known.samples}
    for sample in family.samples:
        key = (sample.name, tuple(sorted(sample.labels.items())))
        old = before.get(key)
        before[key] = sample if old is None else sample._replace(value=old.value + sample.value)
    known.samples = list(before.values())


def _codes(error: type[ScribeError]) -> Iterator[str]:
    yield error.code
    for kind in error.__subclasses__():
        yield from _codes(kind)
