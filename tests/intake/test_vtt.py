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
