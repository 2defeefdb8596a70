"""A run as a summary for a pull request: what failed, what moved against the baseline, and where to look."""

import re
from collections.abc import Iterator, Sequence

from eval.reports.wording import (
    NONE,
    counted,
    difference,
    direction,
    is_changed,
    number,
    passed,
    signed,
    values_of,
    verdict,
    weighted_change,
    worst_with_errors,
)
from eval.results import Change, GateResult, RunResult, SuiteResult

WORST = 5
"""Samples named a suite."""
ROWS = 12
"""Rows of a table that could grow without bound; what is left out is counted, and the page has it all."""
LONGEST = 160
"""Characters of a cell."""
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~#@&]")


def render(run: RunResult) -> str:
    """The summary, with a newline at its end."""
    blocks = [
        [f"## {'✅' if passed(run) else '❌'} {_text(verdict(run))}"],
        list(_suites(run)),
        list(_changes(run)),
        list(_failed_gates(run)),
        list(_worst(run)),
        [_versions(run)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _suites(run: RunResult) -> Iterator[str]:
    if not run.suites:
        return
    yield from _head("suite", "samples", "gates held", "weighted error", "change")
    for suite in run.suites:
        held = sum(gate.passed for gate in suite.gates)
        gates = f"{held} of {len(suite.gates)}"
        crashed = f", {suite.failures} crashed" if suite.failures else ""
        yield _row(
            _code(suite.suite),
            f"{suite.samples}{crashed}",
            gates if held == len(suite.gates) else f"**{gates}**",
            number(suite.weighted_error),
            weighted_change(suite) or NONE,
        )


def _changes(run: RunResult) -> Iterator[str]:
    if run.against is None:
        return
    moved = [(suite, change) for suite in run.suites for change in suite.changes if is_changed(change)]
    yield f"**Against {_text(run.against)}**: " + (
        f"{counted(len(moved), 'metric')} moved, {sum(change.regressed for _, change in moved)} regressed."
        if moved
        else "no metric moved."
    )
    if not moved:
        return
    yield ""
    yield from _head("suite", "metric", "before", "after", "difference (95 %)", "samples better / worse")
    # What regressed comes first: the table may be cut.
    moved.sort(key=lambda one: not one[1].regressed)
    yield from _cut([_change(suite, change) for suite, change in moved])


def _change(suite: SuiteResult, change: Change) -> str:
    value = values_of(suite).get(change.metric)
    word = direction(change, value.better if value else None)
    mark = " **regressed**" if change.regressed else f" {word}" if word else ""
    return _row(
        _code(suite.suite),
        _code(change.metric),
        number(change.before),
        number(change.after),
        f"{_moved(change)}{mark}",
        f"{change.better} / {change.worse} of {change.samples}",
    )


def _moved(change: Change) -> str:
    moved = difference(change)
    if moved is None:
        return NONE
    within = change.difference
    return signed(moved) + (f" ({signed(within.low)} to {signed(within.high)})" if within else "")


def _failed_gates(run: RunResult) -> Iterator[str]:
    failed = [(suite, gate) for suite in run.suites for gate in suite.gates if not gate.passed]
    if not failed:
        return
    yield from _head("failed gate", "suite", "wanted", "seen")
    yield from _cut([_gate(suite, gate) for suite, gate in failed])


def _gate(suite: SuiteResult, gate: GateResult) -> str:
    return _row(_text(gate.gate), _code(suite.suite), _text(gate.wanted), _text(gate.seen))


def _worst(run: RunResult) -> Iterator[str]:
    named = [(suite.suite, worst_with_errors(suite)[:WORST]) for suite in run.suites]
    if not any(names for _, names in named):
        return
    yield "**Worst samples**, the worst first:"
    yield ""
    for suite, names in named:
        if names:
            yield f"- {_code(suite)}: {', '.join(map(_code, names))}"


def _versions(run: RunResult) -> str:
    named = {**run.versions.model_dump(), **({"shard": run.shard} if run.shard else {})}
    return f"<sub>{' · '.join(_version(name, value) for name, value in named.items())}</sub>"


def _version(name: str, value: str) -> str:
    """A hash by its first twelve digits: enough to tell two apart, and the JSON has it whole."""
    shown = value[:12] if name.endswith("_sha256") else value
    return f"{name.removesuffix('_sha256').replace('_', ' ')} {_code(shown)}"


def _head(*titles: str) -> Iterator[str]:
    yield _row(*titles)
    yield _row(*("---" for _ in titles))


def _cut(rows: Sequence[str]) -> Iterator[str]:
    yield from rows[:ROWS]
    if len(rows) > ROWS:
        yield ""
        yield f"… and {len(rows) - ROWS} more."


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _text(text: str) -> str:
    """Text that Markdown shows as it is, in one line: no markup, no mention of anybody, no cell that ends early."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", _short(text))


def _code(text: str) -> str:
    """A name in a code span, in which only the backtick and, in a table, the bar mean something."""
    return f"`{_short(text).replace('`', chr(39)).replace('|', chr(92) + '|') or ' '}`"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
