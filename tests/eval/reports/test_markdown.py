"""The summary for a review is short, tells what failed and moved, and holds nothing that Markdown would act on."""

import re

from eval.reports import markdown
from eval.results import GateResult, RunResult, SuiteResult
from tests.eval.reports import example


def rows(text: str, first: str) -> list[list[str]]:
    """The cells of the table whose head begins with a title."""
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {first} |"))
    table = [*lines[start:], ""]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table[2 : table.index("")]]


def long_run() -> RunResult:
    """Twelve suites of five hundred samples together, a third of them with errors everywhere."""
    suites = [example.suite() if n % 3 == 0 else example.good_suite() for n in range(12)]
    return example.run(
        *(suite.model_copy(update={"suite": f"{suite.suite}-{n}"}) for n, suite in enumerate(suites))
    )


def test_the_verdict_comes_first() -> None:
    assert markdown.render(example.run()).startswith("## ❌ Failed: 3 of 5 gates, 1 crashed sample\n")
    assert markdown.render(example.good_run()).startswith("## ✅ Passed: 1 gate held over 40 samples in 1 suite\n")
    assert markdown.render(example.EMPTY).startswith("## ❌ Failed: nothing was evaluated\n")


def test_every_suite_has_its_row() -> None:
    assert rows(markdown.render(example.run()), "suite") == [
        ["`encounter-to-note`", "24, 1 crashed", "**1 of 4**", "0.710", "+0.090"],
        ["`negation-flips`", "40", "1 of 1", "0.000", "–"],
    ]


def test_what_regressed_stands_first_among_what_moved() -> None:
    text = markdown.render(example.run()).split("**Against main**: 4 metrics moved, 1 regressed.")[1]

    assert rows(text, "suite")[0] == [
        "`encounter-to-note`",
        "`fact-recall`",
        "0.921",
        "0.900",
        "−0.021 (−0.034 to −0.006) **regressed**",
        "1 / 4 of 23",
    ]


def test_what_stayed_is_not_listed() -> None:
    stayed = example.suite().changes[0].model_copy(update={"before": 0.5, "after": 0.5, "worse": 0})
    run = example.run(example.suite().model_copy(update={"changes": (stayed,)}))

    assert "**Against main**: no metric moved." in markdown.render(run)


def test_a_run_without_a_baseline_speaks_of_none() -> None:
    assert "Against" not in markdown.render(example.run().model_copy(update={"against": None}))


def test_failed_gates_say_what_was_wanted_and_seen() -> None:
    assert ["assertion flips", "`encounter-to-note`", "0", "1 of 143"] in rows(
        markdown.render(example.run()), "failed gate"
    )


def test_five_worst_samples_a_suite_are_named() -> None:
    many = example.suite().model_copy(update={"worst": tuple(f"sample-{n}" for n in range(9))})
    (line,) = [line for line in markdown.render(example.run(many)).splitlines() if line.startswith("- ")]

    assert line == "- `encounter-to-note`: `sample-0`, `sample-1`, `sample-2`, `sample-3`, `sample-4`"


def test_a_suite_without_an_error_has_no_worst_samples() -> None:
    assert "Worst" not in markdown.render(example.good_run())


def test_versions_are_named() -> None:
    assert "rule pack `2026.11`" in markdown.render(example.run())


def test_a_long_run_stays_short() -> None:
    assert len(markdown.render(long_run()).splitlines()) <= 60


def test_what_is_left_out_is_counted() -> None:
    gates = tuple(GateResult(gate=f"gate {n}", passed=False, wanted="0", seen="1") for n in range(20))

    text = markdown.render(example.run(example.suite().model_copy(update={"gates": gates})))

    assert len(rows(text, "failed gate")) == markdown.ROWS
    assert "… and 8 more." in text


def seen(text: str) -> list[list[str]]:
    """The table of failed gates where the one gate saw this text."""
    gate = GateResult(gate="g", passed=False, wanted="w", seen=text)
    suite: SuiteResult = example.suite().model_copy(update={"gates": (gate,)})
    return rows(markdown.render(example.run(suite)), "failed gate")


def test_text_cannot_leave_its_cell_nor_mark_anything_up() -> None:
    ((*_, cell),) = seen("a | b\nc <img src=x> @someone [x](y) `z` **w** \\|")

    assert not re.search(r"[|<>@\[\]`*\\\n]", cell)
    assert cell.startswith("a &#124; b c &#60;img src=x&#62; &#64;someone")


def test_long_text_is_cut() -> None:
    assert seen("x" * 1000)[0][-1] == "x" * (markdown.LONGEST - 1) + "…"
