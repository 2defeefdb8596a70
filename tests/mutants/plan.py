"""The plan: which files are changed, which tests must notice, and how many mutants of how many they must find."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests" / "guardrails"
SURVIVORS = Path(__file__).with_name("survivors.toml")


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one purpose, and the tests most likely to notice a change in them, run first."""

    name: str
    files: tuple[str, ...]
    first: tuple[str, ...]


GROUPS = (
    Group(
        "engine and coder",
        (
            "guardrails/reviewer.py",
            "guardrails/coder.py",
            "guardrails/chart.py",
            "guardrails/rule.py",
            "guardrails/coding_rule.py",
            "guardrails/alerting.py",
            "guardrails/asserting.py",
            "guardrails/asking.py",
            "guardrails/answering.py",
            "guardrails/account.py",
            "guardrails/compliance.py",
        ),
        ("test_account.py", "test_rules.py", "test_queries.py"),
    ),
    Group(
        "Excludes1 and dates",
        (
            "guardrails/code_sets/code_set.py",
            "guardrails/code_sets/excludes1.py",
            "guardrails/code_sets/targets.py",
            "guardrails/code_sets/curated.py",
            "guardrails/code_sets/semantic.py",
            "guardrails/code_sets/tables.py",
            "guardrails/code_sets/msdrg.py",
        ),
        ("test_code_sets.py", "test_excludes1.py"),
    ),
    Group(
        "reading of phrases",
        (
            "guardrails/reading/mentions.py",
            "guardrails/reading/phrases.py",
            "guardrails/reading/sites.py",
            "guardrails/reading/sides.py",
        ),
        ("test_phrases.py", "test_decision_table.py"),
    ),
    Group(
        "picture of a visit",
        (
            "guardrails/reading/picture.py",
            "guardrails/reading/problem.py",
            "guardrails/reading/basis.py",
            "guardrails/reading/injury.py",
            "guardrails/reading/cause.py",
            "guardrails/reading/disc.py",
            "guardrails/reading/hints.py",
            "guardrails/reading/films.py",
            "guardrails/reading/pregnancy.py",
            "guardrails/reading/fracture.py",
            "guardrails/reading/postoperative.py",
            "guardrails/reading/conflicts.py",
            "guardrails/reading/red_flags.py",
        ),
        ("test_decision_table.py", "test_red_flags.py"),
    ),
)

ORDER = (
    *("test_decision_table.py", "test_phrases.py", "test_code_sets.py", "test_excludes1.py", "test_coder.py"),
    *("test_rules.py", "test_visits_in_process.py"),
)
"""After a group's first tests come these, then any other file of the folder, then ``LAST``."""
LAST = ("test_properties.py",)

LEFT_OUT = (
    # These ask a process of their own, which does not see the mutant.
    *("test_visits.py", "test_firing.py"),
    # These need downloaded packages or development data: the figure must be the same where they are absent.
    *("test_code_set_build.py", "test_excludes1_oracle.py", "test_code_set_reference.py"),
    # These speak of files that are not changed here, and are slow.
    *("test_narrative.py", "test_needles.py"),
)
NOT_RUN = "not (milliseconds or megabytes or hash_seeds)"
"""Tests of speed, which fail on a busy machine whatever the code, and of other processes."""

COUNT = 500
SEED = 20261120
MINIMUM_PERCENT = 85.0
WORKERS = 2


def files() -> tuple[str, ...]:
    """Every file that is changed."""
    return tuple(name for group in GROUPS for name in group.files)


def first_of(file: str) -> tuple[str, ...]:
    """The tests to run first against a mutant of a file."""
    return next(group.first for group in GROUPS if file in group.files)


def stages(file: str) -> tuple[tuple[str, ...], ...]:
    """Paths of test files in two stages: the most telling, then every other one."""
    present = sorted(path.name for path in TESTS.glob("test_*.py") if path.name not in LEFT_OUT)
    first = [name for name in first_of(file) if name in present]
    between = [name for name in present if name not in (*ORDER, *LAST)]
    rest = [name for name in (*ORDER, *between, *LAST) if name in present and name not in first]
    return tuple(tuple(str(TESTS / name) for name in stage) for stage in (first, rest))
