"""``python -m eval.recordings.encounters FIXTURE.json ...``: speaks labelled encounters with the synthetic voices.

The sound is written to ``sound/`` beside the fixture; its sum, its length and the times of the turns are written
back into the fixture's ``recording``, nothing else of which is touched.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from eval.recordings import mix, opus, room, voices
from eval.recordings.script import PHRASE_END
from eval.samples import files
from eval.samples.labels import LabelledEncounter, Noise, Recording, Voice
from scribe.schema.transcript import SpeakerRole

BITS_PER_SECOND = 16_000
ROOM_DB = {
    Noise.QUIET: mix.ROOM_TONE_DB,
    Noise.MODERATE: mix.SPEECH_LEVEL_DB - 20,
    Noise.LOUD: mix.SPEECH_LEVEL_DB - 10,
}
"""Level of the room's noise, full scale = 0."""
_SPEAKERS: dict[Voice, Callable[[], voices.Voice]] = {
    Voice.WOMAN: voices.woman,
    Voice.MAN: lambda: voices.man(0.95),
    Voice.ANOTHER_MAN: voices.another_man,
}
_SOUND = "sound"


def spoken(path: Path) -> Path:
    """The recording of a fixture that says how it is to be spoken. Raises VoiceMissing, ValueError."""
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    labelled = LabelledEncounter.model_validate(document, strict=False)
    if labelled.recording is None:
        raise ValueError(f"{path.name} does not say how it is spoken")
    rendered = _rendered(labelled, labelled.recording, _seed(path.stem))
    target = path.parent / _SOUND / f"{path.stem}.opus"
    target.parent.mkdir(exist_ok=True)
    opus.write(rendered.samples, room.SAMPLE_RATE_HZ, target, BITS_PER_SECOND)
    document["recording"] |= {
        "file": f"{_SOUND}/{target.name}",
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        "duration": round(rendered.duration, 2),
        "turns": [[round(start, 2), round(end, 2)] for start, end in rendered.spans],
    }
    files.write(path, document)
    return target


def _rendered(labelled: LabelledEncounter, how: Recording, seed: int) -> mix.Mix:
    speakers = {role: _SPEAKERS[voice]() for role, voice in how.voices.items()}
    turns = []
    for segment in labelled.request.transcript.segments:
        role = segment.speaker_role or SpeakerRole.UNKNOWN
        text = str(segment.text)
        for written, read in how.pronounced.get(how.voices[role], {}).items():
            text = text.replace(written, read)
        turns.append([speakers[role](phrase) for phrase in PHRASE_END.split(text)])
    return mix.mixed(turns, seed, ROOM_DB[how.noise])


def _seed(name: str) -> int:
    """Of the pauses and the room: by the name, so that no two rooms are the same."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4])


def main() -> int:
    """Speak every fixture given; 3 where a voice is not installed."""
    parser = argparse.ArgumentParser(prog="python -m eval.recordings.encounters", description=__doc__)
    parser.add_argument("fixture", nargs="+", type=Path)
    for path in parser.parse_args().fixture:
        try:
            print(f"{spoken(path).name} spoken")
        except voices.VoiceMissing as missing:
            print(missing, file=sys.stderr)
            return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
