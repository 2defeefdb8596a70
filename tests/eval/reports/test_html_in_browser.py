"""The page in a real browser: it stays by itself, and words, differences and sound lead to each other."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.reports.html import page as report
from eval.results import RunResult
from tests.eval.reports import example

playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed: the page is not opened in a browser"
)
FIRST_DIFFERENCE = "tr[data-key='suite-1-s2-d1']"
FLIPPED = "mark[data-keys='suite-1-s2-d1']"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium: that of the system where there is one, else the one that playwright downloaded."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with playwright.sync_playwright() as engine:
        own = engine.chromium.executable_path
        if path is None and not Path(own).exists():
            pytest.skip("no Chromium: install it, or run `playwright install chromium`")
        # Its sandbox refuses to run as root, as in a container.
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = engine.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()


class Opened:
    """A page, with what it asked for and what went wrong in it."""

    def __init__(self, browser: Any, folder: Path, run: RunResult, **how: Any) -> None:
        path = folder / "run.html"
        path.write_text(report.render(run, example.stored(), example.recorded(folder, 52)), "utf-8")
        self.page = browser.new_page(**how)
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(path.as_uri())
        self.address = self.page.url

    def open_samples(self) -> None:
        self.page.evaluate("for (const one of document.querySelectorAll('.sample')) one.open = true")

    def chosen(self) -> list[str]:
        """The words that are highlighted."""
        return [str(text) for text in self.page.locator("mark.on").all_inner_texts()]


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Opened]:
    one = Opened(browser, tmp_path, example.run())
    one.open_samples()
    yield one
    one.page.close()


def test_nothing_goes_wrong_and_no_request_leaves_the_page(opened: Opened, tmp_path: Path) -> None:
    opened.page.screenshot(path=tmp_path / "run.png", full_page=True)

    assert opened.errors == []
    assert [url for url in opened.requests if url != opened.address and not url.startswith("data:audio/")] == []
    assert (tmp_path / "run.png").stat().st_size > 10_000


def test_its_policy_stops_a_script_that_is_not_its_own(opened: Opened) -> None:
    opened.page.evaluate(
        "const one = document.createElement('script');"
        "one.textContent = 'window.ran = true';"
        "document.body.append(one)"
    )

    assert opened.page.evaluate("window.ran") is None
    assert "Content Security Policy" in opened.errors[0]


def test_choosing_a_difference_highlights_its_words(opened: Opened) -> None:
    opened.page.locator(f"{FIRST_DIFFERENCE} button").click()

    assert opened.chosen() == ["weakness in the legs", "no weakness"]
    assert opened.page.locator(f"{FIRST_DIFFERENCE} button").get_attribute("aria-pressed") == "true"


def test_choosing_it_again_takes_the_highlight_away(opened: Opened) -> None:
    opened.page.locator(f"{FIRST_DIFFERENCE} button").click()
    opened.page.locator(f"{FIRST_DIFFERENCE} button").click()

    assert opened.chosen() == []


def test_choosing_words_highlights_their_difference(opened: Opened) -> None:
    opened.page.locator(FLIPPED).first.click()

    chosen = [row.get_attribute("data-key") for row in opened.page.locator("tr.difference.on").all()]
    assert chosen == ["suite-1-s2-d1"]


def test_words_are_chosen_by_keyboard(opened: Opened) -> None:
    opened.page.locator(FLIPPED).first.focus()
    opened.page.keyboard.press("Enter")

    assert opened.chosen() == ["weakness in the legs", "no weakness"]


def test_pointing_at_words_points_at_their_difference(opened: Opened) -> None:
    opened.page.locator(FLIPPED).first.hover()

    assert opened.page.locator(f"{FIRST_DIFFERENCE}.near").count() == 1


@pytest.mark.parametrize("sample", ["lifting", "lifting-again"])
def test_a_segment_is_sought_in_the_recording(opened: Opened, sample: str) -> None:
    block = opened.page.locator(".sample", has=opened.page.get_by_text(sample, exact=True))
    block.get_by_label("Play from 0:24").click()

    audio = block.locator("audio").element_handle()
    # Sooner than it would come there by playing from the start.
    opened.page.wait_for_function("audio => audio.currentTime >= 24", arg=audio, timeout=10_000)


@pytest.mark.parametrize("run", [example.run(), example.EMPTY], ids=["errors", "empty"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_narrow_screen(browser: Any, tmp_path: Path, run: RunResult, scheme: str) -> None:
    one = Opened(browser, tmp_path, run, viewport={"width": 400, "height": 800}, color_scheme=scheme)
    one.open_samples()

    assert one.page.evaluate("document.documentElement.scrollWidth") == 400
    one.page.close()


def test_a_printed_page_is_open_throughout(browser: Any, tmp_path: Path) -> None:
    one = Opened(browser, tmp_path, example.run())

    one.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert one.page.locator("details:not([open])").count() == 0
    one.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert one.page.locator("details[open]").count() == 0
    one.page.close()
