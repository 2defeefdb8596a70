"""recording-to-note: the bundled recordings, from sound to note."""

import json
from collections.abc import Iterator
from datetime import date

from eval.metrics.speaker_roles import role_shares
from eval.metrics.words import SpokenWord, spoken_words
from eval.recorded_replies import RECORDINGS
from eval.suites.expected import Expected, gates
from eval.suites.suite import Gate, Outcome, Suite, attempt
from scribe.assembly import build_parts, build_transcriber
from scribe.pipeline.run import draft
from scribe.schema.encounter import Encounter
from scribe.schema.transcript import SpeakerRole, Transcript
from scribe.settings import Settings, load_settings

DATE_OF_SERVICE = date(2026, 11, 20)
RIGHT_ROLES_AT_LEAST, WRONG_ROLES_AT_MOST, WORD_ERRORS_AT_MOST = 0.95, 0.01, 0.05


def run() -> Iterator[Outcome]:
    """One outcome a recording, in the order of their names."""
    settings = load_settings().model_copy(update={"model": None})
    for path in sorted(RECORDINGS.glob("*.labels.json")):
        sample = path.name.removesuffix(".labels.json")
        yield attempt(sample, _gates, sample, settings)


def _gates(sample: str, settings: Settings) -> Iterator[Gate]:
    transcriber = build_transcriber(settings, warn=lambda _: None)
    transcript = transcriber.transcribe(RECORDINGS / f"{sample}.opus")
    encounter = Encounter(id=sample, date_of_service=DATE_OF_SERVICE)
    result = draft(encounter, transcript, (), build_parts(settings), transcriber.component)
    labels = json.loads((RECORDINGS / f"{sample}.labels.json").read_text(encoding="utf-8"))
    yield from gates(result, Expected.model_validate_json(json.dumps(labels)))
    yield from _speech_gates(sample, transcript)


def _speech_gates(sample: str, transcript: Transcript) -> Iterator[Gate]:
    spoken = script_words(sample)
    heard = spoken_words((segment.speaker_role, segment.text) for segment in transcript.segments)
    if not spoken:
        yield Gate("no words on silence", not heard, f"{len(heard)} words")
        return
    from eval.metrics.alignment import align

    errors = align(spoken, heard).word_error_rate
    yield Gate("words", errors is not None and errors <= WORD_ERRORS_AT_MOST, f"error rate {errors}")
    shares = role_shares(spoken, heard)
    right, wrong = shares.right or 0.0, 1.0 if shares.wrong is None else shares.wrong
    passed = right >= RIGHT_ROLES_AT_LEAST and wrong <= WRONG_ROLES_AT_MOST
    yield Gate("speaker roles", passed, f"right {right:.3f}, wrong {wrong:.3f}")


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
    run=run,
)
