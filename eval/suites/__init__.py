"""The suites, each named by the arrow it tests."""

from eval.suites import (
    encounter_to_note,
    injection,
    labelled_encounters,
    negation_flips,
    noise,
    recorded_model,
    recording_to_note,
    vignettes,
)
from eval.suites.suite import Gate, Outcome, Suite

SUITES: tuple[Suite, ...] = (
    encounter_to_note.SUITE,
    vignettes.SUITE,
    labelled_encounters.SUITE,
    negation_flips.SUITE,
    noise.SUITE,
    injection.SUITE,
    recorded_model.SUITE,
)
"""Run by default: no audio, no network."""

AUDIO_SUITES: tuple[Suite, ...] = (recording_to_note.SUITE,)
"""Run with ``--all``: they transcribe."""

__all__ = ["AUDIO_SUITES", "SUITES", "Gate", "Outcome", "Suite"]
