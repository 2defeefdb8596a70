"""Suite: its section of the page, from the error that matters most down to the samples that made it."""

from collections.abc import Iterator, Mapping

from eval.reports import Samples
from eval.reports.html.interval import interval
from eval.reports.html.recordings import Recordings
from eval.reports.html.sample import worst_samples
from eval.reports.html.table import Column, Row, table
from eval.reports.html.tags import EMPTY, Html, joined, tag
from eval.reports.wording import (
    NONE,
    changes_of,
    counted,
    difference,
    direction,
    number,
    signed,
    suite_passed,
    weighted_change,
    whole,
)
from eval.results import Change, GateResult, MetricValue, RunResult, SuiteResult, Tally

WORST_RULES = 12
"""Rules with an error that are shown unfolded."""
_GATES = (Column("gate"), Column("wanted"), Column("seen"), Column("verdict"))
_TALLIES = tuple(Column(name, number=name != "rule") for name in ("rule", "missed", "extra", "hit", "silent"))


def suite_section(
    run: RunResult, suite: SuiteResult, anchor: str, samples: Samples, recordings: Recordings
) -> Html:
    """The section. anchor: its id in the page."""
    mark = verdict_mark(suite_passed(suite))
    return tag(
        "section",
        tag("h2", suite.suite, " ", mark, id=f"{anchor}-title"),
        tag("p", suite.dangerous_error, class_="dangerous-error"),
        tag("p", _facts(suite), " ", tag("a", "↑ all suites", href="#suites"), class_="quiet"),
        _gates(suite),
        _metrics(run, suite),
        _confusion(suite.confusion),
        _families(suite.families),
        worst_samples(suite, anchor, samples, recordings),
        id=anchor,
        aria_labelledby=f"{anchor}-title",
    )


def verdict_mark(good: bool) -> Html:
    """``✓ held`` or ``✗ failed``: never by colour alone."""
    return tag("span", "✓ held" if good else "✗ failed", class_="verdict good" if good else "verdict bad")


def _facts(suite: SuiteResult) -> str:
    moved = weighted_change(suite)
    checks = suite.checks_passed + suite.checks_failed
    parts = [
        counted(suite.samples, "sample"),
        f"{suite.failures} crashed" if suite.failures else "",
        f"{suite.checks_passed} of {counted(checks, 'check')} kept" if checks else "",
        f"weighted error {number(suite.weighted_error)}" + (f" ({moved})" if moved else ""),
        _durations(suite.seconds),
    ]
    return " · ".join(part for part in parts if part)


def _durations(seconds: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {seconds[name]:.2f} s" for name in ("p50", "p95", "p99", "total") if name in seconds)


def _gates(suite: SuiteResult) -> Html:
    if not suite.gates:
        return tag("p", "It has no gate.", class_="quiet")
    # The failed ones first, else as they are judged.
    return table("Gates", _GATES, map(_gate, sorted(suite.gates, key=lambda gate: gate.passed)))


def _gate(gate: GateResult) -> Row:
    return Row(
        (gate.gate, gate.wanted, gate.seen, verdict_mark(gate.passed)), class_=None if gate.passed else "failed"
    )


def _metrics(run: RunResult, suite: SuiteResult) -> Html:
    if not suite.values:
        return EMPTY
    columns = [
        Column("metric"),
        Column("value", number=True),
        Column("95 % interval"),
        Column("scored", number=True),
    ]
    changes = changes_of(suite)
    baseline = run.against if changes else None
    if baseline is not None:
        columns += [Column(baseline, number=True), Column("difference"), Column("samples")]
    rows = (_metric(value, changes.get(value.metric), against=baseline is not None) for value in suite.values)
    return table("Metrics", columns, rows)


def _metric(value: MetricValue, change: Change | None, *, against: bool) -> Row:
    before = change.before if change else None
    unit = tag("small", f"{value.metric}, {value.unit}; {value.better} is better", class_="unit")
    scored = f"{whole(value.points)} of {whole(value.weight)}"
    cells: list[str] = [
        joined([value.title, " ", unit]),
        tag("strong", number(value.value))
        if value.value is not None
        else tag("span", "nothing", class_="verdict bad"),
        joined([interval(value, before), " ", _interval_words(value)]),
        joined([scored, " ", tag("small", f"in {counted(value.samples, 'sample')}", class_="unit")]),
    ]
    if against:
        cells += [number(before), _change(value, change), _samples(change)]
    bad = value.value is None or (change is not None and change.regressed)
    return Row(cells, class_="failed" if bad else None)


def _interval_words(value: MetricValue) -> Html:
    if value.interval is None:
        return EMPTY
    return tag("small", f"{number(value.interval.low)} to {number(value.interval.high)}", class_="unit")


def _change(value: MetricValue, change: Change | None) -> str:
    moved = difference(change) if change else None
    if change is None or moved is None:
        return NONE
    within = change.difference
    range_ = tag("small", f"{signed(within.low)} to {signed(within.high)}", class_="unit") if within else EMPTY
    word = "regressed" if change.regressed else direction(change, value.better)
    shade = {"regressed": "bad", "worse": "bad", "better": "good"}.get(word, "")
    return joined(
        [signed(moved), " ", tag("span", word, class_=f"verdict {shade}") if word else EMPTY, " ", range_]
    )


def _samples(change: Change | None) -> str:
    return NONE if change is None else f"{change.better} better, {change.worse} worse of {change.samples}"


def _confusion(confusion: Mapping[str, Tally]) -> Html:
    """The rules with an error, the worst first; those without one are named below."""
    if not confusion:
        return EMPTY
    ordered = sorted(confusion.items(), key=lambda one: (-_errors(one[1]), -one[1].missed, one[0]))
    wrong = [Row(_tally(name, tally)) for name, tally in ordered if _errors(tally)]
    right = [Row(_tally(name, tally)) for name, tally in ordered if not _errors(tally)]
    return joined(_tallies(wrong, right))


def _tallies(wrong: list[Row], right: list[Row]) -> Iterator[Html]:
    if wrong:
        yield table("Confusion by rule", _TALLIES, wrong[:WORST_RULES], "narrow")
    if wrong[WORST_RULES:]:
        yield _folded(f"{counted(len(wrong) - WORST_RULES, 'more rule')} with an error", wrong[WORST_RULES:])
    if right:
        yield _folded(f"{counted(len(right), 'rule')} without an error", right)


def _folded(title: str, rows: list[Row]) -> Html:
    return tag("details", tag("summary", title), table(title, _TALLIES, rows, "narrow bare"))


def _errors(tally: Tally) -> int:
    return tally.missed + tally.extra


def _tally(name: str, tally: Tally) -> tuple[str, ...]:
    missed, extra = (tag("strong", str(n)) if n else "0" for n in (tally.missed, tally.extra))
    return tag("code", name), missed, extra, str(tally.hit), str(tally.silent)


def _families(families: Mapping[str, int]) -> Html:
    if not families:
        return EMPTY
    ordered = sorted(families.items(), key=lambda one: (-one[1], one[0]))
    rows = (tag("li", name or "no family", " ", tag("b", str(count))) for name, count in ordered)
    return joined([tag("h3", "Samples by family"), tag("ul", *rows, class_="families")])
