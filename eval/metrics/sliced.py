"""Sliced: the score of a fact metric told apart by the kind of fact, as ``fact-recall[region]``.

Both sides are cut down to one kind and scored as usual, so that a slice counts exactly what its metric counts. The
slices of a metric that looks at facts alone add up to its whole.
"""

from eval.metrics.metric import Metric, Score
from eval.samples.labels import Expected
from scribe.schema.result import Result
from scribe.schema.terms import FactKind


def sliced(metric: Metric[Expected, Result], reference: Expected, heard: Result) -> dict[str, Score]:
    """The score of each kind that has one, by its name, in the order of the kinds."""
    labelled = {label.kind for label in reference.facts} | {*reference.complete_for, *reference.not_discussed}
    kinds = labelled | {fact.kind for fact in heard.documentation.facts}
    scores = {
        f"{metric.id}[{kind}]": metric.score(_labels_of(kind, reference), _facts_of(kind, heard))
        for kind in FactKind
        if kind in kinds
    }
    return {name: score for name, score in scores.items() if score.weight or score.points}


def _labels_of(kind: FactKind, reference: Expected) -> Expected:
    return reference.model_copy(
        update={
            "facts": tuple(label for label in reference.facts if label.kind is kind),
            "complete_for": tuple(one for one in reference.complete_for if one is kind),
            "not_discussed": tuple(one for one in reference.not_discussed if one is kind),
        }
    )


def _facts_of(kind: FactKind, heard: Result) -> Result:
    facts = (fact for fact in heard.documentation.facts if fact.kind is kind)
    return heard.model_copy(update={"documentation": heard.documentation.with_facts(facts)})
