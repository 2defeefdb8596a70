"""``scribe serve``: the HTTP API on this machine."""

import argparse

from scribe.hardening import harden
from scribe.settings import load_settings


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    from scribe.api.serve import serve

    harden()
    return serve(load_settings(), options.host, options.port)
