"""What can be wrong with what an evaluation is given. Each names the file and what to do, never a visit's words."""

from pathlib import Path

from scribe.schema.errors import InputError


class EvaluationError(InputError):
    """The evaluation was given something it cannot use."""

    code = "evaluation"


class FixtureUnreadable(EvaluationError):
    """A fixture is missing, is no fixture, or its labels do not fit its words."""

    code = "fixture-unreadable"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} is no usable fixture: {why}.", "See docs/fixtures.md for the format.")


class NoFixtures(EvaluationError):
    """There is nothing to evaluate."""

    code = "no-fixtures"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} holds no fixture.", "Give a folder of labelled encounters (scribe eval new begins one)."
        )


class OtherModel(EvaluationError):
    """A suite was to judge a model that it does not ask: its verdict would be that of another."""

    code = "other-model"

    def __init__(self, suites: str, model: str) -> None:
        super().__init__(
            f"{suites} does not ask {model}: it is of the reader or of recorded replies.", "Run it without --model."
        )


class RunUnreadable(EvaluationError):
    """A folder of results is missing or was not written by this software."""

    code = "run-unreadable"

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is no result of an evaluation.", "Run it anew: scribe eval run --out FOLDER.")


class BaselineUnreadable(EvaluationError):
    """A baseline is missing or was not written by this software."""

    code = "baseline-unreadable"

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is no baseline.", "Write one: scribe eval accept.")
