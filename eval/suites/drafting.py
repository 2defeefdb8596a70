"""Drafts of a labelled encounter: read from its words, or made from what a careful reader would have documented."""

from functools import cache

from eval.embedded import embedded_parts
from eval.errors import FixtureUnreadable
from eval.recorded_replies import REPLIES, load
from eval.replay_server import replay
from eval.samples.gold import gold
from eval.samples.labels import LabelledEncounter
from eval.samples.visit import Visit, visit_of
from eval.suite import READER, RECORDED, Sample, Setup
from scribe.assembly import build_parts, parts_with
from scribe.llm import build_chat_model
from scribe.pipeline.run import Parts, Reading, draft, drafted
from scribe.schema.result import AsrComponent, Component, Result
from scribe.schema.transcript import Transcript
from scribe.settings import load_settings

_LABELS = Component(name="labels", version="1")


def read(
    sample: Sample, visit: Visit, setup: Setup, heard: Transcript | None = None, asr: AsrComponent | None = None
) -> Result:
    """The draft of a visit by the model of the setup. heard: other words than those of its script.

    Where the model fails nothing stands in: the reader's draft would be scored as the model's. Raises ModelError,
    and FixtureUnreadable where no reply was recorded for these words.
    """
    transcript = heard or visit.transcript
    if setup.model == RECORDED:
        return _replayed(sample.name, visit, transcript)
    return draft(visit.encounter, transcript, visit.proposed, _parts(setup.model), asr)


def from_labels(labelled: LabelledEncounter, name: str, required: bool = False) -> Result:
    """The draft that follows from the labels, or from the required ones: codes, findings, note; nothing is read."""
    visit = visit_of(labelled, name)
    reading = Reading(gold(labelled, visit.transcript, required=required), _LABELS)
    return drafted(visit.encounter, visit.transcript, visit.proposed, embedded_parts(), reading)


def _replayed(name: str, visit: Visit, transcript: Transcript) -> Result:
    if not (REPLIES / f"{name}.json").exists():
        raise FixtureUnreadable(f"{name}.json", "no reply of a model was recorded for it (python -m eval.record)")
    recorded = load(name)
    if _said(recorded.transcript) != _said(transcript):
        raise FixtureUnreadable(f"{name}.json", "the replies that were recorded are to other words")
    with replay(name) as server:
        model = build_chat_model(recorded.model, server.base_url, structured=server.structured, tries=1)
        parts = parts_with(model, phrase=recorded.phrase_sha256 is not None, require_model=True)
        return draft(visit.encounter, recorded.transcript, visit.proposed, parts)


def _said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(segment.speaker_role, segment.text) for segment in transcript.segments]


@cache
def _parts(model: str) -> Parts:
    """The deterministic reader, or the named model at the address of the settings."""
    if model == READER:
        return embedded_parts()
    return build_parts(load_settings().model_copy(update={"model": model}), require_model=True)
