"""Every metric scores its examples as it says, and stands in the registry."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import eval.metrics as package
from eval.metrics.metric import NOTHING, Metric, Score, base_id, pooled
from eval.metrics.registry import METRICS

FOLDER = Path(package.__file__).parent
ALWAYS_SCORED = {"codes-exact", "disposition"}
"""Of every visit there is something to score."""
EXAMPLES = [
    pytest.param(metric, reference, heard, value, id=f"{metric.id}: {shows}")
    for metric in METRICS
    for shows, reference, heard, value in metric.examples
]


@pytest.mark.parametrize(("metric", "reference", "heard", "value"), EXAMPLES)
def test_an_example_has_the_value_it_says(metric: Metric[Any, Any], reference: Any, heard: Any, value: Any) -> None:
    assert metric.score(reference, heard).value == (None if value is None else pytest.approx(value))


def test_the_folder_is_the_registry() -> None:
    modules = [
        import_module(f"eval.metrics.{path.stem}") for path in FOLDER.glob("*.py") if path.stem != "__init__"
    ]
    in_folder = {module.__name__: module.METRIC for module in modules if hasattr(module, "METRIC")}

    assert sorted(metric.id for metric in in_folder.values()) == sorted(metric.id for metric in METRICS)


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_a_metric_is_the_file_of_its_name(metric: Metric[Any, Any]) -> None:
    assert import_module(f"eval.metrics.{metric.id.replace('-', '_')}").METRIC is metric


def test_ids_are_unique() -> None:
    assert len({metric.id for metric in METRICS}) == len(METRICS)


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_a_metric_shows_what_it_does_not_score(metric: Metric[Any, Any]) -> None:
    unscored = any(value is None for _, _, _, value in metric.examples)

    assert unscored is (metric.id not in ALWAYS_SCORED)


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_a_metric_tells_two_values_apart(metric: Metric[Any, Any]) -> None:
    assert len({value for _, _, _, value in metric.examples if value is not None}) > 1


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_scores_pool_as_sums(metric: Metric[Any, Any]) -> None:
    scores = [metric.score(reference, heard) for _, reference, heard, _ in metric.examples]

    both = pooled(scores)

    assert both.weight == pytest.approx(sum(score.weight for score in scores))
    assert both.points == pytest.approx(sum(score.points for score in scores))


def test_nothing_has_no_value() -> None:
    assert NOTHING.value is None
    assert pooled([]).value is None


def test_a_long_sample_outweighs_a_short_one() -> None:
    assert pooled([Score(points=1, weight=1), Score(points=0, weight=99)]).value == pytest.approx(0.01)


def test_a_slice_belongs_to_its_metric() -> None:
    assert base_id("fact-recall[region]") == "fact-recall"
