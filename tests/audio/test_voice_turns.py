"""Voice turns: words, not utterances, go to voices; no word is lost or moved."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.spans import Span
from audio.utterances import Utterance
from audio.voice_turns import Heard, Turns, told_apart, windows
from tests.audio.talk import talk

VOICES = np.eye(8, dtype=np.float32)[:4]
"""Four voices as unlike as can be."""


def heard(said: Utterance, *parts: tuple[int, float]) -> Heard:
    """The windows of an utterance in which voices speak in turn: (voice, seconds from its start)."""
    spans = windows(Span(said.start, said.end))
    vectors = []
    for span in spans:
        mixed = np.zeros(8)
        for (voice, start), end in zip(parts, [*[start for _, start in parts[1:]], 1e9], strict=True):
            inside = min(span.end, said.start + end) - max(span.start, said.start + start)
            mixed[:4] += max(inside, 0) * VOICES[voice, :4]
        vectors.append(mixed / np.linalg.norm(mixed))
    return Heard(spans, np.array(vectors, np.float32).reshape(len(spans), 8))


def conversation(*turns: tuple[str, int]) -> tuple[list[Utterance], list[Heard]]:
    said = talk(*(line for line, _ in turns))
    return said, [heard(one, (voice, 0.0)) for one, (_, voice) in zip(said, turns, strict=True)]


def best(turns: Turns) -> list[int]:
    return turns.evidence.argmax(axis=1).tolist()


LONG = "one two three four five six seven eight nine ten eleven twelve"
TWO = ((LONG, 0), (LONG, 1)) * 4


def test_each_utterance_goes_to_its_voice() -> None:
    turns = told_apart(*conversation(*TWO))

    assert turns.voices == 2
    assert len(turns.utterances) == 8
    assert best(turns) in ([0, 1] * 4, [1, 0] * 4)


def test_an_utterance_in_which_the_voice_changes_is_cut_at_the_word() -> None:
    said, sounds = conversation(*TWO, (LONG, 0))
    sounds[-1] = heard(said[-1], (0, 0.0), (1, 1.8))

    turns = told_apart(said, sounds)

    first, second = turns.utterances[-2:]
    assert len(turns.utterances) == 10
    assert abs(len(first.words) - 6) <= 1
    assert first.words + second.words == said[-1].words
    assert best(turns)[-2:] == best(turns)[:2]


def test_a_moment_of_another_voice_does_not_cut_a_sentence() -> None:
    said, sounds = conversation(*TWO, (LONG, 0))
    sounds[-1] = heard(said[-1], (0, 0.0), (1, 1.6), (0, 1.8))

    assert told_apart(said, sounds).utterances[-1] == said[-1]


def test_a_short_word_weighs_less_than_a_sentence() -> None:
    said, sounds = conversation(*TWO, ("Yes.", 0), ("No, nothing like that at all.", 0))
    unsure = np.array([0.45, 0.35, 0, 0, 0.8, 0, 0, 0], np.float32)
    sounds[-2:] = [replace(one, vectors=np.tile(unsure, (len(one.spans), 1))) for one in sounds[-2:]]

    word, sentence = told_apart(said, sounds).evidence[-2:]

    assert abs(word[0] - word[1]) < abs(sentence[0] - sentence[1])


def test_long_speech_that_is_like_no_voice_is_evidence_for_none() -> None:
    said, sounds = conversation(*TWO, (LONG, 3))

    assert told_apart(said, sounds).evidence[-1].tolist() == [0.0, 0.0]


def test_three_voices_are_three() -> None:
    assert told_apart(*conversation(*TWO, (LONG, 2), (LONG, 2))).voices == 3


def test_one_voice_is_one() -> None:
    assert told_apart(*conversation(*((LONG, 0),) * 4)).voices == 1


def test_nothing_said_has_no_voices() -> None:
    turns = told_apart([], [])

    assert (turns.utterances, turns.voices) == ((), 0)


def test_words_without_any_embedding_stay_and_are_evidence_for_none() -> None:
    said, sounds = conversation(*TWO)
    sounds[3] = Heard((), np.zeros((0, 8), np.float32))

    turns = told_apart(said, sounds)

    assert turns.utterances[3] == said[3]
    assert turns.evidence[3].tolist() == [0.0, 0.0]


@given(st.floats(0, 300), st.floats(0, 60))
def test_windows_cover_an_utterance_from_end_to_end(start: float, length: float) -> None:
    spans = windows(Span(start, start + length))

    if length >= 0.2:
        assert spans[0].start == pytest.approx(start)
        assert spans[-1].end == pytest.approx(start + length)
    assert all(span.length <= 1.5 + 1e-6 for span in spans)


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=12))
def test_every_word_stays_once_and_in_order(turns: list[tuple[int, int, int]]) -> None:
    said = talk(*(" ".join(["word"] * count) for count, _, _ in turns))
    sounds = [heard(one, (a, 0.0), (b, 1.5)) for one, (_, a, b) in zip(said, turns, strict=True)]

    kept = [word for one in told_apart(said, sounds).utterances for word in one.words]

    assert kept == [word for one in said for word in one.words]
