"""The suites, each named by the arrow it tests."""

from eval.suite import Suite
from eval.suites import (
    audio_to_transcript,
    draft_to_findings,
    labelled,
    labelled_encounters,
    latency,
    recorded_model,
    recording_to_note,
    robustness,
    robustness_audio,
    vignettes,
)

SUITES: tuple[Suite, ...] = (
    labelled.TRANSCRIPT_TO_DOCUMENTATION,
    labelled.DOCUMENTATION_TO_CODES,
    labelled.DOCUMENTATION_TO_NARRATIVE,
    draft_to_findings.SUITE,
    labelled.TRANSCRIPT_TO_NOTE,
    labelled.HEARD_TO_NOTE,
    robustness.SUITE,
    robustness.OF_LABELLED,
    recorded_model.SUITE,
    labelled.UNLABELLED_TO_NOTE,
    vignettes.SUITE,
    labelled_encounters.SUITE,
    latency.SUITE,
)
"""Run by default: from recorded values, without audio or network."""

AUDIO_SUITES: tuple[Suite, ...] = (
    audio_to_transcript.SUITE,
    labelled.ENCOUNTER_TO_NOTE,
    robustness_audio.SUITE,
    recording_to_note.SUITE,
)
"""Run with ``--all``: they transcribe."""

LONG_SUITES: tuple[Suite, ...] = (robustness.OF_OTHERS,)
"""Run with ``--all`` too: minutes of long visits."""

EVERY: tuple[Suite, ...] = (*SUITES, *LONG_SUITES, *AUDIO_SUITES)
_BY_NAME = {suite.name: suite for suite in EVERY}
NAMES = tuple(_BY_NAME)


def known(name: str) -> Suite:
    """The suite of this name. Raises KeyError."""
    return _BY_NAME[name]
