"""The suites, each named by the arrow it tests."""

from eval.suite import Suite
from eval.suites import draft_to_findings

SUITES = (draft_to_findings.SUITE,)
AUDIO_SUITES: tuple[Suite, ...] = ()
NAMES = [s.name for s in SUITES]


def known(name):
    return next(s for s in SUITES if s.name == name)
