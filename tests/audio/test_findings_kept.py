"""What an examination repeats and what alone answers a question stays, however much it looks like an invention."""

from dataclasses import replace
from itertools import accumulate
from time import process_time

import pytest

from audio.doubts import IMPROBABLE, REPETITION, STOCK_PHRASE, believed, without_loops
from audio.heard import HeardPassage, HeardWord
from audio.loops import unlooped
from audio.spans import Span
from tests.audio.talk import passage, words

EVERYWHERE = (Span(0.0, 100_000.0),)
IN_SILENCE = {"no_speech_probability": 0.65, "average_log_probability": -0.7}


def turns(*said: str, pause: float = 1.5, probability: float = 0.95) -> tuple[HeardWord, ...]:
    """The turns one after another, a pause between them."""
    starts = accumulate((0.3 * len(turn.split()) + pause for turn in said), initial=0.0)
    return tuple(
        word for turn, start in zip(said, starts, strict=False) for word in words(turn, start, probability)
    )


def hurried(spoken: tuple[HeardWord, ...]) -> tuple[HeardWord, ...]:
    """The words at more than twice the pace of speech."""
    return tuple(replace(word, start=word.start / 2.2, end=word.end / 2.2) for word in spoken)


def heard(spoken: tuple[HeardWord, ...], **signals: float) -> HeardPassage:
    return replace(passage("", **signals), words=spoken)


def text(found: tuple[HeardWord, ...]) -> str:
    return "".join(word.text for word in found).strip()


@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        ("Can you feel this?", "Yes. Yes. No. Yes. Yes."),
        ("Sharp or dull here?", "Sharp. Sharp. Dull. Sharp. Sharp. Sharp."),
        ("Push against me.", "Okay. Okay. Ow. Okay. Okay."),
        ("Any pain right here?", "No. No. Yes. No. No. No."),
        ("And on this side?", "Five. Five. Four. Five. Five."),
    ],
)
@pytest.mark.parametrize("pause", [0.0, 1.5])
def test_the_one_other_answer_of_an_examination_stays(asked: str, answers: str, pause: float) -> None:
    spoken = turns(*(turn for answer in answers.split() for turn in (asked, answer)), pause=pause)

    assert believed([heard(spoken)], EVERYWHERE) == (spoken, ())


def test_a_question_asked_here_and_there_with_pauses_is_no_loop() -> None:
    spoken = turns(*["Lift your left leg up.", "Lift your left arm up."] * 4, pause=0.8)

    assert without_loops(spoken) == (spoken, ())


def test_an_examination_of_few_words_is_not_monotonous() -> None:
    spoken = turns(*["Any pain here?", "No."] * 12, pause=0.6)

    assert believed([heard(spoken)], EVERYWHERE) == (spoken, ())


def test_a_hurried_near_loop_is_cut_and_the_same_at_the_pace_of_speech_is_not() -> None:
    places = ["town.", "school.", "school.", "town.", "town.", "school."]
    said = words(" ".join(f"I will go to {place}" for place in places))

    assert without_loops(said) == (said, ())
    kept, dropped = without_loops(hurried(said))
    assert text(kept) == "I will go to town."
    assert [drop.reason for drop in dropped] == [REPETITION]


def test_a_hurried_near_loop_ends_at_a_pause() -> None:
    rounds = ["now lift your leg all the way and hold it still today"] * 6
    rounds[3] = rounds[3].replace("today", "again")
    spoken = hurried(turns(*rounds, pause=0.7))

    assert without_loops(spoken) == (spoken, ())


def test_even_a_hurried_round_stays_where_the_answer_is_another() -> None:
    rounds = ["Can you feel this? Yes."] * 3 + ["Can you feel this? No."] + ["Can you feel this? Yes."] * 3
    spoken = hurried(turns(*rounds, pause=0.0))

    assert without_loops(spoken) == (spoken, ())


@pytest.mark.parametrize("count", [31, 200])
def test_one_answer_to_any_number_of_questions_stays(count: int) -> None:
    spoken = turns(*["No."] * count, pause=3.7)

    assert without_loops(spoken) == (spoken, ())


@pytest.mark.parametrize(("pause", "probability"), [(0.5, 0.95), (3.7, 0.3)])
def test_so_many_rounds_without_long_pauses_or_doubted_are_a_loop(pause: float, probability: float) -> None:
    spoken = turns(*["No."] * 31, pause=pause, probability=probability)

    assert without_loops(spoken)[0] == spoken[:1]


