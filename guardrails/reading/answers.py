"""Answers: facts a clinician stated in answer to a query; they settle what the record left open."""

from scribe.schema.facts import Fact


def is_answer(fact: Fact) -> bool:
    """The clinician stated it in answer to a query."""
    return "answers" in (fact.attributes.model_extra or {})


def answered_phase(fact: Fact) -> str:
    """The phase of care an answer states (active, healing, healed, sequela), or an empty string."""
    extra = fact.attributes.model_extra or {}
    return str(extra.get("phase", "")) if "answers" in extra else ""
