"""Tagged lines of a dialogue as segments: each tag begins a turn, other lines go on with it."""

import re
from collections.abc import Mapping

from eval.adapters.errors import BrokenRow, UnknownSpeaker
from scribe.schema.request import SegmentRequest
from scribe.schema.transcript import SpeakerRole

Roles = Mapping[str, SpeakerRole]


def turns(text: str, tag: re.Pattern[str], roles: Roles, where: str) -> tuple[SegmentRequest, ...]:
    """The turns of ``text`` with the ids s1, s2, ...; turns without a word are left out.

    tag: matches at the beginning of a tagged line, group 1 the tag. roles: tag in lower case -> role. where: the
    file and row, for errors. Raises UnknownSpeaker and BrokenRow naming the line, counted from 1 within the
    dialogue.
    """
    said: list[tuple[str, list[str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if match := tag.match(line):
            said.append((_known(match[1].lower(), roles, f"{where}, line {number} of the dialogue"), []))
            line = line[match.end() :]
        elif line.strip() and not said:
            raise BrokenRow(f"{where}: the dialogue begins without a speaker tag.", _tags(roles))
        if line.strip():
            said[-1][1].append(line.strip())
    spoken = [(speaker, " ".join(parts)) for speaker, parts in said if parts]
    if not spoken:
        raise BrokenRow(f"{where}: the dialogue holds no words.", "Remove the row, or download the file again.")
    return tuple(
        SegmentRequest(id=f"s{n}", speaker_role=roles[speaker], speaker_label=speaker, text=words)
        for n, (speaker, words) in enumerate(spoken, start=1)
    )


def _known(speaker: str, roles: Roles, where: str) -> str:
    if speaker not in roles:
        raise UnknownSpeaker(f"{where}: a speaker tag that this adapter does not know.", _tags(roles))
    return speaker


def _tags(roles: Roles) -> str:
    return f"The known tags are {', '.join(roles)}."
