"""Write: an evaluation run into the files that were asked for, in any of the four forms."""

from pathlib import Path

from eval.reports import Samples, as_json
from eval.reports import junit as as_junit
from eval.reports import markdown as as_markdown
from eval.reports.html import page
from eval.results import RunResult


def write(
    run: RunResult,
    samples: Samples,
    folder_of_fixtures: Path,
    *,
    junit: Path | None = None,
    json: Path | None = None,
    markdown: Path | None = None,
    html: Path | None = None,
) -> None:
    """Each file that is named, in a folder that is made where there is none. An earlier report is replaced.

    samples: asked for one at a time, and only for those that a report shows.
    """
    if junit is not None:
        _write(junit, as_junit.render(run, samples))
    if json is not None:
        _write(json, as_json.render(run))
    if markdown is not None:
        _write(markdown, as_markdown.render(run))
    if html is not None:
        _write(html, page.render(run, samples, folder_of_fixtures))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
