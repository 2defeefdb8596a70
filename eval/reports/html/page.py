"""Page: the whole document, with its style, its script and the policy that lets nothing else in."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from eval.reports import Samples
from eval.reports.html.recordings import Recordings
from eval.reports.html.suite import suite_section, verdict_mark
from eval.reports.html.table import Column, Row, table
from eval.reports.html.tags import EMPTY, Html, joined, tag
from eval.reports.wording import number, passed, suite_passed, verdict, weighted_change
from eval.results import RunResult, SuiteResult

STYLE = Path(__file__).with_name("page.css")
SCRIPT = Path(__file__).with_name("page.js")
_COLUMNS = (Column("suite"), Column("samples", number=True), Column("gates held", number=True))


def render(run: RunResult, samples: Samples, folder_of_fixtures: Path) -> str:
    """The document. It reads the recordings of shown samples in the folder of fixtures, and nothing else."""
    style, script = (Html(path.read_text("utf-8")) for path in (STYLE, SCRIPT))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"Evaluation: {verdict(run)}"),
        tag("style", style),
    )
    recordings = Recordings(folder_of_fixtures)
    anchors = [f"suite-{place}" for place in range(1, len(run.suites) + 1)]
    sections = (
        suite_section(run, suite, anchor, samples, recordings)
        for suite, anchor in zip(run.suites, anchors, strict=True)
    )
    body = tag("body", _header(run), tag("main", _overview(run.suites, anchors), *sections), tag("script", script))
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}\n"


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; media-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _header(run: RunResult) -> Html:
    good = passed(run)
    about = [f"against {run.against}" if run.against else "", f"shard {run.shard}" if run.shard else ""]
    return tag(
        "header",
        tag("p", "Scribe evaluation", *(f" · {one}" for one in about if one), class_="quiet"),
        tag("h1", verdict(run), class_="good" if good else "bad"),
        _versions(run),
    )


def _versions(run: RunResult) -> Html:
    pairs = (
        tag("div", tag("dt", name.removesuffix("_sha256").replace("_", " ")), tag("dd", value))
        for name, value in run.versions.model_dump().items()
    )
    return tag("dl", *pairs, class_="versions", aria_label="Versions")


def _overview(suites: Sequence[SuiteResult], anchors: Sequence[str]) -> Html:
    if not suites:
        return tag("p", "The run has no suite, so there is nothing to show and nothing that holds.", class_="quiet")
    columns = (*_COLUMNS, Column("weighted error", number=True), Column("verdict"))
    rows = (_row(suite, anchor) for suite, anchor in zip(suites, anchors, strict=True))
    return tag("nav", table("Suites", columns, rows), id="suites", aria_label="Suites")


def _row(suite: SuiteResult, anchor: str) -> Row:
    held = sum(gate.passed for gate in suite.gates)
    moved = weighted_change(suite)
    crashed = tag("small", f" {suite.failures} crashed", class_="unit") if suite.failures else EMPTY
    change = tag("small", f" ({moved})", class_="unit") if moved else EMPTY
    good = suite_passed(suite)
    cells = (
        tag("a", suite.suite, href=f"#{anchor}"),
        joined([str(suite.samples), crashed]),
        f"{held} of {len(suite.gates)}",
        joined([number(suite.weighted_error), change]),
        verdict_mark(good),
    )
    return Row(cells, class_=None if good else "failed")
