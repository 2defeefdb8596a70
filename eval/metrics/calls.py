"""Calls: how often the language model was asked, by notes that a model took part in.

Reading and wording together, with repeated questions, as the provenance tells. A note without a model has no
weight. Dangerous error: none; many calls for one note show a model whose replies are refused.
"""

from eval.metrics.examples import drafted, expected
from eval.metrics.metric import NOTHING, Metric, Score
from eval.metrics.model_use import models
from eval.samples.labels import Expected
from scribe.schema.result import ModelComponent, Result


def score(reference: Expected, heard: Result) -> Score:
    """Calls for one note."""
    used = list(models(heard))
    return Score(points=sum(model.calls for model in used), weight=1) if used else NOTHING


def _model(calls: int) -> ModelComponent:
    return ModelComponent(name="example", host="localhost", structured="json", temperature=0.0, calls=calls)


METRIC: Metric[Expected, Result] = Metric(
    id="calls",
    title="Calls of the model",
    unit="calls / notes with a model",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("three", expected(), drafted("P: pain", model=_model(3)), 3.0),
        ("a model that was never reached", expected(), drafted("P: pain", model=_model(0)), 0.0),
        ("no model took part", expected(), drafted("P: pain"), None),
    ),
)
