"""Doubts: what an engine invents becomes a gap with its reason; what people really say stays."""

from dataclasses import replace

import pytest

from audio.doubts import (
    IMPOSSIBLE_RATE,
    IMPROBABLE,
    REPETITION,
    STOCK_PHRASE,
    WITHOUT_SPEECH,
    believed,
    is_gibberish,
    without_loops,
)
from audio.spans import Span
from tests.audio.talk import passage, piled, words

EVERYWHERE = (Span(0.0, 1000.0),)


def text(found: tuple) -> str:
    return "".join(word.text for word in found).strip()


def test_a_loop_is_cut_to_its_first_round_and_the_text_after_it_stays() -> None:
    kept, dropped = without_loops(words("the pain is " + "in my back " * 9 + "since May"))

    assert text(kept) == "the pain is in my back since May"
    assert [drop.reason for drop in dropped] == [REPETITION]
    assert dropped[0].span.length == pytest.approx(8 * 3 * 0.3)


@pytest.mark.parametrize(
    "said",
    [
        "no, no, no, no, nothing",
        "it hurts, it hurts, it hurts when I sit",
        "very very bad",
        "left, left, left leg",
        "no-no-no-no, it is fine",
        "one million, 1000000 and L5-S1",
        "count with me: " + " ".join(map(str, range(1, 21))),
        "five out of five in the hip, five out of five in the knee, five out of five in the ankle, "
        "five out of five in the toes, five out of five in the foot",
    ],
)
def test_people_may_repeat_themselves(said: str) -> None:
    kept, dropped = without_loops(words(said))

    assert text(kept) == said
    assert dropped == ()


@pytest.mark.parametrize(
    ("said", "rounds"), [("any pain here?", 8), ("No.", 15), ("Do you have any fever? No.", 6)]
)
def test_what_is_said_again_after_a_pause_is_no_loop(said: str, rounds: int) -> None:
    asked = tuple(word for number in range(rounds) for word in words(said, start=3.0 * number))

    assert without_loops(asked) == (asked, ())


@pytest.mark.parametrize(
    ("loop", "kept"),
    [
        ("no-no-no-no-no-no-no-no-no", "no"),
        ("hahahahahahahahahaha", "ha"),
        ("ha " * 30, "ha"),
        (" ".join(map(str, range(1, 60))), "1"),
        ("I will go to the shop " * 5, "I will go to the shop"),
        ("I will go to the shop. I will go to the house. " * 4, "I will go to the shop. I will go to the house."),
        ("0" * 40, "0"),
    ],
)
def test_loops_of_all_kinds_are_cut_and_the_text_around_them_stays(loop: str, kept: str) -> None:
    whole, dropped = without_loops(words(f"it began in May {loop} and then it went away"))

    assert text(whole) == f"it began in May {kept} and then it went away"
    assert {drop.reason for drop in dropped} == {REPETITION}


def test_a_loop_across_two_windows_is_one_loop() -> None:
    first, second = passage("it hurts " * 3), passage("it hurts " * 3 + "when I sit", start=1.8)

    kept, dropped = believed([first, replace(second, window=1)], EVERYWHERE)

    assert text(kept) == "it hurts when I sit"
    assert [drop.reason for drop in dropped] == [REPETITION]


def test_real_words_before_a_loop_in_the_same_window_stay() -> None:
    said = "my back has been hurting for three weeks now since I moved"

    kept, dropped = believed([passage(f"{said} " + "so I " * 60)], EVERYWHERE)

    assert text(kept) == f"{said} so I"
    assert [drop.reason for drop in dropped] == [REPETITION]


def test_a_repetition_in_a_window_without_speech_is_not_believed_at_all() -> None:
    kept, dropped = believed([passage("ah, " * 12, no_speech_probability=0.7)], EVERYWHERE)

    assert kept == ()
    assert [drop.reason for drop in dropped] == [REPETITION]


def test_a_window_that_is_mostly_loop_is_not_believed_at_all() -> None:
    kept, dropped = believed([passage("so it's " + "true it's " * 40, probability=0.95)], EVERYWHERE)

    assert kept == ()
    assert {drop.reason for drop in dropped} == {REPETITION}


@pytest.mark.parametrize(
    "invented",
    [
        passage("a bit of the", no_speech_probability=0.8, average_log_probability=-0.7),
        passage("a set of the blog", probability=0.2, average_log_probability=-1.3),
        passage("the plan for the back", average_log_probability=-1.9),
        passage("Ehh Ehh Ehh Ehh", probability=0.53, average_log_probability=-1.03),
    ],
)
def test_words_the_engine_itself_doubts_become_a_gap(invented) -> None:
    kept, dropped = believed([invented], EVERYWHERE)

    assert kept == ()
    assert [drop.reason for drop in dropped] == [IMPROBABLE]


