"""Hearing: one block of speech to the utterances that are believed, on the clock of the recording.

The one way from sound to words, for a whole recording (audio.speech) and for sound that is still arriving
(audio.live): both therefore hear alike.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from audio.answers import bare
from audio.blocks import SpeechBlock
from audio.coverage import SHORTEST_MISSED_SPEECH_SECONDS
from audio.decode import Samples
from audio.doubts import believed, without_loops
from audio.heard import Dropped, HeardPassage, HeardWord
from audio.spans import Span, common, complement, merged, total
from audio.utterances import Utterance, settled, utterances
from audio.vocabulary import corrected
from audio.voice import voice_of


class Engine(Protocol):
    """What turns sound into words: ``audio.engine.SharedEngine``, or a stand-in for it."""

    def language_of(self, samples: Samples) -> str:
        """The language spoken."""
        ...

    def hear(
        self, samples: Samples, language: str, pauses: Sequence[Span] = (), *, again: bool = False
    ) -> Iterator[HeardPassage]:
        """The words of 16 kHz samples, passage by passage, with times in seconds from the first sample.

        pauses: where nobody speaks, in seconds of the samples; there the sound may be parted. again: what a first
        hearing left out, so under other conditions where the engine knows any.
        """
        ...


_NEAR_SECONDS, _BESIDE_SECONDS = 0.2, 0.5
_WITHIN_A_TURN_SECONDS = 1.0
_SURROUNDINGS_SECONDS = 6.0
"""What was left out is heard again with what stands around it, and only then on its own: an engine understands a
word by its surroundings, and leaves out a turn because of them."""
_MOST_ALONE, _SHORTEST_ALONE_SECONDS = 3, 1.2
"""Of a block, the longest: in noise taken for speech there is no end of them, and a moment alone makes no sense."""


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
    thorough: bool = True,
) -> HeardBlock:
    """The utterances of the block. regions: where speech was detected, in seconds of the recording.

    reached: told the second up to which words are there, whenever a passage is done. wanted: which of the believed
    words are made into utterances; all of them unless the block holds sound that was heard before. thorough: see
    ``heard_words``.
    """
    words, dropped = heard_words(engine, block, regions, language, reached, thorough)
    spelt = settled(words, regions)
    if language == "en":
        spelt = corrected(spelt)
    said = tuple(_with_voice(one, block) for one in utterances(wanted(spelt)))
    return HeardBlock(said, dropped)


def heard_words(
    engine: Engine,
    block: SpeechBlock,
    regions: Sequence[Span],
    language: str,
    reached: Callable[[float], None] = lambda _: None,
    thorough: bool = True,
) -> tuple[tuple[HeardWord, ...], tuple[Dropped, ...]]:
    """The words of the block that are believed, as the engine wrote them, and what is not believed.

    thorough: speech that gave no words is heard again; without it the engine is asked once.
    """
    words, dropped = believed(_placed(engine, block, regions, language, reached=reached), regions)
    if thorough and (stretches := missed(words, dropped, block, regions)):
        parts = [block.around(stretches, _SURROUNDINGS_SECONDS)]
        words, dropped = _heard_again(engine, parts, stretches, regions, language, (words, dropped))
        alone = sorted(missed(words, dropped, block, regions), key=lambda one: -one.length)[:_MOST_ALONE]
        parts = [block.around([stretch], 0.0) for stretch in alone if stretch.length >= _SHORTEST_ALONE_SECONDS]
        words, dropped = _heard_again(engine, parts, sorted(alone), regions, language, (words, dropped))
    return words, dropped


def _heard_again(
    engine: Engine,
    parts: Sequence[SpeechBlock],
    stretches: Sequence[Span],
    regions: Sequence[Span],
    language: str,
    before: tuple[tuple[HeardWord, ...], tuple[Dropped, ...]],
) -> tuple[tuple[HeardWord, ...], tuple[Dropped, ...]]:
    """What was heard and dropped before, with what parts of the block give for the stretches that gave no words."""
    words, dropped = before
    for part in parts:
        more, doubted = believed(_placed(engine, part, regions, language, again=True), regions)
        for stretch in stretches:
            words = _with(words, more, stretch)
            dropped = (*dropped, *(one for one in doubted if common((one.span,), stretch)))
    return words, dropped


def missed(
    words: Sequence[HeardWord], dropped: Sequence[Dropped], block: SpeechBlock, regions: Sequence[Span]
) -> tuple[Span, ...]:
    """Stretches of speech that gave no words, none that were not believed either: to be heard on their own.

    An engine that hears half a minute at a time now and then leaves out a turn.
    """
    near = (Span(word.start - _NEAR_SECONDS, word.end + _NEAR_SECONDS) for word in words)
    known = merged((*near, *(drop.span for drop in dropped)))
    unheard = merged(
        (hole for part in block.spans for region in common(regions, part) for hole in complement(known, region)),
        bridge=_WITHIN_A_TURN_SECONDS,
    )
    return tuple(
        stretch
        for part in block.spans
        for stretch in common(unheard, part)
        if stretch.length >= SHORTEST_MISSED_SPEECH_SECONDS
    )


def _placed(
    engine: Engine,
    block: SpeechBlock,
    regions: Sequence[Span],
    language: str,
    *,
    again: bool = False,
    reached: Callable[[float], None] = lambda _: None,
) -> tuple[HeardPassage, ...]:
    """What the engine hears in the block, on the clock of the recording."""
    passages = []
    for passage in engine.hear(block.samples, language, block.pauses(regions), again=again):
        placed = _in_recording(passage, block)
        passages.append(placed)
        if placed.words:
            reached(placed.words[-1].end)
    return tuple(passages)


def _with(words: Sequence[HeardWord], more: Sequence[HeardWord], stretch: Span) -> tuple[HeardWord, ...]:
    """Both in time order, of the second what lies in the stretch and not over the first.

    The engine errs in times by some tenths of a second, so a little beside the stretch counts too, but for words
    that were heard there before.
    """
    taken = merged(Span(word.start, word.end) for word in words)
    near = [word for word in words if stretch.start - 1.0 < word.end and word.start < stretch.end + 1.0]
    known = {bare(word.text) for word in near}

    def fits(word: HeardWord) -> bool:
        middle = (word.start + word.end) / 2
        if total(common(taken, Span(word.start, word.end))) > (word.end - word.start) / 2:
            return False
        if stretch.start <= middle <= stretch.end:
            return True
        beside = stretch.start - _BESIDE_SECONDS <= middle <= stretch.end + _BESIDE_SECONDS
        return beside and bare(word.text) not in known

    return tuple(sorted((*words, *filter(fits, more)), key=lambda word: word.start))


def without_loops_across(said: Sequence[Utterance]) -> HeardBlock:
    """The utterances of several blocks without a loop that ran on from one to the next."""
    kept, loops = without_loops([word for one in said for word in one.words])
    if not loops:
        return HeardBlock(tuple(said), ())
    staying = set(kept)
    cut = (replace(one, words=tuple(word for word in one.words if word in staying)) for one in said)
    return HeardBlock(tuple(one for one in cut if one.words), loops)


def _in_recording(passage: HeardPassage, block: SpeechBlock) -> HeardPassage:
    """The passage with its times counted from the start of the recording."""
    spans = (block.in_recording(word.start, word.end) for word in passage.words)
    words = (replace(w, start=s.start, end=s.end) for w, s in zip(passage.words, spans, strict=True))
    return replace(passage, words=tuple(words))


def _with_voice(utterance: Utterance, block: SpeechBlock) -> Utterance:
    return replace(utterance, voice=voice_of(block.sound_of(Span(utterance.start, utterance.end))))
