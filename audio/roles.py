from collections.abc import Sequence
from dataclasses import dataclass
from audio.utterances import Utterance
from scribe.schema.transcript import SpeakerRole


@dataclass(frozen=True, slots=True)
class RoleTurn:
    utterance: Utterance
    role: SpeakerRole


def assign_roles(said: Sequence[Utterance]) -> tuple[RoleTurn, ...]:
    return tuple(RoleTurn(u, SpeakerRole.UNKNOWN) for u in said)
