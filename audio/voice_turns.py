"""Voice turns: each word given to the voice that speaks while it is said.

An utterance is one stretch without pause or sentence end; where the voice changes within it nonetheless, it is cut
at the word. A short stretch says little about its voice, so its evidence is weak and what stands beside it decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from audio.clusters import ALIKE, MOST_VOICES, STRANGE, blur, voices_of
from audio.embedder import SHORTEST_SECONDS, WINDOW_SECONDS, Vectors
from audio.spans import Span
from audio.utterances import Utterance

HOP_SECONDS = 0.5

_WHOLE_SECONDS = 1.2
"""From here on a window tells how a voice sounds; shorter ones are only compared with what was learnt."""
_CUT_FROM_SECONDS = 2.0
_NATS_PER_SECOND = 27.0
"""What a cosine of 1 more weighs, for a second of speech; measured on the five interviews, as the two below."""
_NATS_OF_ANY, _NATS_AT_MOST = 14.0, 44.0
_NATS_OF_A_CUT = 6.0
_STRONGEST = 8.0

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Heard:
    """The embeddings of one utterance: (n, d) unit vectors of windows that lie at ``spans`` in the recording."""

    spans: tuple[Span, ...]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Turns:
    """Utterances of one voice each, and the evidence for each voice: (utterances, voices) in nats, 0 at best.

    ``blur``: how alike different voices are by how alike one is to itself (audio.clusters).
    """

    utterances: tuple[Utterance, ...]
    evidence: Scores
    blur: float = 0.0

    @property
    def voices(self) -> int:
        """How many voices were told apart."""
        return int(self.evidence.shape[1])


def windows(utterance: Span) -> tuple[Span, ...]:
    """The stretches of an utterance that get an embedding each: 1.5 s, about every half second; one if shorter."""
    if utterance.length < SHORTEST_SECONDS:
        return ()
    over = utterance.length - WINDOW_SECONDS
    if over <= 0:
        return (utterance,)
    steps = int(np.ceil(over / HOP_SECONDS))
    starts = utterance.start + over * np.arange(steps + 1) / steps
    return tuple(Span(float(start), float(start) + WINDOW_SECONDS) for start in starts)


def told_apart(
    said: Sequence[Utterance], heard: Sequence[Heard], alike: float = ALIKE, most: int = MOST_VOICES
) -> Turns:
    """The utterances cut at changes of voice. said and heard: of one length. Every word once, in order.

    alike: mean cosine from which on two groups are one voice. most: how many voices there may be.
    """
    whole = [np.array([span.length >= _WHOLE_SECONDS for span in one.spans], bool) for one in heard]
    telling = [one.vectors[long] for one, long in zip(heard, whole, strict=True) if long.any()]
    if not telling:
        return Turns(tuple(said), np.zeros((len(said), 0)))
    stretches = np.repeat(np.arange(len(heard)), [int(long.sum()) for long in whole])
    seconds = np.full(len(stretches), HOP_SECONDS)
    vectors = np.concatenate(telling)
    centres = voices_of(vectors, seconds, stretches.tolist(), alike, most)
    pieces = [piece for one, sound in zip(said, heard, strict=True) for piece in _pieces(one, sound, centres)]
    evidence = np.array([_evidence(one, scores) for one, scores in pieces]).reshape(len(pieces), len(centres))
    return Turns(tuple(one for one, _ in pieces), evidence, blur(vectors, centres) if len(centres) else 1.0)


def _pieces(said: Utterance, heard: Heard, centres: Vectors) -> Iterator[tuple[Utterance, Scores]]:
    """The utterance, or its parts by one voice each, with the likeness to each voice."""
    scores = _word_scores(said, heard, centres)
    seconds = np.array([word.end - word.start for word in said.words])
    path = _path(scores, seconds) if said.end - said.start >= _CUT_FROM_SECONDS and len(centres) > 1 else None
    cuts = [] if path is None else (np.flatnonzero(np.diff(path)) + 1).tolist()
    for first, after in zip([0, *cuts], [*cuts, len(said.words)], strict=True):
        part = replace(said, words=said.words[first:after], voice=said.voice if not cuts else None)
        yield part, np.average(scores[first:after], axis=0, weights=seconds[first:after] + 1e-3)


def _word_scores(said: Utterance, heard: Heard, centres: Vectors) -> Scores:
    """(words, voices): the mean likeness of the windows that hold the middle of the word, else of the nearest."""
    if not len(heard.spans):
        return np.zeros((len(said.words), len(centres)))
    likeness = (heard.vectors @ centres.T).astype(np.float64)
    middles = np.array([(word.start + word.end) / 2 for word in said.words])[:, None]
    starts, ends = np.array(heard.spans).T
    off = np.maximum(np.maximum(starts - middles, middles - ends), 0)
    holds = (off <= off.min(axis=1, keepdims=True)).astype(np.float64)
    return np.asarray(holds @ likeness / holds.sum(axis=1, keepdims=True))


def _path(scores: Scores, seconds: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """The most likely voice of each word, a change of voice within an utterance being rare (Viterbi)."""
    gain = scores * seconds[:, None] * _NATS_PER_SECOND
    best, origin = gain[0], []
    for row in gain[1:]:
        change = best.max() - _NATS_OF_A_CUT
        origin.append(np.where(best >= change, np.arange(len(best)), best.argmax()))
        best = np.maximum(best, change) + row
    path = [int(best.argmax())]
    for back in reversed(origin):
        path.append(int(back[path[-1]]))
    return np.array(path[::-1])


def _evidence(piece: Utterance, scores: Scores) -> Scores:
    """Log-likelihood of each voice below the best; nothing for long speech that is like none of them."""
    seconds = piece.end - piece.start
    if not len(scores) or (seconds >= WINDOW_SECONDS and scores.max() < STRANGE):
        return np.zeros_like(scores)
    weight = min(_NATS_AT_MOST, _NATS_OF_ANY + 20 * seconds)
    return np.asarray(np.maximum((scores - scores.max()) * weight, -_STRONGEST))
