"""Observer: what a worker tells of its work, in numbers and codes, to whoever counts."""

from typing import Protocol

from scribe.schema.result import Result


class Observer(Protocol):
    """Takes what happened. Called in the threads of the work; must not raise."""

    def transcribed(self, audio_s: float, work_s: float) -> None:
        """A recording of so many seconds was heard in so many."""
        ...

    def drafted(self, result: Result, stop_to_draft_s: float) -> None:
        """A draft was kept, so many seconds after its job was queued (the recording stopped)."""
        ...

    def failed(self, code: str) -> None:
        """A job ended without a draft. code: of scribe.schema.errors."""
        ...

    def handed_back(self, code: str) -> None:
        """A job went back into the queue. code: ``worker-died``, ``worker-stops`` or ``lost-track``."""
        ...


class Silent:
    """Nobody counts."""

    def transcribed(self, audio_s: float, work_s: float) -> None:
        """Nothing."""

    def drafted(self, result: Result, stop_to_draft_s: float) -> None:
        """Nothing."""

    def failed(self, code: str) -> None:
        """Nothing."""

    def handed_back(self, code: str) -> None:
        """Nothing."""
