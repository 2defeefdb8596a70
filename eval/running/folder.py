"""RunFolder: the results of a run on disk, one line a sample, written as they come.

What a killed run has written stays good: a torn last line is cut off, and a result is used again where its key is
the same.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from eval.errors import RunUnreadable
from eval.results import RunResult, SampleResult

_RUN = "run.json"


class RunFolder:
    """``<folder>/<suite>.jsonl`` and ``<folder>/run.json``. Keeps offsets in memory, never results."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._at: dict[str, dict[str, int]] = {}

    def begin(self, suite: str, *, resume: bool) -> None:
        """Make ready to append. What stands there is kept where the run is resumed, else removed.

        The verdict of an earlier run goes: a run that is killed must not be judged, or accepted, by it.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        (self.path / _RUN).unlink(missing_ok=True)
        self._at[suite] = {}
        if resume:
            self._cut_torn_line(suite)
            self._index(suite)
        else:
            self._file(suite).unlink(missing_ok=True)

    def append(self, result: SampleResult) -> None:
        """Keep one result; it is on its way to the disk when this returns."""
        line = result.model_dump_json().encode() + b"\n"
        with self._file(result.suite).open("ab") as file:
            self._at.setdefault(result.suite, {})[result.sample] = file.tell()
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def keep(self, suite: str, samples: Iterable[str]) -> None:
        """Leave the latest results of these samples and no other, in this order."""
        file = self._file(suite)
        if not file.exists():
            return
        partial = file.with_suffix(".partial")
        with file.open("rb") as old, partial.open("wb") as new:
            for sample in samples:
                old.seek(self._at[suite][sample])
                new.write(old.readline())
        partial.replace(file)
        self._index(suite)

    def get(self, suite: str, sample: str) -> SampleResult | None:
        """The latest result of a sample; None where it has none."""
        if suite not in self._at:
            self._index(suite)
        offset = self._at[suite].get(sample)
        if offset is None:
            return None
        with self._file(suite).open("rb") as file:
            file.seek(offset)
            return self._result(file.readline(), suite)

    def results(self, suite: str) -> Iterator[SampleResult]:
        """The latest result of each sample, in the order in which the samples were first run."""
        if suite not in self._at:
            self._index(suite)
        for sample in list(self._at[suite]):
            if (result := self.get(suite, sample)) is not None:
                yield result

    @property
    def has_results(self) -> bool:
        """Whether a run, finished or not, left results here."""
        return any(self.path.glob("*.jsonl"))

    def suites(self) -> list[str]:
        """Names of the suites of the last run; what an earlier one left of others is none of it.

        Raises RunUnreadable, also where the run was ended before its verdict.
        """
        return [one.suite for one in self.load().suites]

    def save(self, run: RunResult) -> None:
        """Keep the verdict, all of it or nothing."""
        self.path.mkdir(parents=True, exist_ok=True)
        partial = self.path / f"{_RUN}.partial"
        partial.write_text(run.model_dump_json(indent=1) + "\n", "utf-8")
        partial.replace(self.path / _RUN)

    def load(self) -> RunResult:
        """The verdict that was kept. Raises RunUnreadable."""
        try:
            return RunResult.model_validate_json((self.path / _RUN).read_bytes())
        except (OSError, ValidationError):
            raise RunUnreadable(str(self.path / _RUN)) from None

    def _index(self, suite: str) -> None:
        found: dict[str, int] = {}
        if self._file(suite).exists():
            with self._file(suite).open("rb") as file:
                offset = 0
                for line in file:
                    if line.endswith(b"\n"):
                        found[self._result(line, suite).sample] = offset
                    offset += len(line)
        self._at[suite] = found

    def _cut_torn_line(self, suite: str) -> None:
        file = self._file(suite)
        if not file.exists():
            return
        with file.open("rb+") as lines:
            whole = 0
            for line in lines:
                whole += len(line) if line.endswith(b"\n") else 0
            lines.truncate(whole)

    def _result(self, line: bytes, suite: str) -> SampleResult:
        try:
            return SampleResult.model_validate_json(line)
        except ValidationError:
            raise RunUnreadable(str(self._file(suite))) from None

    def _file(self, suite: str) -> Path:
        return self.path / f"{suite}.jsonl"
