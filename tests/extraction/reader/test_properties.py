"""What holds for any text: located quotes, no crash, equal answers, linear time."""

import time
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from scribe.extraction.reader import Reader
from scribe.schema.encounter import Encounter
from scribe.schema.transcript import Segment, SpeakerRole, Transcript

_ENCOUNTER = Encounter(id="e1", date_of_service=date(2026, 11, 20))
_TALK = (
    "i my the no not any have pain in low back neck left right leg , . ? sorry if and but or mri shows l4 l5 "
    "naproxen helped seven out of ten for three weeks numbness assessment: chronic okay um wh- do n't "
    "é İ ß 😀 שלום \u0301 …"
)
_WORDS = st.sampled_from(_TALK.split())
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=40).map(" ".join))
_SEGMENTS = st.lists(st.tuples(st.sampled_from(SpeakerRole), _TEXTS), max_size=8)


def _transcript(parts: list[tuple[SpeakerRole, str]]) -> Transcript:
    return Transcript(
        segments=tuple(Segment(id=f"s{at}", speaker_role=role, text=text) for at, (role, text) in enumerate(parts))
    )


@settings(max_examples=150, deadline=None)
@given(_SEGMENTS)
def test_every_quote_is_where_its_offsets_say(parts):
    transcript = _transcript(parts)
    texts = {segment.id: segment.text for segment in transcript.segments}

    facts = Reader().extract(_ENCOUNTER, transcript).facts

    quotes = [quote for fact in facts for quote in fact.evidence]
    assert [quote.quote for quote in quotes] == [texts[q.segment_id][q.start_char : q.end_char] for q in quotes]


@settings(max_examples=50, deadline=None)
@given(_SEGMENTS)
def test_equal_words_give_equal_bytes(parts):
    transcript = _transcript(parts)

    first = Reader().extract(_ENCOUNTER, transcript).model_dump_json()

    assert Reader().extract(_ENCOUNTER, transcript).model_dump_json() == first


def test_an_empty_transcript_has_no_facts():
    assert Reader().extract(_ENCOUNTER, Transcript(segments=())).facts == ()


def _seconds(turns: int) -> float:
    talk = [
        (SpeakerRole.CLINICIAN, "Okay, and do you have any numbness or tingling in your legs?"),
        (SpeakerRole.PATIENT, "No, but my low back has been hurting for three weeks, and I can't sit for long."),
        (
            SpeakerRole.CLINICIAN,
            "I looked at your x-ray, and it shows some narrowing at L5-S1. We'll try naproxen.",
        ),
        (SpeakerRole.PATIENT, "I took ibuprofen and it helped a little."),
    ]
    transcript = _transcript([talk[at % 4] for at in range(turns)])
    return _best_of_three(transcript)


def _best_of_three(transcript: Transcript) -> float:
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        Reader().extract(_ENCOUNTER, transcript)
        best = min(best, time.process_time() - begun)
    return best


def test_ten_times_the_talk_takes_about_ten_times_as_long():
    _seconds(8)

    assert _seconds(800) <= 14 * _seconds(80)


def test_one_endless_sentence_is_read_in_linear_time():
    def seconds(words: int) -> float:
        transcript = _transcript([(SpeakerRole.PATIENT, "my low back hurts and it goes down my leg " * words)])
        return _best_of_three(transcript)

    seconds(5)

    assert seconds(500) <= 14 * seconds(50)
