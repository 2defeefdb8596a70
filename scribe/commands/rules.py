"""``scribe rules``: the rules in force, or one of them with its citation and examples."""

import argparse

import guardrails


def run(options: argparse.Namespace) -> int:
    """Print the list, or the rule of this id or name. Raises UnknownRule."""
    if not options.rule:
        print(guardrails.rule_list())
        return 0
    print(guardrails.rule_text(options.rule))
    return 0
