"""What an evaluation run gives: the scores of each sample, the values of each suite, and its gates.

Everything here is written as JSON and read back: a run can be resumed, merged from shards, compared and reported
without being run again. Times of day and durations stay out of what two runs must have in common.
"""

from typing import Annotated

from pydantic import Field

from eval.metrics.metric import Better, Score
from scribe.schema.record import Record
from scribe.schema.transcript import Seconds, SpeakerRole

WEIGHTED_ERROR = "weighted-error"
"""Stands for a metric among the changes of a suite: all its errors times their weights, by samples."""


class Check(Record):
    """One promise about one sample, and what was seen: for what is kept or broken and has no degrees."""

    name: str
    passed: bool
    seen: str


class Tally(Record):
    """Of one finding, query or code over samples whose labels speak of it."""

    hit: int = 0
    """Expected and raised."""
    missed: int = 0
    """Expected and not raised."""
    extra: int = 0
    """Must not be raised and was."""
    silent: int = 0
    """Must not be raised and was not."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            hit=self.hit + other.hit,
            missed=self.missed + other.missed,
            extra=self.extra + other.extra,
            silent=self.silent + other.silent,
        )


class ShownSegment(Record):
    """A segment as a report shows it."""

    id: str
    speaker_role: SpeakerRole
    text: str
    start: Seconds | None = None
    end: Seconds | None = None


class Span(Record):
    """Words of a segment, in code points, end exclusive."""

    segment_id: str
    start_char: Annotated[int, Field(ge=0)]
    end_char: Annotated[int, Field(ge=0)]


class Difference(Record):
    """One place where the result is not what was expected. ``expected`` or ``got`` is None where there is none."""

    what: str
    """The metric or the check it counts in."""
    expected: str | None
    got: str | None
    dangerous: bool = False
    """It is the suite's dangerous error."""
    spans: tuple[Span, ...] = ()
    """The words that either of them rests on."""


class Shown(Record):
    """What a report shows of a sample: its words, its sound, and the differences."""

    title: str = ""
    segments: tuple[ShownSegment, ...] = ()
    audio: str | None = None
    """File of the recording, relative to the folder of fixtures."""
    differences: tuple[Difference, ...] = ()
    note: str = ""
    """The note in Markdown, where there is one."""


class SampleResult(Record):
    """One sample run through one suite. ``failure`` names why it gave no score; then ``scores`` is empty."""

    suite: str
    sample: str
    family: str = ""
    key: str
    """Hash of everything the result depends on: an equal key need not be run again."""
    scores: dict[str, Score] = Field(default_factory=dict)
    """By metric id, or ``id[slice]``."""
    checks: tuple[Check, ...] = ()
    confusion: dict[str, Tally] = Field(default_factory=dict)
    """By name of finding or query."""
    failure: str | None = None
    """Class of the error and where it is ours its code: never words of the sample."""
    seconds: Seconds = 0.0
    """How long it took: no part of the verdict but in the suite latency."""
    shown: Shown | None = None
    outcome_sha256: str | None = None
    """Of the whole result that was scored: tells whether two runs gave the same note."""


class Interval(Record):
    """95 % by bootstrap over samples."""

    low: float
    high: float


class MetricValue(Record):
    """The pooled value of one metric over the samples of a suite; ``value`` None where nothing was scored."""

    metric: str
    title: str
    unit: str
    better: Better
    version: int
    points: float
    weight: float
    samples: int
    """How many had a weight."""
    value: float | None
    interval: Interval | None
    """None below two scored samples."""


class Change(Record):
    """One metric against a baseline, over the samples that both scored."""

    metric: str
    before: float | None
    after: float | None
    difference: Interval | None
    """Of after - before, 95 % by paired bootstrap."""
    samples: int
    better: int
    """Samples whose own value improved."""
    worse: int
    regressed: bool


class GateResult(Record):
    """One gate. ``seen`` says what was measured, ``wanted`` the bound."""

    gate: str
    passed: bool
    wanted: str
    seen: str


class SuiteResult(Record):
    """One suite over all its samples. Its per-sample results are on disk."""

    suite: str
    dangerous_error: str
    samples: int
    failures: int
    checks_passed: int
    checks_failed: int
    values: tuple[MetricValue, ...]
    weighted_error: float | None
    """Errors times their weights by samples: the one number by which runs and samples are ordered."""
    gates: tuple[GateResult, ...]
    changes: tuple[Change, ...] = ()
    confusion: dict[str, Tally] = Field(default_factory=dict)
    families: dict[str, int] = Field(default_factory=dict)
    """Samples by family."""
    worst: tuple[str, ...] = ()
    """Names of the worst samples, the worst first."""
    seconds: dict[str, float] = Field(default_factory=dict)
    """p50, p95, p99 and total of the samples' seconds."""


class Versions(Record):
    """What was evaluated: printed in every report."""

    software: str
    source_sha256: str
    """Of the project's own code and prompts."""
    rule_pack: str
    code_set: str
    model: str
    prompt: str
    speech: str
    fixtures_sha256: str


class RunResult(Record):
    """A whole run, judged."""

    versions: Versions
    shard: str | None = None
    own_fixtures: bool = False
    """Of the project: then its scores may become the project's baselines."""
    against: str | None = None
    """Name of the baseline it was compared with."""
    suites: tuple[SuiteResult, ...]

    @property
    def gates_failed(self) -> int:
        """How many gates did not hold."""
        return sum(not gate.passed for suite in self.suites for gate in suite.gates)

    @property
    def gates_passed(self) -> int:
        """How many held."""
        return sum(gate.passed for suite in self.suites for gate in suite.gates)

    @property
    def samples(self) -> int:
        """How many samples were run, in all suites."""
        return sum(suite.samples for suite in self.suites)
