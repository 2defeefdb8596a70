"""How surely the words of a quote were heard: each word found at its place, little words left out."""

import pytest

from scribe.schema.evidence import Evidence
from scribe.schema.heard import confidence_of, deciding_words, words_at
from scribe.schema.transcript import Segment, Transcript, Word


def heard(text: str, *probabilities: float) -> Transcript:
    words = tuple(
        Word(start=float(at), end=at + 0.5, text=word, probability=probability)
        for at, (word, probability) in enumerate(zip(text.split(), probabilities, strict=True))
    )
    return Transcript(segments=(Segment(id="s1", text=text, words=words),))


def quote(transcript: Transcript, words: str) -> Evidence:
    start = transcript.segments[0].text.index(words)
    return Evidence(segment_id="s1", quote=words, start_char=start, end_char=start + len(words))


def test_a_span_finds_its_own_words_where_the_same_word_stands_twice() -> None:
    segment = heard("no, the pain is no worse", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6).segments[0]

    assert [word.probability for word in words_at(segment, 16, 24)] == [0.5, 0.6]


@pytest.mark.parametrize(
    ("text", "deciding"),
    [
        ("I have no pain in my left leg", ["no", "pain", "left", "leg"]),
        ("it is right there", []),
        ("down the right leg", ["right", "leg"]),
        ("for 3 weeks, not more", ["3", "weeks,", "not"]),
        ("Sciatica on the right.", ["Sciatica", "right."]),
        ("Right lumbar radiculopathy", ["Right", "lumbar", "radiculopathy"]),
        ("It hurts on the right there", ["hurts", "right"]),
        ("It is the right. Now rest", ["right.", "Now", "rest"]),
        ("Right, it hurts", ["hurts"]),
        ("It hurts. Right, here", ["hurts."]),
        ("All right, bend", ["All", "bend"]),
        ("right now, right here, right away", ["now,", "away"]),
        ("Left and right, both", ["Left", "right,", "both"]),
        ("It could, may or might be stenosis", ["could,", "may", "might", "stenosis"]),
        ("She had his and her fracture", ["had", "his", "her", "fracture"]),
    ],
)
def test_negations_sides_parts_and_numbers_decide_and_little_words_do_not(text: str, deciding: list[str]) -> None:
    transcript = heard(text, *[0.9] * len(text.split()))

    assert [word.text for word in deciding_words(quote(transcript, text), transcript)] == deciding


def test_a_fact_is_as_sure_as_its_least_sure_deciding_word() -> None:
    transcript = heard("I have no pain", 0.1, 0.2, 0.7, 0.9)

    assert confidence_of((quote(transcript, "have no pain"),), transcript) == 0.7


def test_a_typed_transcript_has_no_confidence() -> None:
    typed = Transcript(segments=(Segment(id="s1", text="no pain"),))

    assert confidence_of((quote(typed, "no pain"),), typed) is None


def test_what_stands_before_the_quote_tells_which_right_it_is() -> None:
    transcript = heard("That is all right, it hurts", *[0.9] * 6)

    assert [w.text for w in deciding_words(quote(transcript, "right, it hurts"), transcript)] == ["hurts"]


def test_a_side_that_was_hardly_heard_makes_the_fact_doubtful() -> None:
    transcript = heard("Sciatica on the right.", 0.95, 0.95, 0.95, 0.1)

    assert confidence_of((quote(transcript, "Sciatica on the right."),), transcript) == 0.1
