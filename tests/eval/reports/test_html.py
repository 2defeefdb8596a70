"""The page stands alone, shows what the run holds, and lets no text of a sample become part of it."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from eval.reports import Samples
from eval.reports.html import page
from eval.reports.html.sample import SHOWN
from eval.reports.wording import WEIGHTED_ERROR
from eval.results import RunResult, SampleResult, SuiteResult, Tally
from tests.eval.reports import example
from tests.eval.reports.parsed_page import ParsedPage

PLANTED = "<img src=x onerror=alert(1)></script></style></title>\"'><b>&amp;"
KEPT = {"better", "speaker_role", "segment_id", "id", "audio"}
"""Names of fields that hold no free text."""


def parsed(run: RunResult, samples: Samples | None = None, folder: Path = Path("nowhere")) -> ParsedPage:
    return ParsedPage(page.render(run, samples or example.stored(), folder))


def planted(value: Any, name: str = "") -> Any:
    """The dumped value with the planted text at the end of every free text and of every name of a mapping."""
    if isinstance(value, dict):
        free = name in ("confusion", "families")
        return {key + PLANTED if free else key: planted(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [planted(one, name) for one in value]
    is_free = isinstance(value, str) and name not in KEPT and value != WEIGHTED_ERROR
    return value + PLANTED if is_free else value


@pytest.mark.parametrize("run", [example.run(), example.good_run(), example.EMPTY])
def test_it_loads_nothing_from_anywhere(run: RunResult, tmp_path: Path) -> None:
    found = parsed(run, folder=example.recorded(tmp_path))

    addresses = [
        one.attributes[name] for one in found.elements for name in ("src", "href") if name in one.attributes
    ]
    assert [one for one in addresses if not one.startswith(("#suite", "data:audio/"))] == []
    assert {one.name for one in found.elements}.isdisjoint(
        {"link", "iframe", "img", "object", "embed", "base", "form"}
    )
    assert not re.search(r"url\(|@import", found.all("style")[0].text)


def test_its_policy_lets_only_its_own_style_and_script_in() -> None:
    found = parsed(example.run())
    (policy,) = [one.attributes["content"] for one in found.all("meta") if "http-equiv" in one.attributes]
    hashes = {
        name: f"'sha256-{b64encode(sha256(found.all(name)[0].text.encode()).digest()).decode()}'"
        for name in ("style", "script")
    }

    assert policy.split("; ")[:4] == [
        "default-src 'none'",
        f"style-src {hashes['style']}",
        f"script-src {hashes['script']}",
        "media-src data:",
    ]


def test_no_text_of_a_run_becomes_markup() -> None:
    run = RunResult.model_validate_json(json.dumps(planted(example.run().model_dump(mode="json"))))
    stored = {
        one.sample + PLANTED: SampleResult.model_validate_json(json.dumps(planted(one.model_dump(mode="json"))))
        for one in (example.LIFTING, example.CRASHED)
    }

    found = parsed(run, lambda suite, sample: stored.get(sample))
    plain = parsed(example.run(), example.stored(example.LIFTING, example.CRASHED))

    assert [one.name for one in found.elements] == [one.name for one in plain.elements]
    assert [one for one in found.elements if any(name.startswith("on") for name in one.attributes)] == []
    assert found.all("main")[0].text.count(PLANTED) > 80


def test_ids_are_unique_and_what_points_to_one_finds_it(tmp_path: Path) -> None:
    found = parsed(example.run(), folder=example.recorded(tmp_path))
    ids = [one.attributes["id"] for one in found.elements if "id" in one.attributes]
    pointed = {
        one.attributes[name].removeprefix("#")
        for one in found.elements
        for name in ("href", "data-same", "aria-labelledby")
        if name in one.attributes
    }

    assert len(ids) == len(set(ids))
    assert pointed <= set(ids)


def test_marked_words_are_those_of_the_spans_and_know_their_differences() -> None:
    found = parsed(example.run(), example.stored(example.LIFTING))
    rows = {one.attributes["data-key"] for one in found.all("tr", "difference")}

    assert [(one.text, one.attributes["data-keys"]) for one in found.all("mark")] == [
        ("left", "suite-1-s2-d3"),
        ("weakness in the legs", "suite-1-s2-d1"),
        ("no weakness", "suite-1-s2-d1"),
        ("Ibuprofen, four hundred, twice a day", "suite-1-s2-d2"),
    ]
    assert {one.attributes["data-keys"] for one in found.all("mark")} < rows


def test_only_the_dangerous_difference_is_marked_dangerous() -> None:
    found = parsed(example.run(), example.stored(example.LIFTING))

    assert [one.text for one in found.all("mark", "dangerous")] == ["weakness in the legs", "no weakness"]
    assert found.rows("Differences") == [
        ["assertion-flips dangerous", "weakness: denied", "weakness: documented"],
        ["fact-recall[treatment]", "ibuprofen 400 mg, twice a day, helped partly", "–"],
        ["fact-precision", "–", "laterality of pain: left"],
        ["codes in sequence", "M54.50", "M54.59"],
    ]


def test_the_transcript_is_whole() -> None:
    found = parsed(example.run(), example.stored(example.LIFTING))

    assert [one.text for one in found.all("span", "words")] == [text for _, text in example.TALK]
    assert [one.text for one in found.all("span", "speaker")] == [str(role) for role, _ in example.TALK]


def test_a_suite_says_its_dangerous_error_and_shows_its_gates_failed_first() -> None:
    found = parsed(example.run(example.suite()))

    assert found.all("p", "dangerous-error")[0].text == example.suite().dangerous_error
    assert [row[0] for row in found.rows("Gates")][-1] == "codes in sequence"
    assert found.rows("Gates")[0] == ["assertion flips", "0", "1 of 143", "✗ failed"]


def test_a_metric_has_its_value_interval_weight_baseline_and_difference() -> None:
    row = parsed(example.run(example.suite())).rows("Metrics")[1]

    assert [" ".join(cell.split()) for cell in row] == [
        "Fact recall fact-recall, facts / facts; higher is better",
        "0.900",
        "1 0.810 to 0.991",
        "371 of 412 in 24 samples",
        "0.921",
        "−0.021 regressed −0.034 to −0.006",
        "1 better, 4 worse of 23",
    ]


def test_a_suite_that_was_compared_with_nothing_has_no_columns_for_it() -> None:
    (row,) = parsed(example.good_run()).rows("Metrics")

    assert len(row) == 4


def test_a_metric_of_nothing_says_so() -> None:
    row = parsed(example.run(example.suite())).rows("Metrics")[3]

    assert row[1:3] == ["nothing", ""]


def test_rules_stand_the_worst_first() -> None:
    found = parsed(example.run())

    assert [row[:3] for row in found.rows("Confusion by rule")] == [
        ["UNSPECIFIED_DEFENDED", "3", "0"],
        ["LATERALITY_MISSING", "2", "1"],
        ["SITE_NOT_STATED", "0", "1"],
    ]
    assert found.rows("1 rule without an error") == [["EXCLUDES1_CONFLICT", "0", "0", "5", "19"]]


def test_no_rule_is_left_out_of_many() -> None:
    many = {f"RULE_{n:02}": Tally(missed=n % 3) for n in range(60)}
    found = parsed(example.run(example.suite().model_copy(update={"confusion": many})))

    captions = ("Confusion by rule", "28 more rules with an error", "20 rules without an error")
    assert sorted(row[0] for caption in captions for row in found.rows(caption)) == sorted(many)


def test_a_crashed_sample_shows_its_class() -> None:
    failures = parsed(example.run()).all("p", "failure")

    assert [one.text for one in failures] == ["It gave no score: RuleCrashed: rule-crashed."]


def test_a_sample_that_is_not_on_disk_is_named_all_the_same() -> None:
    last = parsed(example.run(example.suite())).all("details", "sample")[-1]

    assert last.text == "not-on-diskIts result is not on disk."


def test_a_suite_without_an_error_shows_no_worst_samples() -> None:
    assert parsed(example.good_run()).all("details", "sample") == []


def test_only_the_samples_that_are_shown_are_asked_for() -> None:
    asked: list[tuple[str, str]] = []

    def one(suite: str, sample: str) -> SampleResult:
        asked.append((suite, sample))
        return example.LIFTING.model_copy(update={"suite": suite, "sample": sample})

    names = tuple(f"sample-{n:03}" for n in range(500))
    large: SuiteResult = example.suite().model_copy(update={"samples": 500, "worst": names})
    found = parsed(example.run(large), one)

    assert asked == [(large.suite, name) for name in names[:SHOWN]]
    assert "… and 490 more" in found.all("main")[0].text


def test_an_empty_run_says_that_nothing_was_evaluated() -> None:
    found = parsed(example.EMPTY)

    assert found.all("h1")[0].text == "Failed: nothing was evaluated"
    assert found.all("section") == []


def test_versions_are_in_the_header() -> None:
    versions = [one.text for one in parsed(example.run()).all("dd")]

    assert versions == list(example.VERSIONS.model_dump().values())


def test_equal_runs_are_equal_pages() -> None:
    render = [page.render(example.run(), example.stored(), Path("nowhere")) for _ in range(2)]

    assert render[0] == render[1]
