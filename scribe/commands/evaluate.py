"""``scribe eval``: suites, verdicts, baselines, replay and labels, as ``python -m eval``."""

import argparse


def run(options: argparse.Namespace) -> int:
    """Hand the words after ``eval`` to the evaluation's own command line."""
    from eval.__main__ import main

    return main(options.arguments)
