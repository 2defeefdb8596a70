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


def test_a_title_before_the_first_label_does_not_make_the_patient_a_clinician() -> None:
    segments = parse_text("Visit of Monday\nClinician: Hello.\nPatient: I think I have stenosis.").segments

    assert [(s.speaker_role, s.text) for s in segments] == [
        (SpeakerRole.UNKNOWN, "Visit of Monday"),
        (CLINICIAN, "Hello."),
        (PATIENT, "I think I have stenosis."),
    ]


@pytest.mark.parametrize("label", ["Dr. Smith", "Doctor", "Dr", "Provider 1", "CLINICIAN"])
def test_a_clinicians_label_may_carry_a_name_or_a_number(label: str) -> None:
    segments = parse_text(f"{label}: Where?\nPatient: Here.").segments

    assert [s.speaker_role for s in segments] == [CLINICIAN, PATIENT]


def test_somebody_elses_words_are_not_glued_to_the_turn_before() -> None:
    segments = parse_text(
        "Clinician: What happened?\nPatient: I fell.\nMother: Off a ladder.\nJane Roe: Hi."
    ).segments

    assert [(s.speaker_role, s.text) for s in segments][2:] == [
        (SpeakerRole.OTHER, "Off a ladder."),
        (SpeakerRole.UNKNOWN, "Hi."),
    ]


def test_a_dictation_headed_by_the_patients_name_stays_the_clinicians() -> None:
    segments = parse_text("Patient: Jane Roe\n\nLow back pain.\n\nAssessment: low back pain.").segments

    assert {s.speaker_role for s in segments} == {CLINICIAN}
