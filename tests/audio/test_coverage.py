"""The account of every second: heard plus gaps equals recorded, and every gap says why."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.coverage import HeardBy, account, account_of_ears, nothing_heard
from audio.heard import Dropped
from audio.spans import Span, common, merged, total
from scribe.schema.transcript import Coverage, Segment, Word


def spoken(start: float, end: float, confidence: float = 0.9) -> Segment:
    word = Word(start=start, end=end, text="word", probability=confidence)
    return Segment(id=f"at{start}", start=start, end=end, text="word", confidence=confidence, words=(word,))


def accounted(coverage: Coverage) -> float:
    return (coverage.seconds_decoded or 0.0) + sum(gap.end - gap.start for gap in coverage.gaps)


def lost(coverage: Coverage) -> tuple[Span, ...]:
    return merged(Span(gap.start, gap.end) for gap in coverage.gaps if gap.reason != "silence")


SPANS = st.lists(st.tuples(st.floats(0, 95), st.floats(0.05, 30)), max_size=12).map(
    lambda pairs: [Span(start, min(100.0, start + length)) for start, length in pairs]
)


REASONS = ("repetition", "improbable_words", "stock_phrase", "words_without_speech", "impossible_rate")
DROPPED = st.lists(
    st.tuples(st.floats(0, 100), st.sampled_from((0.0, 0.02, 0.5, 7.0)), st.sampled_from(REASONS)), max_size=12
).map(lambda drops: [Dropped(Span(at, min(100.0, at + length)), reason) for at, length, reason in drops])


@given(SPANS, SPANS, SPANS, DROPPED)
def test_heard_and_gaps_make_up_the_recording_whatever_happened(
    words: list[Span], speech: list[Span], damage: list[Span], dropped: list[Dropped]
) -> None:
    coverage = account(
        [spoken(s.start, s.end) for s in sorted(words)], merged(speech), 100.0, merged(damage), dropped
    )

    assert accounted(coverage) == pytest.approx(100.0, abs=0.1)
    assert all(0.0 <= gap.start <= gap.end <= 100.0 for gap in coverage.gaps)
    assert all(before.end <= after.start for before, after in pairwise(coverage.gaps))


@given(SPANS, SPANS, st.floats(0, 100), st.sampled_from((0.0, 0.02, 0.5, 7.0)))
def test_whatever_is_dropped_leaves_a_gap_with_its_reason(
    words: list[Span], speech: list[Span], at: float, length: float
) -> None:
    drop = Dropped(Span(at, min(100.0, at + length)), "repetition")

    coverage = account([spoken(s.start, s.end) for s in sorted(words)], merged(speech), 100.0, (), [drop])

    told = (gap.end - gap.start for gap in coverage.gaps if gap.reason == "repetition")
    assert sum(told) >= 0.098  # a tenth of a second, each end rounded


EARS = st.lists(st.tuples(SPANS, SPANS, DROPPED), min_size=1, max_size=3)


@given(EARS, SPANS)
def test_heard_and_gaps_make_up_the_recording_whatever_several_ears_lost(
    heard: list[tuple[list[Span], list[Span], list[Dropped]]], damage: list[Span]
) -> None:
    ears = [HeardBy(merged(words), merged(speech), tuple(dropped)) for words, speech, dropped in heard]

    coverage = account_of_ears((), ears, 100.0, merged(damage))

    assert accounted(coverage) == pytest.approx(100.0, abs=0.1)
    assert all(0.0 <= gap.start <= gap.end <= 100.0 for gap in coverage.gaps)
    assert all(before.end <= after.start for before, after in pairwise(coverage.gaps))


@given(EARS)
def test_what_one_ear_lost_is_a_gap_whatever_the_others_heard(
    heard: list[tuple[list[Span], list[Span], list[Dropped]]],
) -> None:
    ears = [HeardBy(merged(words), merged(speech), tuple(dropped)) for words, speech, dropped in heard]

    together = lost(account_of_ears((), ears, 100.0))

    for ear in ears:
        alone = lost(account_of_ears((), (ear,), 100.0))
        assert sum(total(common(together, span)) for span in alone) == pytest.approx(total(alone), abs=0.1)


def test_speech_lost_in_one_channel_while_the_other_talks_is_a_gap() -> None:
    clinician = HeardBy((Span(0.0, 10.0),), (Span(0.0, 10.0),))
    dropped = HeardBy((), (Span(2.0, 8.0),), (Dropped(Span(2.0, 6.0), "repetition"),))

    coverage = account_of_ears((), (clinician, dropped), 10.0)

    assert [(g.start, g.end, g.reason) for g in coverage.gaps] == [
        (2.0, 6.0, "repetition"),
        (6.0, 8.0, "speech_not_transcribed"),
    ]
    assert coverage.seconds_decoded == 4.0


def test_a_breath_between_two_channels_is_no_gap() -> None:
    ears = HeardBy((Span(0.0, 2.0),), (Span(0.0, 2.0),)), HeardBy((Span(2.3, 4.0),), (Span(2.3, 4.0),))

    assert account_of_ears((), ears, 4.0).gaps == ()


def test_words_dropped_between_two_kept_ones_are_no_breath() -> None:
    coverage = account(
        [spoken(0.0, 2.0), spoken(2.4, 4.0)],
        [Span(0.0, 4.0)],
        4.0,
        (),
        [Dropped(Span(2.1, 2.3), "impossible_rate")],
    )

    assert [(g.start, g.end, g.reason) for g in coverage.gaps if g.reason != "silence"] == [
        (2.1, 2.3, "impossible_rate")
    ]


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
