"""Plain text becomes a dialogue where it has speaker labels, else one clinician's narrative."""

import pytest

from scribe.intake.text import parse_text
from scribe.schema.errors import UnreadableTranscript
from scribe.schema.transcript import SpeakerRole

CLINICIAN, PATIENT = SpeakerRole.CLINICIAN, SpeakerRole.PATIENT


def test_labelled_lines_are_turns_with_roles() -> None:
    segments = parse_text("Clinician: Where does it hurt?\nPatient: My low back.\n").segments

    assert [(s.speaker_role, s.text) for s in segments] == [
        (CLINICIAN, "Where does it hurt?"),
        (PATIENT, "My low back."),
    ]


def test_a_line_without_a_label_continues_the_turn() -> None:
    segments = parse_text("Patient: My low back.\nIt aches.\nClinician: I see.").segments

    assert segments[0].text == "My low back. It aches."


def test_a_text_without_labels_is_one_clinician_speaking() -> None:
    segments = parse_text("Low back pain for a month.\n\nAssessment: low back pain.").segments

    assert [(s.speaker_role, s.text) for s in segments] == [
        (CLINICIAN, "Low back pain for a month."),
        (CLINICIAN, "Assessment: low back pain."),
    ]


def test_a_heading_with_a_colon_is_no_speaker() -> None:
    segments = parse_text("Assessment: low back pain.").segments

    assert [(s.speaker_role, s.text) for s in segments] == [(CLINICIAN, "Assessment: low back pain.")]


def test_a_byte_order_mark_does_not_hide_the_first_label() -> None:
    assert parse_text("\ufeffPatient: It hurts.").segments[0].speaker_role is PATIENT


def test_binary_data_is_refused_without_echo() -> None:
    with pytest.raises(UnreadableTranscript, match="binary data"):
        parse_text("ab\x00secret", "visit.txt")
