"""The account of every second: heard plus gaps equals recorded, and every gap says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.coverage import account, nothing_heard
from audio.heard import Dropped
from audio.spans import Span, merged
from scribe.schema.transcript import Coverage, Segment, Word


def spoken(start: float, end: float, confidence: float = 0.9) -> Segment:
    word = Word(start=start, end=end, text="word", probability=confidence)
    return Segment(id=f"at{start}", start=start, end=end, text="word", confidence=confidence, words=(word,))


def accounted(coverage: Coverage) -> float:
    return (coverage.seconds_decoded or 0.0) + sum(gap.end - gap.start for gap in coverage.gaps)


SPANS = st.lists(st.tuples(st.floats(0, 95), st.floats(0.05, 30)), max_size=12).map(
    lambda pairs: [Span(start, min(100.0, start + length)) for start, length in pairs]
)


@given(SPANS, SPANS, SPANS, SPANS)
def test_heard_and_gaps_make_up_the_recording_whatever_happened(
    words: list[Span], speech: list[Span], damage: list[Span], loops: list[Span]
) -> None:
    coverage = account(
        [spoken(s.start, s.end) for s in sorted(words)],
        merged(speech),
        100.0,
        merged(damage),
        [Dropped(span, "repetition") for span in loops],
    )

    assert accounted(coverage) == pytest.approx(100.0, abs=0.1)
    assert list(coverage.gaps) == sorted(coverage.gaps, key=lambda gap: gap.start)


def test_speech_without_words_is_told_from_silence() -> None:
    coverage = account([spoken(0.0, 4.0)], [Span(0.0, 4.0), Span(6.0, 8.0)], 10.0)

    assert [(g.start, g.end, g.reason) for g in coverage.gaps] == [
        (4.0, 6.0, "silence"),
        (6.0, 8.0, "speech_not_transcribed"),
        (8.0, 10.0, "silence"),
    ]


def test_dropped_words_and_damage_keep_their_own_reasons() -> None:
    coverage = account(
        [spoken(0.0, 2.0)], [Span(0.0, 5.0)], 10.0, [Span(8.0, 10.0)], [Dropped(Span(2.0, 5.0), "repetition")]
    )

    assert [(g.start, g.end, g.reason) for g in coverage.gaps] == [
        (2.0, 5.0, "repetition"),
        (5.0, 8.0, "silence"),
        (8.0, 10.0, "undecodable"),
    ]


def test_a_breath_between_two_segments_is_no_gap() -> None:
    coverage = account([spoken(0.0, 2.0), spoken(2.3, 4.0)], [Span(0.0, 4.0)], 4.0)

    assert coverage.gaps == ()
    assert coverage.seconds_decoded == 4.0


def test_what_was_missed_within_a_segment_is_a_gap() -> None:
    first, second = spoken(0.0, 2.0), spoken(4.0, 6.0)
    turn = first.model_copy(update={"end": 6.0, "words": first.words + second.words})

    coverage = account([turn], [Span(0.0, 6.0)], 6.0)

    assert [(g.start, g.end, g.reason) for g in coverage.gaps] == [(2.0, 4.0, "speech_not_transcribed")]


def test_words_the_engine_doubted_are_counted() -> None:
    coverage = account([spoken(0.0, 2.0, confidence=0.3), spoken(3.0, 4.0)], [Span(0.0, 4.0)], 4.0)

    assert coverage.seconds_low_confidence == 2.0


def test_a_silent_recording_is_one_gap() -> None:
    coverage = nothing_heard((), 60.0)

    assert [(g.start, g.end, g.reason) for g in coverage.gaps] == [(0.0, 60.0, "no_speech")]
    assert coverage.seconds_decoded == 0.0
