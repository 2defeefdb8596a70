"""Queue: the narrow port to whatever brings tickets to workers. It holds ids and counts, no word of a visit.

The job row decides (scribe.store.job_rows): a ticket that comes twice, late, or to a worker that was given up for
dead takes nothing. So the queue may lose or double an entry and no draft is lost or doubled.
"""

from collections.abc import Callable, Sequence
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

    def stop(self, patience_s: float) -> bool:
        """Takes no more tickets, waits so long for those that are being run, and says whether all ended."""
        ...

    def mend(self, waiting: Sequence[Ticket], is_dead: Callable[[str], bool]) -> int:
        """Enters anew those tickets that no worker would take by itself; gives how many.

        Their entry was lost, or is over, or another version wrote it, or the worker that took it is dead.
        Called again and again, never twice within a second. Raises StoreUnavailable.
        """
        ...

    def purge(self, is_dead: Callable[[str], bool]) -> int:
        """Removes entries that are over or were taken by dead workers; gives how many. Raises StoreUnavailable."""
        ...
