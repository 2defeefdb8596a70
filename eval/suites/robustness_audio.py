"""robustness-audio: recordings from across a bare room, with long silences, and broken off in a word."""

import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from eval.perturb.sound import HARDER, written
from eval.samples import folder
from eval.samples.heard import hear, recording_of
from eval.samples.labels import LabelledEncounter, Noise
from eval.samples.visit import visit_of
from eval.suite import Evaluated, Sample, Setup, Suite, at_least, at_most
from eval.suites.audio_to_transcript import turns
from eval.suites.drafting import read
from eval.suites.measure import measured, named
from scribe.schema.transcript import SpeakerRole

VISITS = 5
_SPEECH = named("word-error-rate", "insertions", "negated-term-recall", "role-error")
_NOTE = named("forbidden-codes", "invalid-codes", "unsupported-major", "lost-negations", "evidence-located")


def samples(setup: Setup) -> Iterator[Sample]:
    """The first quiet recordings by name, each made harder in every way."""
    spoken = folder.samples(setup.fixtures, folder.ENCOUNTER, spoken=True, with_facts=True)
    quiet = (one for one in spoken if _is_quiet(one, setup))
    for one in islice(quiet, VISITS):
        for how in HARDER:
            yield Sample(f"{one.name}/{how}", one.sha256, where=one.where, family=how)


def _is_quiet(sample: Sample, setup: Setup) -> bool:
    how = folder.encounter(sample, setup.fixtures).recording
    return how is not None and how.noise is Noise.QUIET and bool(how.turns)


def evaluate(sample: Sample, setup: Setup) -> Evaluated:
    """What is heard against what of the talk is still in the recording, and the note that comes of it."""
    labelled = folder.encounter(sample, setup.fixtures)
    recording = recording_of(sample, labelled)
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / "harder.wav"
        harder = written(recording, sample.family, _turns(labelled), target)
        heard = hear(target)
    name = sample.name.partition("/")[0]
    result = read(sample, visit_of(labelled, name), setup, heard.transcript, heard.asr)
    speech = measured(_SPEECH, _said(labelled, harder.kept), turns(heard.transcript))
    sliced = {f"{metric.id}[{sample.family}]": speech[metric.id] for metric in _SPEECH}
    scores = {**speech, **sliced, **measured(_NOTE, labelled.expected, result)}
    return Evaluated(scores=scores, outcome=result.model_dump_json())


def _turns(labelled: LabelledEncounter) -> tuple[tuple[float, float], ...]:
    return labelled.recording.turns if labelled.recording else ()


def _said(labelled: LabelledEncounter, kept: tuple[float, ...]) -> tuple[tuple[SpeakerRole, str], ...]:
    """The turns as far as they are in the recording; of one that breaks off, words by their share of the time."""
    said = []
    for segment, share in zip(labelled.request.transcript.segments, kept, strict=True):
        words = str(segment.text).split()
        if there := " ".join(words[: round(share * len(words))]):
            said.append((segment.speaker_role or SpeakerRole.UNKNOWN, there))
    return tuple(said)


SUITE = Suite(
    name="robustness-audio",
    dangerous_error="words, or a lost 'no', that a room, a silence or a broken recording puts into the note",
    version=1,
    samples=samples,
    evaluate=evaluate,
    metrics=(*_SPEECH, *_NOTE),
    gates=(
        at_most("word-error-rate", 0.15, 12),
        at_most("insertions", 0.05, 12),
        at_most("role-error", 0.05, 12),
        at_most("invalid-codes", 0.0, 5),
        at_most("unsupported-major", 0.1, 8),
        at_least("evidence-located", 1.0, 12),
    ),
    weights={"word-error-rate": 1, "insertions": 2, "lost-negations": 20, "unsupported-major": 20},
    exact=False,
)
