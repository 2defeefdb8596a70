"""What is mutated, and which tests may kill a mutant, the most telling first."""

SEED = 20261120
SAMPLE = 500
KILLED_AT_LEAST = 0.85

MODULES = (
    "guardrails.reviewer",
    "guardrails.coder",
    "guardrails.chart",
    "guardrails.answering",
    "guardrails.account",
    "guardrails.asserting",
    "guardrails.alerting",
    "guardrails.compliance",
    "guardrails.coding_rule",
    "guardrails.rule",
    "guardrails.code_sets.code_set",
    "guardrails.code_sets.excludes1",
    "guardrails.code_sets.targets",
    "guardrails.code_sets.tables",
    "guardrails.code_sets.semantic",
    "guardrails.code_sets.msdrg",
    "guardrails.reading.picture",
    "guardrails.reading.problem",
    "guardrails.reading.mentions",
    "guardrails.reading.phrases",
    "guardrails.reading.sites",
    "guardrails.reading.sides",
    "guardrails.reading.basis",
    "guardrails.reading.injury",
    "guardrails.reading.cause",
    "guardrails.reading.disc",
    "guardrails.reading.fracture",
    "guardrails.reading.hints",
    "guardrails.reading.films",
    "guardrails.reading.pregnancy",
    "guardrails.reading.postoperative",
    "guardrails.reading.conflicts",
    "guardrails.reading.red_flags",
)

TESTS = (
    (
        *("test_decision_table.py", "test_phrases.py", "test_coder.py", "test_account.py", "test_red_flags.py"),
        *("test_visits_in_process.py", "test_coding_faq.py", "test_assertion_rules.py"),
    ),
    ("test_excludes1.py", "test_code_sets.py", "test_queries.py"),
    ("test_rules.py",),
    ("test_properties.py",),
)
"""Files of tests/guardrails that run in one process, in groups that start together. A missing one is an error."""
