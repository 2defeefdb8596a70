"""Drafts as contract documents, the way an EHR or another scribe would send them to ``scribe check``."""

from typing import Any

from scribe.schema.draft import Draft


def document_of(draft: Draft) -> dict[str, Any]:
    """The parts of a draft that a document holds: encounter, facts, proposed codes, narrative, transcript."""
    document: dict[str, Any] = {
        "encounter": draft.encounter.model_dump(mode="json"),
        "documentation": draft.documentation.model_dump(mode="json"),
        "proposed_codes": [proposal.code for proposal in draft.proposed],
        "narrative": draft.narrative.model_dump(mode="json"),
    }
    if draft.transcript is not None:
        document["transcript"] = draft.transcript.model_dump(mode="json")
    if draft.given_queries:
        document["queries"] = [query.model_dump(mode="json") for query in draft.given_queries]
    return document