def test_sure_answers_with_pauses_stay_where_the_engine_heard_no_speech() -> None:
    spoken = turns(*["No."] * 7, pause=3.7)

    kept, _ = believed([heard(spoken, no_speech_probability=0.65)], EVERYWHERE)

    assert kept == spoken


def test_no_said_six_times_in_a_breath_leaves_a_no() -> None:
    kept, _ = believed([heard(words("No, no, no, no, no, no, no."))], EVERYWHERE)

    assert text(kept) == "No,"


def test_a_loop_does_not_take_an_answer_that_stands_apart_with_it() -> None:
    answer, loop = words("No."), words("so it's " + "true it's " * 40, start=3.0)

    kept, dropped = believed([heard(answer + loop)], EVERYWHERE)

    assert kept == answer
    assert [(drop.span.start, drop.reason) for drop in dropped] == [(3.0, REPETITION)]


@pytest.mark.parametrize(
    "said",
    [
        "I do not subscribe to that, no numbness, no weakness.",
        "I did subscribe to a back pain magazine.",
        "Translation by the nurse is fine.",
        "Captions by Smith, no pain.",
        "Gracias por ver a mi madre ayer por la noche en la sala de urgencias del hospital de la ciudad grande",
        "Captioning by my son helps me follow.",
        "(no pain)",
        "*coughs* it hurts *coughs*",
        "Thanks for watching him while I was in hospital.",
    ],
)
@pytest.mark.parametrize("probability", [0.7, 0.95])
def test_what_holds_more_than_a_credit_is_kept(said: str, probability: float) -> None:
    assert text(believed([passage(said, probability=probability)], EVERYWHERE)[0]) == said


@pytest.mark.parametrize("said", ["See you in the next one.", "Translation by John Smith", "Please subscribe."])
def test_what_may_be_a_credit_is_believed_only_if_sure(said: str) -> None:
    assert text(believed([passage(said, probability=0.9)], EVERYWHERE)[0]) == said

    kept, dropped = believed([passage(said, probability=0.7)], EVERYWHERE)

    assert kept == ()
    assert [drop.reason for drop in dropped] == [STOCK_PHRASE]


@pytest.mark.parametrize("said", ["Thank you.", "Bye.", "Mm-hmm.", "No.", "Yes."])
def test_a_short_remark_alone_stays(said: str) -> None:
    assert text(believed([passage(said, probability=0.7)], EVERYWHERE)[0]) == said


@pytest.mark.parametrize("said", ["Uh-uh.", "Ow.", "No."])
def test_an_unlikely_answer_is_no_mere_sound(said: str) -> None:
    assert text(believed([passage(said, probability=0.5, average_log_probability=-1.1)], EVERYWHERE)[0]) == said


def test_a_lone_sure_no_stays_though_the_window_seems_silent() -> None:
    assert text(believed([passage("No.", probability=0.6, **IN_SILENCE)], EVERYWHERE)[0]) == "No."
    assert believed([passage("No.", probability=0.5, **IN_SILENCE)], EVERYWHERE)[0] == ()
    assert believed([passage("Hmm.", probability=0.9, **IN_SILENCE)], EVERYWHERE)[0] == ()


@pytest.mark.parametrize(
    ("remark", "probability", "pause", "stays"),
    [
        ("I'll be back.", 0.1, 5.0, False),
        ("I'll be back", 0.1, 5.0, True),
        ("I'll be back.", 0.2, 5.0, True),
        ("I'll be back.", 0.1, 3.0, True),
        ("No.", 0.1, 5.0, True),
        ("Yes.", 0.1, 5.0, True),
    ],
)
def test_a_lone_remark_hardly_believed_is_dropped_unless_it_answers(
    remark: str, probability: float, pause: float, stays: bool
) -> None:
    before = words("My back hurts.")
    lone = words(remark, before[-1].end + pause, probability)

    kept, dropped = believed([heard(before + lone)], EVERYWHERE)

    assert kept == (before + lone if stays else before)
    assert [drop.reason for drop in dropped] == ([] if stays else [IMPROBABLE])


@pytest.mark.parametrize("pause", [0.0, 4.0])
def test_time_grows_with_the_words_and_not_with_their_square(pause: float) -> None:
    def seconds(count: int) -> float:
        turn = [f"w{number * 7919 % 900}" for number in range(count)] if not pause else ["No."] * count
        spoken = turns(*turn, pause=pause)
        start = process_time()
        unlooped(spoken)
        return process_time() - start

    few, many = min(seconds(5_000) for _ in range(2)), seconds(20_000)

    assert many <= 8 * few
    assert many < 4.0
