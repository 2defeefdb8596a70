"""Hearing: one block of speech to the utterances that are believed, on the clock of the recording.

The one way from sound to words, for a whole recording (audio.speech) and for sound that is still arriving
(audio.live): both therefore hear alike.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from audio.blocks import SpeechBlock
from audio.decode import Samples
from audio.doubts import believed
from audio.heard import Dropped, HeardPassage, HeardWord
from audio.spans import Span
from audio.utterances import Utterance, settled, utterances
from audio.voice import voice_of


class Engine(Protocol):
    """What turns sound into words: ``audio.whisper.WhisperEngine``, or a stand-in for it."""

    def language_of(self, samples: Samples) -> str:
        """The language spoken."""
        ...

    def hear(self, samples: Samples, language: str) -> Iterator[HeardPassage]:
        """The words of 16 kHz samples, passage by passage, with times in seconds from the first sample."""
        ...


@dataclass(frozen=True, slots=True)
class HeardBlock:
    """What one block gave. ``dropped``: words that are not believed, each a gap."""

    utterances: tuple[Utterance, ...]
    dropped: tuple[Dropped, ...]


def hear_block(
    engine: Engine,
    block: SpeechBlock,
    regions: Sequence[Span],
    language: str,
    reached: Callable[[float], None] = lambda _: None,
    wanted: Callable[[Sequence[HeardWord]], Sequence[HeardWord]] = tuple,
) -> HeardBlock:
    """The utterances of the block. regions: where speech was detected, in seconds of the recording.

    reached: told the second up to which words are there, whenever a passage is done. wanted: which of the believed
    words are made into utterances; all of them unless the block holds sound that was heard before.
    """
    passages = []
    for passage in engine.hear(block.samples, language):
        placed = _in_recording(passage, block)
        passages.append(placed)
        if placed.words:
            reached(placed.words[-1].end)
    words, dropped = believed(tuple(passages), regions)
    said = tuple(_with_voice(one, block) for one in utterances(wanted(settled(words, regions))))
    return HeardBlock(said, dropped)


def _in_recording(passage: HeardPassage, block: SpeechBlock) -> HeardPassage:
    """The passage with its times counted from the start of the recording."""
    spans = (block.in_recording(word.start, word.end) for word in passage.words)
    words = (replace(w, start=s.start, end=s.end) for w, s in zip(passage.words, spans, strict=True))
    return replace(passage, words=tuple(words))


def _with_voice(utterance: Utterance, block: SpeechBlock) -> Utterance:
    return replace(utterance, voice=voice_of(block.sound_of(Span(utterance.start, utterance.end))))
