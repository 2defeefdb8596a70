"""A made-up run of two suites, with self-written talk: one with a flipped denial and a crash, one without error."""

import wave
from pathlib import Path

from eval.reports import Samples
from eval.results import (
    Change,
    Check,
    Difference,
    GateResult,
    Interval,
    MetricValue,
    RunResult,
    SampleResult,
    Shown,
    ShownSegment,
    Span,
    SuiteResult,
    Tally,
    Versions,
)
from scribe.schema.transcript import SpeakerRole

C, P = SpeakerRole.CLINICIAN, SpeakerRole.PATIENT
RECORDING = "recordings/lifting.wav"
TALK = (
    (C, "What brings you in today?"),
    (P, "My back, down low. I lifted a washing machine three weeks ago and it went."),
    (P, "Since then it is there whenever I bend."),
    (C, "Does the pain go anywhere, into a leg?"),
    (P, "Into the left buttock sometimes. Not below the knee."),
    (C, "Any weakness in the legs, any numbness?"),
    (P, "No, no weakness, nothing numb."),
    (C, "Trouble with bladder or bowels?"),
    (P, "No. That is all as it always was."),
    (C, "What have you tried?"),
    (P, "Ibuprofen, four hundred, twice a day. It helps for an hour or two."),
    (C, "Straight leg raise is negative on both sides, and strength is full. You bend to about forty degrees."),
    (C, "I want you to keep moving, and I will send you to physical therapy."),
)

VERSIONS = Versions(
    software="0.1.0",
    source_sha256="9d1f" * 16,
    rule_pack="2026.11",
    code_set="ICD-10-CM FY2027",
    model="none: the deterministic reader",
    prompt="extract/3",
    speech="faster-whisper base int8",
    fixtures_sha256="07ac" * 16,
)


def segments() -> tuple[ShownSegment, ...]:
    """The talk, four seconds a segment."""
    return tuple(
        ShownSegment(id=f"s{n + 1}", speaker_role=role, text=text, start=4.0 * n, end=4.0 * n + 3.5)
        for n, (role, text) in enumerate(TALK)
    )


def span(segment: int, words: str) -> Span:
    """The place of words in a segment, counted from one."""
    start = TALK[segment - 1][1].index(words)
    return Span(segment_id=f"s{segment}", start_char=start, end_char=start + len(words))


DIFFERENCES = (
    Difference(
        what="assertion-flips",
        expected="weakness: denied",
        got="weakness: documented",
        dangerous=True,
        spans=(span(6, "weakness in the legs"), span(7, "no weakness")),
    ),
    Difference(
        what="fact-recall[treatment]",
        expected="ibuprofen 400 mg, twice a day, helped partly",
        got=None,
        spans=(span(11, "Ibuprofen, four hundred, twice a day"),),
    ),
    Difference(what="fact-precision", expected=None, got="laterality of pain: left", spans=(span(5, "left"),)),
    Difference(what="codes in sequence", expected="M54.50", got="M54.59"),
)

NOTE = """## History

Low back pain for three weeks, since lifting a washing machine. [s2]

## Examination

Straight leg raise negative on both sides. [s12]
"""

LIFTING = SampleResult(
    suite="encounter-to-note",
    sample="lifting",
    family="mechanical",
    key="a1" * 32,
    checks=(
        Check(name="every quote at its offsets", passed=True, seen="all"),
        Check(name="nothing nobody said", passed=False, seen="paraesthesia"),
    ),
    shown=Shown(
        title="Washing machine, three weeks",
        segments=segments(),
        audio=RECORDING,
        differences=DIFFERENCES,
        note=NOTE,
    ),
)
CRASHED = SampleResult(
    suite="encounter-to-note",
    sample="two-voices",
    family="overlap",
    key="b2" * 32,
    failure="RuleCrashed: rule-crashed",
)
LATER = LIFTING.model_copy(
    update={
        "sample": "lifting-again",
        "shown": LIFTING.shown.model_copy(update={"title": "The same, with a fan on"}),
    }
)


def value(metric: str, points: float, weight: float, *, better: str = "lower", title: str = "") -> MetricValue:
    """A metric with an interval a tenth to each side."""
    share = points / weight if weight else None
    return MetricValue.model_validate(
        {
            "metric": metric,
            "title": title or metric.replace("-", " ").capitalize(),
            "unit": "facts / facts",
            "better": better,
            "version": 1,
            "points": points,
            "weight": weight,
            "samples": 24 if weight else 0,
            "value": share,
            "interval": None if share is None else Interval(low=share * 0.9, high=min(share * 1.1, 1.0)),
        }
    )


