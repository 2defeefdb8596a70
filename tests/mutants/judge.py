"""The judgement of one mutant, in a process of its own: which test notices it, or none."""

import importlib
import os
import pkgutil
import resource
import sys
from enum import StrEnum

import pytest

import scribe.schema
from tests.mutants import plan
from tests.mutants.loader import install, module_of
from tests.mutants.mutant import Mutant

MEMORY = 4 << 30
"""Bytes of address space: a mutant that collects without end fails before the machine does."""

OPTIONS = ("-x", "-q", "--no-header", "--tb=no", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:logging")


class Outcome(StrEnum):
    """What became of a mutant. All but the first and the last count as killed."""

    SURVIVED = "survived"
    KILLED = "killed"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    INCOMPETENT = "incompetent"
    """It cannot even be imported: no test is needed to see that, so another takes its place."""


class _FirstFailure:
    """Remembers the test that failed."""

    name = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.name = self.name or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.name = self.name or report.nodeid


def preload() -> None:
    """Imports what every judgement needs and no mutant changes, so that a fork is ready at once."""
    os.environ["SCRIBE_SHARED_DATA"] = os.devnull  # the figure must be the same where there is none
    for name in ("hypothesis.strategies", "hypothesis.extra.pytestplugin", "scribe.settings"):
        importlib.import_module(name)
    for module in pkgutil.iter_modules(scribe.schema.__path__, "scribe.schema."):
        importlib.import_module(module.name)
    if loaded := [name for name in sys.modules if name.partition(".")[0] == "guardrails"]:
        raise RuntimeError(f"loaded before the first mutant: {loaded}")


def judge(mutant: Mutant, source: str) -> tuple[Outcome, str]:
    """The outcome, and the first test that failed. ``source``: of the mutant's file, without the change."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    install(mutant, source)
    try:
        importlib.import_module(module_of(mutant.file))
        importlib.import_module("guardrails.registry")
    except Exception as error:  # noqa: BLE001 - whatever it raises, the mutant cannot live
        return Outcome.INCOMPETENT, type(error).__name__
    return suite(mutant.file)


def suite(file: str) -> tuple[Outcome, str]:
    """The tests in the order that suits a file, up to the first that fails."""
    sys.dont_write_bytecode = True
    for paths in plan.stages(file):
        failure = _FirstFailure()
        code = pytest.main([*OPTIONS, "-k", plan.NOT_RUN, *paths], plugins=[failure])
        if code is not pytest.ExitCode.OK:
            return Outcome.KILLED, failure.name or f"pytest ended with {int(code)}"
    return Outcome.SURVIVED, ""
