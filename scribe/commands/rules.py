"""``scribe rules``: the rules in force, or one of them with its citation and examples."""

import argparse

import guardrails
from scribe.schema.errors import UnknownRule


def run(options: argparse.Namespace) -> int:
    """Print the list, or the rule of this id or name."""
    if not options.rule:
        print(guardrails.rule_list())
        return 0
    text = guardrails.rule_text(options.rule)
    if text is None:
        raise UnknownRule(f"There is no rule {options.rule!r}.", "scribe rules lists them.")
    print(text)
    return 0
