"""Deterministic coding and checking: no model, no clock, no chance.

``code(encounter, documentation)`` derives ICD-10-CM codes from facts; ``check(draft)`` reviews all that would be
signed; ``with_answers(draft, answers)`` takes a provider's answers up for a second pass. What is in force is what
``CODING_RULES`` and ``RULES`` name, in their order. Importing is cheap: the parts load on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guardrails.answering import with_answers
    from guardrails.code_sets import CodeSet, code_set_component, code_set_for
    from guardrails.coder import code
    from guardrails.docs import find_rule, rule_list, rule_text
    from guardrails.provenance import rule_pack_component
    from guardrails.registry import CODING_RULES, RULES
    from guardrails.reviewer import check

__all__ = [
    "CODING_RULES",
    "RULES",
    "CodeSet",
    "check",
    "code",
    "code_set_component",
    "code_set_for",
    "find_rule",
    "rule_list",
    "rule_pack_component",
    "rule_text",
    "with_answers",
]

_HOMES = {
    "CODING_RULES": "guardrails.registry",
    "RULES": "guardrails.registry",
    "CodeSet": "guardrails.code_sets",
    "check": "guardrails.reviewer",
    "code": "guardrails.coder",
    "code_set_component": "guardrails.code_sets",
    "code_set_for": "guardrails.code_sets",
    "find_rule": "guardrails.docs",
    "rule_list": "guardrails.docs",
    "rule_pack_component": "guardrails.provenance",
    "rule_text": "guardrails.docs",
    "with_answers": "guardrails.answering",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
