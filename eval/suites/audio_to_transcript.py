"""audio-to-transcript: recordings of the fixtures, heard anew, against what was said in them."""

from collections.abc import Iterator
from pathlib import Path

from eval.metrics.metric import Score
from eval.results import Difference, Shown, ShownSegment
from eval.samples import folder
from eval.samples.heard import Heard, hear, recording_of
from eval.samples.labels import LabelledEncounter, Recording
from eval.samples.unlabelled import UnlabelledEncounter
from eval.suite import Evaluated, Sample, Setup, Suite, at_least, at_most
from eval.suites.measure import measured, named
from scribe.schema.transcript import SpeakerRole, Transcript

_SPEECH = named(
    "word-error-rate",
    "substitutions",
    "deletions",
    "insertions",
    "words-on-silence",
    "term-recall",
    "drug-recall",
    "negated-term-recall",
    "medical-word-error-rate",
    "role-error",
    "role-unknown",
)
_TIME = named("real-time-factor")

Spoken = LabelledEncounter | UnlabelledEncounter
Turns = tuple[tuple[SpeakerRole, str], ...]


def samples(setup: Setup) -> Iterator[Sample]:
    """Every fixture with a recording, labelled or not: what was said in it is known of both."""
    yield from folder.samples(setup.fixtures, folder.ENCOUNTER, spoken=True)
    yield from folder.samples(setup.fixtures, folder.UNLABELLED, spoken=True)


def evaluate(sample: Sample, setup: Setup) -> Evaluated:
    """Words, terms and roles, sliced by the noise of the room."""
    labelled = _spoken(sample, setup)
    heard = hear(recording_of(sample, labelled))
    said, found = said_turns(labelled), turns(heard.transcript)
    scores = measured(_SPEECH, said, found)
    noise = labelled.recording.noise if isinstance(labelled.recording, Recording) else "as it is"
    sliced = {f"{name}[{noise}]": scores[name] for name in ("word-error-rate", "role-error")}
    return Evaluated(
        scores={**scores, **sliced, "real-time-factor": _real_time(heard)},
        shown=_shown(sample, labelled, setup, heard, scores),
        outcome=heard.transcript.model_dump_json(),
    )


def _spoken(sample: Sample, setup: Setup) -> Spoken:
    if sample.family == folder.NOBODY:
        return folder.unlabelled(sample, setup.fixtures)
    return folder.encounter(sample, setup.fixtures)


def said_turns(labelled: Spoken) -> Turns:
    """What the script of a fixture says, turn by turn."""
    segments = labelled.request.transcript.segments
    return tuple((segment.speaker_role or SpeakerRole.UNKNOWN, str(segment.text)) for segment in segments)


def turns(transcript: Transcript) -> Turns:
    """What was heard, segment by segment."""
    return tuple((segment.speaker_role, segment.text) for segment in transcript.segments)


def _real_time(heard: Heard) -> Score:
    """Seconds of work by seconds of sound."""
    return Score(points=heard.seconds, weight=heard.transcript.duration or 0.0)


def _shown(sample: Sample, labelled: Spoken, setup: Setup, heard: Heard, scores: dict[str, Score]) -> Shown:
    lost = scores["negated-term-recall"]
    said = " / ".join(text for _, text in said_turns(labelled))
    found = " / ".join(segment.text for segment in heard.transcript.segments)
    return Shown(
        title=labelled.title,
        segments=tuple(
            ShownSegment(id=s.id, speaker_role=s.speaker_role, text=s.text, start=s.start, end=s.end)
            for s in heard.transcript.segments
        ),
        audio=audio_path(sample, labelled, setup.fixtures),
        differences=(
            (Difference(what="words", expected=said, got=found, dangerous=lost.points < lost.weight),)
            if scores["word-error-rate"].points
            else ()
        ),
    )


def audio_path(sample: Sample, labelled: Spoken, fixtures: Path) -> str | None:
    """Where the recording of a sample lies, from the folder of fixtures on: a report names no other folder."""
    if labelled.recording is None or labelled.recording.file is None:
        return None
    path, folder_of_all = (Path(sample.where).parent / labelled.recording.file).resolve(), fixtures.resolve()
    return path.relative_to(folder_of_all).as_posix() if path.is_relative_to(folder_of_all) else None


SUITE = Suite(
    name="audio-to-transcript",
    dangerous_error="a lost 'no', words that nobody spoke, or the patient's words in the clinician's mouth",
    version=1,
    samples=samples,
    evaluate=evaluate,
    metrics=(*_SPEECH, *_TIME),
    gates=(
        at_most("words-on-silence", 0.0, 1),
        at_most("word-error-rate", 0.1, 20),
        at_least("negated-term-recall", 0.8, 5),
        at_least("term-recall", 0.8, 15),
        at_least("drug-recall", 0.35, 5),
        at_most("role-error", 0.02, 15),
        at_most("real-time-factor", 1.0, 15),
    ),
    weights={
        "word-error-rate": 1,
        "term-recall": 3,
        "drug-recall": 5,
        "negated-term-recall": 20,
        "role-error": 5,
        "words-on-silence": 10,
    },
    exact=False,
)
