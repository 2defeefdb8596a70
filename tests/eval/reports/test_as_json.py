"""Equal runs are equal bytes of JSON, read back whole, and comparable without their durations."""

import json

import pytest

from eval.reports import as_json
from eval.results import RunResult, Tally
from tests.eval.reports import example


@pytest.mark.parametrize("run", [example.run(), example.EMPTY])
def test_it_is_read_back_whole(run: RunResult) -> None:
    assert as_json.read(as_json.render(run)) == run


def test_schema_and_versions_stand_on_top() -> None:
    document = json.loads(as_json.render(example.run()))

    assert list(document)[:2] == ["schema", "versions"]
    assert document["schema"] == "scribe-eval-run/1"


def test_equal_runs_are_equal_bytes() -> None:
    suite = example.suite()
    turned = suite.model_copy(
        update={
            "confusion": dict(reversed(suite.confusion.items())),
            "families": dict(reversed(suite.families.items())),
            "seconds": dict(reversed(suite.seconds.items())),
            "changes": (suite.changes[0].model_copy(update={"before": -0.0}), *suite.changes[1:]),
        }
    )
    assert turned == suite

    assert as_json.render(example.run(turned)) == as_json.render(example.run(suite))


def test_durations_stand_apart() -> None:
    slower = example.run(example.suite().model_copy(update={"seconds": {"p50": 9.0}}))

    one, other = (json.loads(as_json.render(run)) for run in (example.run(example.suite()), slower))

    assert one.pop("durations") != other.pop("durations")
    assert one == other


def test_another_value_is_other_bytes() -> None:
    other = example.suite().model_copy(update={"confusion": {"SITE_NOT_STATED": Tally(hit=1)}})

    assert as_json.render(example.run(other)) != as_json.render(example.run(example.suite()))


def test_a_value_that_is_no_number_is_refused() -> None:
    suite = example.suite().model_copy(update={"weighted_error": float("nan")})

    with pytest.raises(ValueError, match="not JSON compliant"):
        as_json.render(example.run(suite))


@pytest.mark.parametrize("text", ["[]", "{}", '{"schema": "scribe-eval-run/2", "suites": []}'])
def test_another_schema_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="scribe-eval-run/1"):
        as_json.read(text)
