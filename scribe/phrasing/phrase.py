"""A draft's narrative in a model's words, as far as they hold; else the draft as it was."""

from dataclasses import dataclass

import guardrails
from scribe.phrasing.accept import accept
from scribe.phrasing.phraser import Phraser
from scribe.schema.draft import Draft
from scribe.schema.errors import ModelError
from scribe.schema.finding import Review, Severity
from scribe.schema.result import PhrasingComponent

WORSE = "whole-note"
"""Why nothing was taken: together the sentences raise an error that the template does not."""


@dataclass(frozen=True, slots=True)
class Phrased:
    """The draft with its review, the account for the provenance, and the first failure of the model."""

    draft: Draft
    review: Review
    component: PhrasingComponent | None = None
    failure: ModelError | None = None


def phrased(draft: Draft, review: Review, phraser: Phraser, spent_s: float = 0.0) -> Phrased:
    """The draft with every sentence of the model's that may stand. ``spent_s``: of the visit's deadline."""
    proposals = phraser.propose(draft.narrative, spent_s)
    accepted = accept(draft, proposals.sentences)
    again = draft.model_copy(update={"narrative": accepted.narrative})
    checked = guardrails.check(again)
    taken, replaced = accepted.phrased, dict(accepted.replaced)
    if _errors(checked) - _errors(review):
        again, checked, taken, replaced = draft, review, 0, replaced | {WORSE: accepted.phrased}
    prompt = phraser.component
    component = PhrasingComponent(
        name=prompt.name,
        version=prompt.version,
        sha256=prompt.sha256,
        model=proposals.model,
        phrased=taken,
        replaced=replaced,
    )
    return Phrased(again, checked, component, proposals.failures[0] if proposals.failures else None)


def _errors(review: Review) -> frozenset[tuple[str, str]]:
    return frozenset((f.rule, f.message) for f in review.findings if f.severity is Severity.ERROR)
