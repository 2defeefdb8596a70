"""A draft's narrative in a model's words, as far as they hold; else the draft as it was."""

from dataclasses import dataclass

from scribe.phrasing.accept import accept
from scribe.phrasing.phraser import Phraser
from scribe.schema.draft import Draft
from scribe.schema.errors import ModelError
from scribe.schema.finding import Review
from scribe.schema.result import PhrasingComponent


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
    accepted = accept(draft, review, proposals.sentences)
    prompt = phraser.component
    component = PhrasingComponent(
        name=prompt.name,
        version=prompt.version,
        sha256=prompt.sha256,
        model=proposals.model,
        phrased=accepted.phrased,
        replaced=dict(accepted.replaced),
    )
    failure = proposals.failures[0] if proposals.failures else None
    return Phrased(accepted.draft, accepted.review, component, failure)
