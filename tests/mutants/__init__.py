"""Mutation testing of the guardrails: ``python -m tests.mutants``, or ``make mutants``."""
