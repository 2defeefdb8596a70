"""`python -m eval.recordings`: renders the bundled recordings and prints their sha256 for the README there."""

import argparse
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

from eval.recordings import mix, opus, room, script, spoken_terms, voices
from scribe.schema.transcript import SpeakerRole

FOLDER = Path(__file__).parents[1] / "fixtures" / "recordings"
Cast = dict[SpeakerRole, Callable[[], voices.Voice]]

SEED = 4  # of the pauses, the room and its noise
PATIENT_SPEED = 0.95  # a little slower than joe reads, so that every word is clear
NOISE_S = 60
NOISE_LEVEL_DB = -48.0

CAST: Cast = {SpeakerRole.CLINICIAN: voices.woman, SpeakerRole.PATIENT: lambda: voices.man(PATIENT_SPEED)}
MEN: Cast = {SpeakerRole.CLINICIAN: voices.another_man, SpeakerRole.PATIENT: lambda: voices.man(PATIENT_SPEED)}
CASTS = {"two-men": MEN, "companion": {**MEN, SpeakerRole.OTHER: voices.woman}}
"""Who speaks in a recording, where it is not a woman as the clinician and a man as the patient."""


def visit(name: str, folder: Path) -> Path:
    """The visit of <name>.script.json as <name>.opus; the times of its turns are written back to the script."""
    source = folder / f"{name}.script.json"
    lines = script.load(source)
    speakers = {role: voice() for role, voice in CASTS.get(name, CAST).items()}
    spoken = [
        [speakers[turn.speaker_role](phrase) for phrase in script.phrases(lines, turn)] for turn in lines.turns
    ]
    rendered = mix.mixed(spoken, SEED)
    target = folder / f"{name}.opus"
    opus.write(rendered.samples, room.SAMPLE_RATE_HZ, target)
    script.save(lines.timed(rendered.spans, rendered.duration), source)
    return target


def noise(folder: Path) -> Path:
    """A minute of room noise in which nobody speaks."""
    target = folder / "room-noise.opus"
    samples = room.room_noise(NOISE_S * room.SAMPLE_RATE_HZ, SEED, NOISE_LEVEL_DB)
    opus.write(samples, room.SAMPLE_RATE_HZ, target)
    return target


def vocabulary(folder: Path) -> list[Path]:
    """The spoken terms, in a folder of their own."""
    speakers = {"woman": voices.woman(), "man": voices.man(PATIENT_SPEED)}
    return spoken_terms.render(speakers, folder / spoken_terms.FOLDER.name)


def made(name: str, folder: Path) -> list[Path]:
    """The recordings of this name."""
    if name == "vocabulary":
        return vocabulary(folder)
    return [noise(folder) if name == "room-noise" else visit(name, folder)]


def main() -> int:
    """Renders the recordings asked for, all by default; 3 where a voice is not installed."""
    parser = argparse.ArgumentParser(prog="python -m eval.recordings", description=__doc__)
    parser.add_argument("name", nargs="*", default=["low-back-pain", "room-noise", "vocabulary"])
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the scripts are (%(default)s)")
    asked = parser.parse_args()
    try:
        rendered = [path for name in asked.name for path in made(name, asked.folder)]
    except voices.VoiceMissing as missing:
        print(missing, file=sys.stderr)
        return 3
    for path in rendered:
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
