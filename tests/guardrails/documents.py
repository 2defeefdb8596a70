"""Drafts as contract documents, the way an EHR or another scribe would send them to ``scribe check``."""

from typing import Any

from scribe.schema.documentation import Documentation
from scribe.schema.draft import Draft


def document_of(draft: Draft) -> dict[str, Any]:
    """The parts of a draft that a document holds: encounter, facts, proposed codes, narrative, transcript."""
    document: dict[str, Any] = {
        "encounter": draft.encounter.model_dump(mode="json"),
        "documentation": _as_given(draft).model_dump(mode="json"),
        "proposed_codes": [proposal.code for proposal in draft.proposed],
        "narrative": draft.narrative.model_dump(mode="json"),
    }
    if draft.transcript is not None:
        document["transcript"] = draft.transcript.model_dump(mode="json")
    if draft.given_queries:
        document["queries"] = [query.model_dump(mode="json") for query in draft.given_queries]
    if draft.answers:
        document["answers"] = [record.answer.model_dump(mode="json") for record in draft.answers]
    return document


def _as_given(draft: Draft) -> Documentation:
    """The facts without those that came of answers: the document brings the answers themselves."""
    answered = {fact.id for record in draft.answers for fact in record.facts}
    facts = tuple(fact for fact in draft.documentation.facts if fact.id not in answered)
    return draft.documentation.with_facts(facts)
