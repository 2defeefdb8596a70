"""A request is read strictly, its gaps are filled as the contract says, and errors name fields, not content."""

import json
from datetime import date

import pytest

from scribe.export.json_result import transcript_json
from scribe.intake.invalid import invalid_document
from scribe.intake.request import encounter_of, parse_request, proposed_codes, transcript_of
from scribe.schema.errors import UnreadableTranscript
from scribe.schema.request import EncounterRequest
from scribe.schema.transcript import Coverage, Gap, Notice, NoticeKind, Segment, SpeakerRole, Transcript, Word


def test_absent_ids_roles_and_times_are_filled_in() -> None:
    request = parse_request('{"transcript": {"segments": [{"text": "hello"}, {"id": "x", "text": "there"}]}}')

    segments = transcript_of(request.transcript).segments

    assert [(s.id, s.speaker_role, s.start, s.confidence) for s in segments] == [
        ("s1", SpeakerRole.UNKNOWN, None, None),
        ("x", SpeakerRole.UNKNOWN, None, None),
    ]


def test_a_given_id_that_looks_like_a_made_one_is_not_doubled() -> None:
    request = parse_request('{"transcript": {"segments": [{"text": "a"}, {"id": "s1", "text": "b"}]}}')

    ids = [segment.id for segment in transcript_of(request.transcript).segments]

    assert len(set(ids)) == 2


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ('{"transcript": {"segments": [{"txt": "my name is Marker"}]}}', "transcript.segments.0.txt"),
        ('{"transcript": {"segments": [{"text": 5}]}}', "transcript.segments.0.text"),
        ('{"transcript": {"segments": [{"text": "Marker", "speaker_role": "Marker"}]}}', "speaker_role"),
        ('{"transcript": "Marker"}', "transcript"),
        ('{"encounter": {"date_of_service": "Marker"}, "transcript": {"segments": []}}', "date_of_service"),
        ('{"transcript": {"segments": [{"text": "Marker", "start": 5, "end": 2}]}}', "end lies before start"),
        ("Marker", "root"),
    ],
)
def test_a_wrong_field_is_named_and_its_content_is_not(body: str, field: str) -> None:
    with pytest.raises(UnreadableTranscript) as refused:
        parse_request(body, "visit.json", invalid_document)

    assert field in str(refused.value)
    assert "Marker" not in str(refused.value)


def test_an_absent_date_is_marked_as_assumed() -> None:
    made = encounter_of(EncounterRequest(), fallback_id="x", today=date(2026, 11, 20))

    assert (made.date_of_service, made.date_of_service_assumed) == (date(2026, 11, 20), True)


def test_a_proposed_code_is_kept_once_and_trimmed() -> None:
    assert [p.code for p in proposed_codes((" m54.50", "M54.50", "", "G89.29"))] == ["M54.50", "G89.29"]


def test_what_transcribe_writes_is_read_back_whole() -> None:
    heard = Transcript(
        segments=(
            Segment(
                id="s1",
                start=0.0,
                end=1.0,
                text="hi",
                words=(Word(start=0, end=1, text="hi", probability=1, original="hy"),),
            ),
        ),
        duration=2.0,
        coverage=Coverage(seconds_in=2.0, gaps=(Gap(start=1.0, end=2.0, reason="silence"),)),
        notices=(Notice(kind=NoticeKind.SPEAKERS_NOT_TOLD_APART, detail="One voice was heard."),),
    )

    assert transcript_of(parse_request("\ufeff" + transcript_json(heard)).transcript) == heard


def test_a_key_that_is_no_field_name_is_not_shown() -> None:
    with pytest.raises(UnreadableTranscript) as refused:
        parse_request('{"transcript": {"segments": [{"text": "x", "Jane Doe has cancer": 1}]}}')

    assert "Jane" not in str(refused.value)


def test_a_key_nobody_documented_is_shown_to_the_owner_of_a_file_alone() -> None:
    body = '{"transcript": {"segments": []}, "Quixwhistle": 1}'

    with pytest.raises(UnreadableTranscript) as over_http:
        parse_request(body)
    with pytest.raises(UnreadableTranscript) as of_a_file:
        parse_request(body, "visit.json", invalid_document)

    assert "unknown field" in str(over_http.value)
    assert "Quixwhistle" not in str(over_http.value)
    assert "Quixwhistle" in str(of_a_file.value)


def test_a_notice_of_any_length_is_refused() -> None:
    notice = {"kind": "sample_rate_doubted", "detail": "x" * 501}

    with pytest.raises(UnreadableTranscript) as refused:
        parse_request(json.dumps({"transcript": {"segments": [], "notices": [notice]}}))

    assert "transcript.notices.0.detail" in str(refused.value)
