"""Queue: the narrow port to whatever brings tickets to workers. It holds ids and counts, no word of a visit.

The job row decides (scribe.store.job_rows): a ticket that comes twice, late, or to a worker that was given up for
dead takes nothing. So the queue may lose or double an entry and no draft is lost or doubled.
"""

from collections.abc import Callable
from typing import Protocol

from scribe.store.job_rows import Ticket


class Queue(Protocol):
    """A queue shared by all workers of an installation; transcription and drafting wait apart."""

    def put(self, ticket: Ticket) -> None:
        """Enters the ticket; the same ticket again changes nothing. Raises StoreUnavailable."""
        ...

    def start(self, run: Callable[[Ticket], None]) -> None:
        """From now on ``run`` is called, in threads, with tickets that this process takes."""
        ...

    def stop(self, patience_s: float) -> None:
        """Takes no more tickets, and waits so long for those that are being run."""
        ...

    def forget(self, ticket: Ticket) -> None:
        """The ticket is of no use any more (cancelled, or its worker died)."""
        ...

    def purge(self) -> int:
        """Removes entries that are over; gives how many."""
        ...
