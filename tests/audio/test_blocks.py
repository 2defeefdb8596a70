"""Blocks: bounded, complete, and with the way back to the recording's clock."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from audio.blocks import SpeechBlock, cut, plan
from audio.decode import SAMPLE_RATE, Block
from audio.spans import Span

LENGTHS = st.lists(st.tuples(st.floats(0.3, 20.0), st.floats(0.2, 400.0)), min_size=1, max_size=40)


def laid_out(lengths: list[tuple[float, float]]) -> tuple[list[Span], float]:
    spans, position = [], 0.0
    for pause, length in lengths:
        spans.append(Span(position + pause, position + pause + length))
        position = spans[-1].end
    return spans, position + 0.1


@given(LENGTHS)
def test_no_block_is_longer_than_five_minutes_and_no_speech_is_left_out(lengths: list[tuple[float, float]]) -> None:
    regions, duration = laid_out(lengths)

    blocks = plan(regions, duration)

    parts = [part for block in blocks for part in block]
    covered = sum(max(0.0, min(p.end, r.end) - max(p.start, r.start)) for r in regions for p in parts)
    assert all(sum(part.length for part in block) <= 300.01 for block in blocks)
    assert parts == sorted(parts)
    assert all(a.end <= b.start + 1e-6 for a, b in pairwise(parts))
    assert abs(covered - sum(region.length for region in regions)) < 1e-3


def test_a_short_pause_stays_and_a_long_one_is_taken_out() -> None:
    (block,) = plan([Span(1.0, 3.0), Span(3.9, 6.0), Span(7.5, 8.0), Span(20.0, 22.0)], 30.0)

    assert block == (Span(0.6, 6.4), Span(7.1, 8.4), Span(19.6, 22.4))


def test_the_pauses_of_a_block_are_told_on_its_own_clock() -> None:
    block = SpeechBlock(np.zeros(round(3.5 * SAMPLE_RATE), np.float32), (Span(1.0, 3.0), Span(30.0, 31.5)))

    pauses = block.pauses([Span(1.5, 2.5), Span(30.5, 31.5)])

    assert pauses == (Span(0.0, 0.5), Span(1.5, 2.5))


def test_a_block_holds_the_samples_of_its_parts() -> None:
    sound = np.arange(10 * SAMPLE_RATE, dtype=np.float32)
    stream = (Block(piece) for piece in np.array_split(sound, 23))

    first, second = cut(stream, [(Span(1.0, 2.0), Span(3.0, 3.5)), (Span(8.0, 9.0),)])

    assert first.samples.tolist() == [*sound[16_000:32_000], *sound[48_000:56_000]]
    assert second.samples.tolist() == sound[128_000:144_000].tolist()


def test_times_in_a_block_lead_back_to_the_recording_and_stay_in_their_part() -> None:
    block = SpeechBlock(np.zeros(round(1.5 * SAMPLE_RATE), np.float32), (Span(1.0, 2.0), Span(30.0, 30.5)))

    assert block.in_recording(0.2, 0.6) == Span(1.2, 1.6)
    assert block.in_recording(1.1, 1.3) == Span(30.1, 30.3)
    assert block.in_recording(0.7, 1.2) == Span(1.7, 2.0)
    assert block.in_recording(1.4, 9.0).end == 30.5
