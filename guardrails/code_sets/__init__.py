"""Which ICD-10-CM codes are in force on a day, what they are called, and what their notes say."""

from guardrails.code_sets.code_set import CodeSet, CodeStatus, code_set_component, code_set_for

__all__ = ["CodeSet", "CodeStatus", "code_set_component", "code_set_for"]
