"""recording-to-note: the bundled recordings, from sound to note."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date

from eval.embedded import embedded_parts
from eval.metrics.speaker_roles import role_shares
from eval.metrics.words import SpokenWord, spoken_words
from eval.recorded_replies import RECORDINGS
from eval.results import Check
from eval.samples.heard import hear
from eval.samples.labels import Expected
from eval.suite import Evaluated, Sample, Setup, Suite
from eval.suites.expected import check, checks
from scribe.pipeline.run import draft
from scribe.schema.encounter import Encounter
from scribe.schema.transcript import SpeakerRole, Transcript

DATE_OF_SERVICE = date(2026, 11, 20)
RIGHT_ROLES_AT_LEAST, WRONG_ROLES_AT_MOST, WORD_ERRORS_AT_MOST = 0.95, 0.01, 0.05


def samples(_: Setup) -> Iterator[Sample]:
    """One a recording, in the order of their names."""
    for path in sorted(RECORDINGS.glob("*.labels.json")):
        name = path.name.removesuffix(".labels.json")
        content = path.read_bytes() + (RECORDINGS / f"{name}.opus").read_bytes()
        yield Sample(name, hashlib.sha256(content).hexdigest())


def evaluate(sample: Sample, _: Setup) -> Evaluated:
    """What must hold of the transcript and the note of a recording."""
    heard = hear(RECORDINGS / f"{sample.name}.opus")
    encounter = Encounter(id=sample.name, date_of_service=DATE_OF_SERVICE)
    result = draft(encounter, heard.transcript, (), embedded_parts(), heard.asr)
    expected = Expected.model_validate_json((RECORDINGS / f"{sample.name}.labels.json").read_text("utf-8"))
    return Evaluated(
        checks=(*checks(result, expected), *_speech_checks(sample.name, heard.transcript)),
        outcome=result.model_dump_json(),
    )


def _speech_checks(sample: str, transcript: Transcript) -> Iterator[Check]:
    spoken = script_words(sample)
    heard = spoken_words((segment.speaker_role, segment.text) for segment in transcript.segments)
    if not spoken:
        yield check("no words on silence", not heard, f"{len(heard)} words")
        return
    from eval.metrics.alignment import align

    errors = align(spoken, heard).word_error_rate
    yield check("words", errors is not None and errors <= WORD_ERRORS_AT_MOST, f"error rate {errors}")
    shares = role_shares(spoken, heard)
    right, wrong = shares.right or 0.0, 1.0 if shares.wrong is None else shares.wrong
    passed = right >= RIGHT_ROLES_AT_LEAST and wrong <= WRONG_ROLES_AT_MOST
    yield check("speaker roles", passed, f"right {right:.3f}, wrong {wrong:.3f}")


def script_words(sample: str) -> list[SpokenWord]:
    """The words of the sample's script with their roles; none where it has no script: nobody speaks."""
    path = RECORDINGS / f"{sample}.script.json"
    if not path.exists():
        return []
    turns = json.loads(path.read_text(encoding="utf-8"))["turns"]
    return spoken_words((SpeakerRole(turn["speaker_role"]), turn["text"]) for turn in turns)


SUITE = Suite(
    name="recording-to-note",
    dangerous_error="words nobody spoke, or the patient's words in the clinician's mouth",
    version=1,
    samples=samples,
    evaluate=evaluate,
    metrics=(),
    gates=(),
    weights={},
    fixed_model=True,
)
