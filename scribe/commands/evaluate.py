"""``scribe eval run``: the recorded suites, as ``python -m eval run``."""

import argparse


def run(options: argparse.Namespace) -> int:
    """Hand the words after ``eval`` to the evaluation's own command line."""
    from eval.__main__ import main

    return main(options.arguments)
