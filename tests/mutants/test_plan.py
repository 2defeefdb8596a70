"""The plan and the record: files that exist, tests that exist, survivors with a reason."""

from tests.mutants import plan
from tests.mutants.survivors import recorded


def test_every_file_of_the_plan_exists_once() -> None:
    files = plan.files()

    assert [file for file in files if not (plan.ROOT / file).is_file()] == []
    assert len(files) == len(set(files))


def test_every_named_test_file_exists() -> None:
    named = {*plan.ORDER, *plan.LAST, *plan.LEFT_OUT, *(name for group in plan.GROUPS for name in group.first)}

    assert [name for name in sorted(named) if not (plan.TESTS / name).is_file()] == []


def test_every_test_file_of_the_guardrails_is_run_once_unless_left_out() -> None:
    present = {str(path) for path in plan.TESTS.glob("test_*.py") if path.name not in plan.LEFT_OUT}

    for file in plan.files():
        paths = [path for stage in plan.stages(file) for path in stage]
        assert sorted(paths) == sorted(present)


def test_every_recorded_survivor_has_a_reason_and_a_file_of_the_plan() -> None:
    reasons = recorded(plan.SURVIVORS)

    assert [key for key, reason in reasons.items() if not reason or key[0] not in plan.files()] == []
