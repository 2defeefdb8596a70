"""Diarizer: listens while a recording is transcribed, then tells its voices apart, where the extra is installed.

Of each block it keeps the embeddings alone, 0.8 kB for half a second of speech. Whatever fails here costs the
voices, never the words: the transcript then has its roles as without the extra, and a notice.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

from audio.blocks import SpeechBlock
from audio.campplus import DIMENSIONS
from audio.decode import Samples
from audio.embedder import GET_EXTRA, Embedder, Vectors, installed_weights
from audio.mel_energies import FRAME
from audio.roles import SpokenBy, assign_roles
from audio.roles_by_voice import assign_roles_by_voice, wording_bears_out, wording_contradicts
from audio.spans import Span
from audio.utterances import Utterance
from audio.voice_turns import Heard, Turns, told_apart, windows
from scribe.schema.errors import EngineUnavailable
from scribe.schema.transcript import Notice, NoticeKind

Diarize = Literal["auto", "on", "off"]
CHOICES = ("auto", "on", "off")

CLOSER = (0.34, 0.38, 0.42)
"""Mean cosines at which one voice is tried as two, each in turn."""

CLEAR = 0.6
"""Blur up to which two voices are two without the help of wording. The interviews: two speakers 0.23 to 0.52, one
speaker cut in two 0.74 and more; the telephone call 0.52."""

MISSING = "Speakers were to be told apart by voice, but the extra diarize is not installed."
"""The notice where the extra was asked for and is not there."""


class Embeds(Protocol):
    """What turns stretches of sound into embeddings: ``audio.embedder.Embedder``, or a stand-in for it."""

    def vectors(self, stretches: Sequence[Samples]) -> Vectors:
        """(n, d) unit vectors."""
        ...


class LazyEmbedder:
    """The embedder of this installation, loaded with the first speech and then kept."""

    def __init__(
        self, diarize: Diarize, threads: int, weights: Callable[[], Path | None] = installed_weights
    ) -> None:
        self._diarize = diarize
        self._threads = threads
        self._weights = weights

    @property
    def asked(self) -> bool:
        """Whether voices are to be told apart: asked for, or not forbidden and installed."""
        return self._diarize == "on" or (self._diarize == "auto" and self._weights() is not None)

    @cached_property
    def loaded(self) -> Embeds:
        """The embedder. Raises EngineUnavailable, also where the extra is missing."""
        weights = self._weights()
        if weights is None:
            raise EngineUnavailable(MISSING, GET_EXTRA)
        return Embedder(weights, threads=self._threads)


class Diarizer:
    """For one recording. ``embedder`` None: nobody listens, and roles are given as without the extra."""

    def __init__(self, embedder: Callable[[], Embeds] | None) -> None:
        self._embedder = embedder
        self._said: list[Utterance] = []
        self._heard: list[Heard] = []
        self._failure: str | None = None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What went wrong, for the transcript."""
        return (Notice(kind=NoticeKind.SPEAKERS_NOT_TOLD_APART, detail=self._failure),) if self._failure else ()

    def prepare(self) -> None:
        """Has the embedder loaded before there is sound in memory: what loading takes then adds to no peak."""
        if self._embedder is None:
            return
        try:
            self._embedder()
        except Exception as error:  # noqa: BLE001 - whatever the extra raises must not cost the transcript
            self._fail(error)

    def listen(self, block: SpeechBlock, said: Sequence[Utterance]) -> None:
        """Takes the next block and what was said in it, in order."""
        if self._embedder is None or self._failure:
            return
        try:
            self._heard += _embedded(self._embedder(), block, said)
            self._said += said
        except Exception as error:  # noqa: BLE001 - whatever the extra raises must not cost the transcript
            self._fail(error)

    def spoken(self, said: Sequence[Utterance]) -> tuple[SpokenBy, ...]:
        """Everything said with roles: by voices where at least two were told apart, else by ``audio.roles``.

        said: what was listened to, in its order; utterances may have lost words since, or be left out.
        """
        if self._embedder is None or self._failure or not said:
            return assign_roles(said)
        try:
            turns = _turns(said, _listened(said, self._said, self._heard))
            return assign_roles_by_voice(turns) if turns else assign_roles(said)
        except Exception as error:  # noqa: BLE001 - as above
            self._fail(error)
            return assign_roles(said)

    def _fail(self, error: Exception) -> None:
        self._said, self._heard = [], []
        named = f"Telling speakers apart by voice failed ({type(error).__name__})."
        self._failure = error.problem if isinstance(error, EngineUnavailable) else named


def _turns(said: Sequence[Utterance], heard: Sequence[Heard]) -> Turns | None:
    """The voices told apart; None where one voice speaks, or where the wording contradicts what was found.

    Voices that pass for one are still two where they are clear for this recording (a telephone makes all voices
    alike), or where what they say bears it out.
    """
    turns = told_apart(said, heard)
    if turns.voices > 1 and not wording_contradicts(turns):
        return turns
    closer = (told_apart(said, heard, alike, most=2) for alike in CLOSER)
    return next((one for one in closer if one.voices > 1 and _are_two(one)), None)


def _listened(said: Sequence[Utterance], known: Sequence[Utterance], heard: Sequence[Heard]) -> list[Heard]:
    """What was heard of each utterance: that of the one whose words it has, or had before a loop was cut."""
    listened = zip(known, heard, strict=True)
    found = [next((sound for whole, sound in listened if one.words[0] in whole.words), None) for one in said]
    known_sounds = [sound for sound in found if sound is not None]
    if len(known_sounds) != len(said):
        raise ValueError("an utterance was not listened to")
    return known_sounds


def _are_two(turns: Turns) -> bool:
    return wording_bears_out(turns) or (turns.blur <= CLEAR and not wording_contradicts(turns))


def _embedded(embedder: Embeds, block: SpeechBlock, said: Sequence[Utterance]) -> list[Heard]:
    """The embeddings of each utterance of the block."""
    sounds = [[(span, block.sound_of(span)) for span in windows(Span(one.start, one.end))] for one in said]
    audible = [[(span, sound) for span, sound in one if len(sound) >= FRAME] for one in sounds]
    vectors = embedder.vectors([sound for one in audible for _, sound in one])
    if not np.isfinite(vectors).all():
        raise ValueError("an embedding is not a number")
    starts = np.cumsum([0, *map(len, audible)])
    none = np.zeros((0, DIMENSIONS), np.float32)
    return [
        Heard(tuple(span for span, _ in one), vectors[first : first + len(one)] if one else none)
        for one, first in zip(audible, starts[:-1].tolist(), strict=True)
    ]
