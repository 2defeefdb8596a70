"""Hearing: what an engine wrote for one block after another, joined and doubted. The engine here is scripted."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from audio.blocks import SpeechBlock
from audio.decode import SAMPLE_RATE, Samples
from audio.heard import HeardPassage, HeardWord
from audio.hearing import hear_block, heard_words, without_loops_across
from audio.spans import Span
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


class Forgetful:
    """Knows what is said in a block by its samples, which count up; leaves out a stretch at the first hearing."""

    def __init__(self, said: Sequence[HeardWord], left_out: Span, shift: float = 0.0) -> None:
        self.said, self.left_out, self.shift = said, left_out, shift
        self.asked: list[tuple[float, float, bool]] = []

    def language_of(self, samples: Samples) -> str:
        return "en"

    def hear(
        self, samples: Samples, language: str, pauses: Sequence[Span] = (), *, again: bool = False
    ) -> Iterator[HeardPassage]:
        start, end = float(samples[0]), float(samples[-1])
        self.asked.append((round(start, 2), round(end, 2), again))
        known = [w for w in self.said if start <= w.start and w.end <= end + 0.01]
        if not again:
            known = [w for w in known if not self.left_out.start <= w.start < self.left_out.end]
        off = self.shift if again else 0.0
        words = tuple(HeardWord(w.start - start + off, w.end - start + off, w.text, w.probability) for w in known)
        if words:
            yield HeardPassage(words, 0, -0.2, 0.1, 1.5)


def block(*spans: Span) -> SpeechBlock:
    """A block whose samples are the seconds of the block, so that a part of it is known by them."""
    length = sum(span.length for span in spans)
    return SpeechBlock((np.arange(round(length * SAMPLE_RATE)) / SAMPLE_RATE).astype(np.float32), spans)


def texts(found: Sequence[HeardWord]) -> str:
    return "".join(word.text for word in found).strip()


def test_a_turn_that_was_left_out_is_heard_again_in_whatever_part_of_the_block_it_lies() -> None:
    whole = block(Span(0.0, 10.0), Span(20.0, 30.0))
    said = (*words("it hurts in my low back", start=1.0), *words("no numbness at all in the legs", start=13.0))
    regions = (Span(1.0, 2.8), Span(23.0, 25.1))

    found, dropped = heard_words(Forgetful(said, Span(12.0, 20.0)), whole, regions, "en")

    assert texts(found) == "it hurts in my low back no numbness at all in the legs"
    assert dropped == ()


def test_words_at_the_edge_of_what_was_left_out_are_neither_lost_nor_doubled() -> None:
    said = (*words("six out of ten.", start=1.0), *words("Do you have any pain in your legs?", start=2.6))
    regions = (Span(1.0, 2.2), Span(2.75, 5.0))

    for shift in (-0.15, 0.0, 0.15):
        found, _ = heard_words(Forgetful(said, Span(2.5, 9.0), shift), block(Span(0.0, 6.0)), regions, "en")
        assert texts(found) == "six out of ten. Do you have any pain in your legs?"
        assert all(before.start <= word.start for before, word in pairwise(found))


def test_noise_that_never_gives_words_does_not_cost_a_hearing_for_each_of_its_stretches() -> None:
    regions = tuple(Span(float(start), start + 0.9) for start in range(1, 298, 3))
    deaf = Forgetful((), Span(0.0, 0.0))

    heard = hear_block(deaf, block(Span(0.0, 300.0)), regions, "en")

    assert heard.utterances == ()
    assert len(deaf.asked) <= 10