def test_a_sure_thank_you_is_kept() -> None:
    kept, _ = believed([passage("Thank you.", probability=0.9)], EVERYWHERE)

    assert text(kept) == "Thank you."


@pytest.mark.parametrize(
    "invented",
    [
        "Thank you for watching!",
        "Please subscribe to my channel.",
        "I'll see you guys in the next video.",
        "[Music]",
        "(applause)",
        "♪ ♪",
        "(upbeat music)",
        "[BLANK_AUDIO]",
        "Thank you so much for watching this video, and I'll see you in the next one.",
        "Please subscribe to our channel for more videos.",
        "Subtitles by the Amara.org community",
        "Transcription by CastingWords",
        "Untertitel im Auftrag des ZDF für funk, 2017",
        "Sous-titres réalisés par la communauté d'Amara.org",
        "字幕由Amara.org社区提供",
        "ご視聴ありがとうございました",
    ],
)
def test_credits_are_never_believed(invented: str) -> None:
    kept, dropped = believed([passage(invented, probability=0.97)], EVERYWHERE)

    assert kept == ()
    assert [drop.reason for drop in dropped] == [STOCK_PHRASE]


@pytest.mark.parametrize("invented", ["Thank you.", "Bye.", "you", "Mm-hmm.", "www.mooji.org"])
def test_a_closing_word_the_engine_doubts_is_not_believed(invented: str) -> None:
    kept, dropped = believed([passage(invented, probability=0.5)], EVERYWHERE)

    assert kept == ()
    assert [drop.reason for drop in dropped] == [STOCK_PHRASE]


@pytest.mark.parametrize(
    "said",
    [
        "Bye.",
        "Thank you very much.",
        "Thanks for listening.",
        "No.",
        "Mm-hmm.",
        "I watch the captions on TV.",
        "Go to www.mychart.com and sign in.",
    ],
)
def test_what_a_person_says_surely_is_kept(said: str) -> None:
    assert text(believed([passage(said, probability=0.8)], EVERYWHERE)[0]) == said


def test_an_unsure_no_in_speech_is_kept() -> None:
    assert text(believed([passage("No.", probability=0.3)], EVERYWHERE)[0]) == "No."


def test_words_piled_on_one_moment_are_not_believed_and_their_neighbours_are() -> None:
    rushed = passage("it hurts a lot when I stand up")
    rushed = replace(rushed, words=rushed.words + piled("and we will all be there for you", at=2.4))

    kept, dropped = believed([rushed], EVERYWHERE)

    assert text(kept) == "it hurts a lot when I stand up"
    assert [drop.reason for drop in dropped] == [IMPOSSIBLE_RATE]


@pytest.mark.parametrize(
    ("regions", "place"),
    [
        ((Span(0.0, 20.0),), (0.9, 2.4)),
        ((Span(0.0, 0.9), Span(11.0, 11.8)), (11.0, 11.8)),
        ((Span(0.0, 0.9),), (0.9, 2.4)),
    ],
)
def test_a_word_stretched_over_ten_seconds_is_cut_to_where_it_can_have_been_said(
    regions: tuple[Span, ...], place: tuple[float, float]
) -> None:
    stretched = replace(words("today", start=0.9)[0], end=12.0)
    one = replace(passage("my back hurts"), words=(*words("my back hurts"), stretched))

    kept, dropped = believed([one], regions)

    assert (kept[-1].start, kept[-1].end) == pytest.approx(place)
    assert dropped == ()


def test_a_word_that_lies_where_nobody_speaks_is_not_believed_if_the_engine_doubts_it() -> None:
    said, astray = words("my back hurts"), words("so", start=6.0, probability=0.3)
    one = replace(passage("my back hurts"), words=said + astray)

    kept, dropped = believed([one], (Span(0.0, 1.0),))

    assert text(kept) == "my back hurts"
    assert [(drop.reason, drop.span) for drop in dropped] == [(WITHOUT_SPEECH, Span(6.0, 6.3))]


def test_unsure_words_where_nobody_speaks_are_not_believed() -> None:
    unsure = passage("we will see", start=50.0, probability=0.5)

    assert believed([unsure], (Span(0.0, 10.0),))[0] == ()
    assert text(believed([unsure], (Span(50.0, 51.0),))[0]) == "we will see"


def test_a_transcript_of_nothing_but_doubt_is_gibberish() -> None:
    assert is_gibberish(words("here it goes I am sorry", probability=0.3))
    assert not is_gibberish(words("here it goes I am sorry", probability=0.7))
    assert not is_gibberish([])
