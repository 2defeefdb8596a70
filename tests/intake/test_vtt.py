"""WebVTT keeps times and speakers, and what is written is read back the same."""

import pytest

from scribe.intake.request import transcript_of
from scribe.intake.vtt import parse_vtt, render_vtt
from scribe.schema.errors import UnreadableTranscript
from scribe.schema.transcript import SpeakerRole

SAMPLE = """WEBVTT

NOTE made by hand

1
00:00:01.000 --> 00:00:02.500
<v Clinician>Any pain in the legs?

00:03.000 --> 00:04.250 align:start
Patient: No, none &amp; never.
"""


def test_cues_become_segments_with_times_and_roles() -> None:
    segments = parse_vtt(SAMPLE).segments

    assert [(s.start, s.end, s.speaker_role, s.text) for s in segments] == [
        (1.0, 2.5, SpeakerRole.CLINICIAN, "Any pain in the legs?"),
        (3.0, 4.25, SpeakerRole.PATIENT, "No, none & never."),
    ]


def test_a_rendered_transcript_reads_back_the_same() -> None:
    transcript = transcript_of(parse_vtt(SAMPLE))

    again = transcript_of(parse_vtt(render_vtt(transcript)))

    assert [(s.start, s.end, s.speaker_role, s.text) for s in again.segments] == [
        (s.start, s.end, s.speaker_role, s.text) for s in transcript.segments
    ]


def test_a_file_without_the_header_is_refused() -> None:
    with pytest.raises(UnreadableTranscript, match="WEBVTT"):
        parse_vtt("00:01.000 --> 00:02.000\nhello", "visit.vtt")


def test_each_voice_of_a_cue_is_a_segment_of_its_own() -> None:
    segments = parse_vtt(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Patient>It <00:00:01.500>hurts.</v>\n<v Doctor>Since when?</v>"
    ).segments

    assert [(s.speaker_role, s.text) for s in segments] == [
        (SpeakerRole.PATIENT, "It hurts."),
        (SpeakerRole.CLINICIAN, "Since when?"),
    ]


def test_times_with_one_digit_of_hours_or_no_spaces_are_read() -> None:
    segments = parse_vtt("WEBVTT\n\n1:00:05.000-->1:00:06.000\nhello").segments

    assert [(s.start, s.end) for s in segments] == [(3605.0, 3606.0)]


@pytest.mark.parametrize("times", ["00:05 --> 00:06", "00:05.000 --> x", "00:06.000 --> 00:05.000"])
def test_a_cue_whose_times_cannot_be_read_is_refused_and_not_dropped(times: str) -> None:
    with pytest.raises(UnreadableTranscript, match="line 3"):
        parse_vtt(f"WEBVTT\n\n{times}\nhello", "visit.vtt")