def suite() -> SuiteResult:
    """The one with errors."""
    return SuiteResult(
        suite="encounter-to-note",
        dangerous_error="A denied symptom stands in the note as a finding, and a code follows from it.",
        samples=24,
        failures=1,
        checks_passed=205,
        checks_failed=2,
        values=(
            value("assertion-flips", 1, 143, title="Assertion flips"),
            value("fact-recall", 371, 412, better="higher", title="Fact recall"),
            value("fact-precision", 385, 402, better="higher", title="Fact precision"),
            value("fact-recall[sacrum]", 0, 0, better="higher", title="Fact recall, sacrum"),
        ),
        weighted_error=0.71,
        gates=(
            GateResult(gate="codes in sequence", passed=True, wanted="at least 0.95", seen="0.958"),
            GateResult(gate="assertion flips", passed=False, wanted="0", seen="1 of 143"),
            GateResult(gate="no crash", passed=False, wanted="0 crashed", seen="1 crashed"),
            GateResult(gate="no regression", passed=False, wanted="none", seen="fact-recall"),
        ),
        changes=(
            Change(
                metric="assertion-flips",
                before=0.0,
                after=1 / 143,
                difference=Interval(low=0.0, high=0.021),
                samples=23,
                better=0,
                worse=1,
                regressed=False,
            ),
            Change(
                metric="fact-recall",
                before=0.921,
                after=371 / 412,
                difference=Interval(low=-0.034, high=-0.006),
                samples=23,
                better=1,
                worse=4,
                regressed=True,
            ),
            Change(
                metric="fact-precision",
                before=0.941,
                after=385 / 402,
                difference=Interval(low=0.002, high=0.031),
                samples=23,
                better=5,
                worse=1,
                regressed=False,
            ),
            Change(
                metric="weighted-error",
                before=0.62,
                after=0.71,
                difference=Interval(low=-0.01, high=0.2),
                samples=23,
                better=5,
                worse=5,
                regressed=False,
            ),
        ),
        confusion={
            "EXCLUDES1_CONFLICT": Tally(hit=5, silent=19),
            "LATERALITY_MISSING": Tally(hit=6, missed=2, extra=1, silent=15),
            "SITE_NOT_STATED": Tally(hit=9, extra=1, silent=14),
            "UNSPECIFIED_DEFENDED": Tally(hit=2, missed=3, silent=19),
        },
        families={"mechanical": 9, "radicular": 7, "overlap": 4, "red flags": 4},
        worst=("two-voices", "lifting", "lifting-again", "not-on-disk"),
        seconds={"p50": 0.21, "p95": 0.64, "p99": 0.9, "total": 6.2},
    )


def good_suite() -> SuiteResult:
    """The one without an error."""
    return SuiteResult(
        suite="negation-flips",
        dangerous_error="A sentence that was turned into its opposite still gives the old note.",
        samples=40,
        failures=0,
        checks_passed=80,
        checks_failed=0,
        values=(value("flips-unseen", 0, 40),),
        weighted_error=0.0,
        gates=(GateResult(gate="every flip is seen", passed=True, wanted="40 of 40", seen="40 of 40"),),
        families={"mechanical": 40},
        worst=("flip-31",),
        seconds={"p50": 0.1, "p95": 0.2, "p99": 0.2, "total": 4.4},
    )


def run(*suites: SuiteResult) -> RunResult:
    """The run over suites, or over both."""
    return RunResult(versions=VERSIONS, against="main", suites=suites or (suite(), good_suite()))


def good_run() -> RunResult:
    """A run in which all is well."""
    return run(good_suite())


EMPTY = RunResult(versions=VERSIONS, suites=())


def stored(*results: SampleResult) -> Samples:
    """Access to results, or to those of the example."""
    by_name = {(result.suite, result.sample): result for result in results or (LIFTING, LATER, CRASHED)}
    return lambda suite, sample: by_name.get((suite, sample))


def recorded(folder: Path, seconds: float = 15.0) -> Path:
    """The folder of fixtures, with a silent recording in it as long as the talk."""
    path = folder / RECORDING
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * int(8000 * seconds))
    return folder
