"""Metrics by id, and their scores of one sample."""

from collections.abc import Iterable
from typing import Any

from eval.metrics.metric import Metric, Score
from eval.metrics.registry import METRICS

_BY_ID = {metric.id: metric for metric in METRICS}


def named(*ids: str) -> tuple[Metric[Any, Any], ...]:
    """The metrics of these ids."""
    return tuple(_BY_ID[name] for name in ids)


def measured(metrics: Iterable[Metric[Any, Any]], reference: object, heard: object) -> dict[str, Score]:
    """The score of each metric by its id; one without a weight is kept: it says that nothing was there to score."""
    return {metric.id: metric.score(reference, heard) for metric in metrics}
