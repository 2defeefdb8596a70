"""Hearing: what an engine wrote for one block after another, joined and doubted. The engine here is scripted."""

from audio.hearing import without_loops_across
from audio.utterances import Utterance
from tests.audio.talk import words


def test_a_loop_that_runs_on_from_one_block_to_the_next_is_one_loop() -> None:
    first = Utterance(words("so it hurts it hurts it hurts"))
    second = Utterance(words("it hurts it hurts it hurts when I sit", start=2.1))

    whole = without_loops_across([first, second])

    assert [one.text for one in whole.utterances] == ["so it hurts", "when I sit"]
    assert [drop.reason for drop in whole.dropped] == ["repetition"]


def test_blocks_without_a_loop_stay_as_they_are() -> None:
    said = (Utterance(words("no, no, no")), Utterance(words("no, it does not", start=2.0)))

    assert without_loops_across(said).utterances == said
