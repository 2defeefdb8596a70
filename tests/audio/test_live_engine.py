"""Live hearing with the real engine on the bundled visit, against the transcript of the whole."""

import json
from pathlib import Path

import numpy as np
import pytest

from audio import Transcriber
from audio.decode import SAMPLE_RATE, decode
from audio.live import MOST_LEFT_SECONDS
from eval.metrics.alignment import align
from eval.metrics.words import SpokenWord, spoken_words
from scribe.schema.transcript import SpeakerRole, Transcript
from tests.audio.conftest import VISIT
from tests.audio.live_world import fed
from tests.audio.sound import encode

CLIP_SECONDS = 40.6
"""The end of the fourteenth turn."""


def said() -> list[SpokenWord]:
    turns = json.loads(VISIT.with_suffix(".script.json").read_text("utf-8"))["turns"]
    return spoken_words((SpeakerRole.UNKNOWN, turn["text"]) for turn in turns if turn["end"] < CLIP_SECONDS)


def word_error_rate(heard: Transcript) -> float:
    rate = align(said(), spoken_words((SpeakerRole.UNKNOWN, one.text) for one in heard.segments)).word_error_rate
    assert rate is not None
    return rate


@pytest.mark.speech
def test_live_and_whole_transcript_of_the_visit_are_at_most_a_point_apart(
    transcriber: Transcriber, tmp_path: Path
) -> None:
    clip = np.concatenate([block.samples for block in decode(VISIT)])[: round(CLIP_SECONDS * SAMPLE_RATE)]
    path = encode(tmp_path / "clip.wav", "pcm_s16le", clip.astype(np.float64), rate=SAMPLE_RATE)
    live = transcriber.live()

    fed(live, clip, frame_seconds=0.5)
    left = live.seconds_to_decode
    transcript = live.finish()

    assert left <= MOST_LEFT_SECONDS
    assert transcript.word_count > 80
    assert abs(word_error_rate(transcriber.transcribe(path)) - word_error_rate(transcript)) <= 0.01
