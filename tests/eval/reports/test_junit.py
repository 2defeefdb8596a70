"""The JUnit XML has the form that CI systems read, and whatever gave no good score fails in it."""

import re
from xml.etree import ElementTree

import pytest

from eval.reports import junit
from eval.reports.wording import passed
from eval.results import GateResult, RunResult
from tests.eval.reports import example

CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase"},
    "testcase": {"failure", "error", "skipped", "system-out"},
    "properties": {"property"},
}
ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "time", "skipped"},
    "testcase": {"name", "classname"},
    "property": {"name", "value"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"type", "message"},
}
"""As junit-10.xsd of Jenkins' xUnit plugin allows them, and as strict readers need them."""
SUREFIRE_TIME = re.compile(r"(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?")
RUNS = {"both": example.run(), "good": example.good_run(), "empty": example.EMPTY}


def parsed(run: RunResult) -> ElementTree.Element:
    return ElementTree.fromstring(junit.render(run, example.stored()).encode())


def failed(run: RunResult, kind: str) -> dict[str, str | None]:
    """The message of each failed test of a kind, by its name."""
    cases = parsed(run).iter("testcase")
    return {case.attrib["name"]: found.get("message") for case in cases for found in case.iter(kind)}


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS.keys())
def test_elements_and_attributes_are_those_of_the_schema(run: RunResult) -> None:
    elements = list(parsed(run).iter())

    assert {e.tag for e in elements} <= CHILDREN.keys() | ATTRIBUTES.keys() | {"system-out"}
    assert [e.tag for e in elements if {c.tag for c in e} - CHILDREN.get(e.tag, set())] == []
    assert [e.tag for e in elements if set(e.attrib) != ATTRIBUTES.get(e.tag, set())] == []
    assert all(SUREFIRE_TIME.fullmatch(e.attrib["time"]) for e in elements if "time" in e.attrib)


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS.keys())
@pytest.mark.parametrize(
    ("count", "element"), [("tests", "testcase"), ("failures", "failure"), ("errors", "error")]
)
def test_counts_are_those_of_the_tests(run: RunResult, count: str, element: str) -> None:
    root = parsed(run)

    assert int(root.attrib[count]) == len(list(root.iter(element)))
    assert [int(s.attrib[count]) for s in root] == [len(list(s.iter(element))) for s in root]


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS.keys())
def test_a_run_fails_here_exactly_where_its_verdict_does(run: RunResult) -> None:
    root = parsed(run)

    assert passed(run) == (root.attrib["failures"] == root.attrib["errors"] == "0")


def test_a_failed_gate_is_a_failure_with_what_was_wanted_and_seen() -> None:
    assert failed(example.run(), "failure")["gate: assertion flips"] == "wanted 0, seen 1 of 143"


def test_a_metric_of_nothing_is_skipped_and_never_a_pass() -> None:
    assert "metric: fact-recall[sacrum]" in failed(example.run(), "skipped")
    assert "metric: fact-recall[sacrum]" not in failed(example.run(), "failure")


def test_a_crashed_sample_is_an_error_of_its_class() -> None:
    errors = {e.attrib["type"] for e in parsed(example.run()).iter("error")}

    assert "sample: two-voices" in failed(example.run(), "error")
    assert errors == {"RuleCrashed: rule-crashed"}


def test_crashes_beyond_the_worst_samples_are_an_error_by_number() -> None:
    run = example.run(example.suite().model_copy(update={"failures": 4}))

    assert failed(run, "error")["other samples"] == "3 crashed samples that are not named"


def test_an_empty_run_does_not_pass_for_success() -> None:
    assert failed(example.EMPTY, "failure") == {"has suites": "the run has no suite"}


def test_a_test_keeps_its_name_whatever_is_measured() -> None:
    suite = example.suite()
    gates = tuple(g.model_copy(update={"passed": True, "seen": "other"}) for g in suite.gates)
    values = tuple(example.value(v.metric, 2, 3) for v in suite.values)
    better = example.run(suite.model_copy(update={"gates": gates, "values": values, "failures": 0}))

    before, after = (
        [case.get("name") for case in parsed(run).iter("testcase")] for run in (example.run(suite), better)
    )
    assert [name for name in before if name != "sample: two-voices"] == after


def test_characters_that_xml_cannot_hold_are_replaced() -> None:
    seen = "a\x00b\x1b[31mc\ufffe\x7f </failure> \"'&\n]]>"
    run = example.run(
        example.suite().model_copy(
            update={"gates": (GateResult(gate="\x08g", passed=False, wanted="", seen=seen),)}
        )
    )

    cleaned = "a\ufffdb\ufffd[31mc\ufffd\x7f </failure> \"'&\n]]>"
    assert failed(run, "failure")["gate: \ufffdg"] == f"wanted , seen {cleaned}"


def test_versions_are_properties_of_every_suite() -> None:
    suites = parsed(example.run()).findall("testsuite")

    assert [suite.find("properties/property[@name='rule_pack']").attrib["value"] for suite in suites] == [
        "2026.11"
    ] * 2
