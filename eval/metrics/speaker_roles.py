"""Speaker roles by word: right, wrong, unknown, of the reference words that were heard.

Dangerous error: a wrong role, for it puts the patient's guess into the clinician's mouth. ``unknown`` is safe.
Words are aligned as for the word error rate; a reference word nobody heard counts in none of the three.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.metrics.alignment import align
from eval.metrics.words import SpokenWord
from scribe.schema.transcript import SpeakerRole


@dataclass(frozen=True)
class RoleShares:
    """Shares of the heard reference words; None where none was heard."""

    words: int
    right: float | None
    wrong: float | None
    unknown: float | None


def role_shares(reference: Sequence[SpokenWord], heard: Sequence[SpokenWord]) -> RoleShares:
    """Shares of words whose heard role is that of the reference, another one, or unknown."""
    pairs = [(reference[r][1], heard[h][1]) for r, h in align(reference, heard).pairs]
    if not pairs:
        return RoleShares(0, None, None, None)
    unknown = sum(found is SpeakerRole.UNKNOWN for _, found in pairs)
    right = sum(found is expected for expected, found in pairs)
    total = len(pairs)
    return RoleShares(total, right / total, (total - right - unknown) / total, unknown / total)
