"""Tokens: what the language model was given and gave back, by notes that a model took part in.

Prompt and completion tokens of reading and wording, as the provenance tells. A note without a model has no weight,
nor one whose server counts no tokens: unknown is not zero. Dangerous error: none; it is what a note costs.
"""

from eval.metrics.examples import drafted, expected
from eval.metrics.metric import NOTHING, Metric, Score
from eval.metrics.model_use import models
from eval.samples.labels import Expected
from scribe.schema.result import ModelComponent, Result


def score(reference: Expected, heard: Result) -> Score:
    """Tokens of one note."""
    counts = [count for model in models(heard) for count in (model.prompt_tokens, model.completion_tokens)]
    known = [count for count in counts if count is not None]
    return Score(points=sum(known), weight=1) if known and len(known) == len(counts) else NOTHING


def _model(prompt: int | None, completion: int | None) -> ModelComponent:
    return ModelComponent(
        name="example",
        host="localhost",
        structured="json",
        temperature=0.0,
        prompt_tokens=prompt,
        completion_tokens=completion,
    )


METRIC: Metric[Expected, Result] = Metric(
    id="tokens",
    title="Tokens",
    unit="tokens / notes with a model",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("both ways", expected(), drafted("P: pain", model=_model(1000, 200)), 1200.0),
        ("nothing came back", expected(), drafted("P: pain", model=_model(1000, 0)), 1000.0),
        ("a server that does not count all", expected(), drafted("P: pain", model=_model(1000, None)), None),
        ("no model took part", expected(), drafted("P: pain"), None),
    ),
)
