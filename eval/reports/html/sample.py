"""Sample: one of the worst, as a reader needs it to see why: its sound, its words, what differs, and the note."""

from collections.abc import Iterator, Sequence

from eval.reports import Samples
from eval.reports.html.recordings import Recordings
from eval.reports.html.table import Column, Row, table
from eval.reports.html.tags import EMPTY, Html, joined, tag
from eval.reports.html.transcript import key, transcript
from eval.reports.wording import NONE, counted, worst_with_errors
from eval.results import Check, Difference, SampleResult, Shown, SuiteResult

SHOWN = 10
"""Samples shown a suite."""
_COLUMNS = (Column("difference"), Column("expected"), Column("got"))


def worst_samples(suite: SuiteResult, anchor: str, samples: Samples, recordings: Recordings) -> Html:
    """The worst samples of a suite, the worst first. anchor: the suite's id in the page."""
    worst = worst_with_errors(suite)
    if not worst:
        return EMPTY
    shown = worst[:SHOWN]
    blocks = (
        _sample(f"{anchor}-s{place}", name, samples(suite.suite, name), recordings)
        for place, name in enumerate(shown, start=1)
    )
    left = len(worst) - len(shown)
    more = tag("p", f"… and {left} more, in the results on disk.", class_="quiet") if left else EMPTY
    return joined([tag("h3", "Worst samples"), *blocks, more])


def _sample(anchor: str, name: str, result: SampleResult | None, recordings: Recordings) -> Html:
    if result is None:
        missing = tag("p", "Its result is not on disk.", class_="quiet")
        return tag("details", tag("summary", tag("span", tag("code", name))), missing, class_="sample", id=anchor)
    body = tag("div", joined(_body(anchor, result, recordings)), class_="body")
    return tag("details", _summary(name, result), body, class_="sample", id=anchor)


def _summary(name: str, result: SampleResult) -> Html:
    title = result.shown.title if result.shown else ""
    family = tag("span", result.family, class_="quiet") if result.family else EMPTY
    heading = tag("span", tag("code", name), " ", tag("span", title, class_="title"), " ", family)
    return tag("summary", heading, " ", tag("span", joined(_badges(result)), class_="badges"))


def _badges(result: SampleResult) -> Iterator[Html]:
    differences = result.shown.differences if result.shown else ()
    dangerous = sum(one.dangerous for one in differences)
    broken = sum(not check.passed for check in result.checks)
    if result.failure is not None:
        yield tag("span", f"crashed: {result.failure}", class_="badge bad")
    if dangerous:
        yield tag("span", f"{dangerous} dangerous", class_="badge bad")
    if broken:
        yield tag("span", f"{counted(broken, 'check')} broken", class_="badge")
    if differences:
        yield tag("span", counted(len(differences), "difference"), class_="badge")


def _body(anchor: str, result: SampleResult, recordings: Recordings) -> Iterator[Html]:
    if result.failure is not None:
        yield tag("p", "It gave no score: ", tag("code", result.failure), ".", class_="failure")
    if result.shown is None and result.failure is not None:
        return
    shown = result.shown or Shown()
    player, heard = recordings.player(shown.audio) if shown.audio else (EMPTY, False)
    words = transcript(anchor, shown.segments, shown.differences, heard=heard)
    yield tag("div", tag("h4", "What was said"), player, words, class_="said")
    yield tag(
        "div",
        _differences(anchor, shown.differences),
        _broken([check for check in result.checks if not check.passed]),
        _note(shown.note),
        class_="found",
    )


def _differences(anchor: str, differences: Sequence[Difference]) -> Html:
    if not differences:
        return tag("p", "No difference is recorded.", class_="quiet")
    rows = (_difference(key(anchor, place), one) for place, one in enumerate(differences))
    return table("Differences", _COLUMNS, rows)


def _difference(own: str, one: Difference) -> Row:
    what: Html = joined([one.what])
    if one.spans:
        what = tag("button", one.what, type="button", aria_pressed="false", title="Show the words it rests on")
    danger = tag("span", "dangerous", class_="badge bad") if one.dangerous else EMPTY
    cells = (joined([what, " ", danger]), _side(one.expected), _side(one.got))
    return Row(cells, class_="difference dangerous" if one.dangerous else "difference", key=own)


def _side(value: str | None) -> str:
    return tag("span", NONE, class_="quiet", aria_label="nothing") if value is None else value


def _broken(checks: Sequence[Check]) -> Html:
    if not checks:
        return EMPTY
    rows = (tag("li", tag("strong", check.name), ": ", check.seen) for check in checks)
    return joined([tag("h4", "Broken checks"), tag("ul", *rows)])


def _note(note: str) -> Html:
    if not note:
        return EMPTY
    return tag("details", tag("summary", "The note"), tag("pre", note, tabindex="0"), class_="note")
