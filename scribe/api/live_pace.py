"""Live pace: the times and sizes that bound a live visit, in one place, so that tests may have shorter ones."""

from dataclasses import dataclass

BYTES_A_SECOND = 32_000
"""Of 16-bit samples at 16 kHz."""
MOST_FRAME_BYTES = 256 * 1024
"""Of one binary message: eight seconds, so that what was not acknowledged is sent again in few. More is refused."""
MOST_TEXT_CHARACTERS = 4096
MOST_PENDING_BYTES = 256 * 1024
"""Of sound that is not on disk yet; a client that sends more is not read until there is room."""
MOST_MESSAGES_WAITING = 512
"""For one client, minutes of talk; the state is told anew when it connects again."""
MOST_BEHIND_S = 900.0
"""Of sound that waits for the engine (58 MB). An engine so slow is of no use while the visit runs."""
MOST_CAUGHT_UP_S = 600.0
"""Of stored sound that is heard again after a restart: some minutes of computing. Of a longer one only what comes
is heard live, and the job hears the recording."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds."""

    durable_every: float = 1.0
    """From a byte's arrival to its storing, where no 32 kB have come before."""
    resume_for: float = 300.0
    """A visit without a connection is held in memory: a network that is away longer is rarely back in the visit."""
    again_after: float = 1.0
    """Between two tries where the store or the engine fails."""
    flush_within: float = 10.0
    """At the end, for the last sound to be on disk."""
    finish_within: float = 30.0
    """At the end, for the last words: 15 s of sound at most are left where the engine keeps up."""
    checklist_every: float = 1.0
    """From one reading of the words to the next."""
