"""Clusters: how many voices a recording holds, and the typical embedding of each.

Average linkage on cosine similarity (Day & Edelsbrunner 1984, nearest-neighbour chains): the nearest groups are
joined while their members are on average more alike than two people are. A group that is too small to be a person's
share of a visit is none. The number of voices is found, not given.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from audio.embedder import Vectors

MOST_VOICES = 4
ALIKE = 0.30
"""Mean cosine from which on two groups are one voice. Pairs of 1.5 s of one speaker in the five interviews: 0.46 to
0.52; of the two speakers: 0.11 to 0.27."""
STRANGE = 0.2
"""Speech less like a voice than this is not of it: somebody else speaks too, or it is no voice."""

_LEAST_SECONDS = 4.0
_LEAST_STRETCHES = 2
_LARGEST_SAMPLE = 1200
_ROUNDS = 3

Merge = tuple[int, int, float]


def voices_of(
    vectors: Vectors,
    seconds: npt.NDArray[np.float64],
    stretches: Sequence[int],
    alike: float = ALIKE,
    most: int = MOST_VOICES,
) -> Vectors:
    """(k, d): one unit vector per voice, the one that speaks most first; k is 0 without enough speech.

    vectors: (n, d) unit vectors. seconds: new speech of each. stretches: which stretch of speech each comes from;
    a voice is heard in two of them at least. alike: mean cosine from which on two groups are one voice. At most
    1,200 vectors, evenly spread, take part in the joining.
    """
    if not len(vectors):
        return vectors
    sample = np.unique(np.linspace(0, len(vectors) - 1, min(len(vectors), _LARGEST_SAMPLE)).round().astype(int))
    groups = _cut(len(sample), _linked(vectors[sample]), alike)
    centres = [vectors[sample[groups == one]].mean(axis=0) for one in np.unique(groups)]
    kept = _large_enough(_unit(np.array(centres)), vectors, seconds, np.asarray(stretches))[:most]
    for _ in range(_ROUNDS if len(kept) else 0):
        likeness = vectors @ kept.T
        nearest = np.where(likeness.max(axis=1) >= STRANGE, likeness.argmax(axis=1), -1)
        theirs = [vectors[nearest == one] for one in range(len(kept))]
        kept = _unit(np.array([own.mean(axis=0) if len(own) else k for own, k in zip(theirs, kept, strict=True)]))
    return kept


def blur(vectors: Vectors, centres: Vectors) -> float:
    """Mean cosine of windows of different voices by that of windows of one voice: 0 clear, 1 one and the same."""
    nearest = (vectors @ centres.T).argmax(axis=1)
    sums = np.array([vectors[nearest == one].sum(axis=0, dtype=np.float64) for one in range(len(centres))])
    count = np.bincount(nearest, minlength=len(centres)).astype(np.float64)
    total, own = sums.sum(axis=0) @ sums.sum(axis=0), float((sums * sums).sum())
    within = (own - len(vectors)) / max((count * (count - 1)).sum(), 1.0)
    between = (total - own) / max(len(vectors) ** 2 - (count**2).sum(), 1.0)
    return float(between / max(within, 1e-9))


def _large_enough(
    centres: Vectors, vectors: Vectors, seconds: npt.NDArray[np.float64], stretches: npt.NDArray[np.int64]
) -> Vectors:
    """The centres to which enough speech is nearest, most first."""
    nearest = (vectors @ centres.T).argmax(axis=1)
    spoken = np.array([seconds[nearest == one].sum() for one in range(len(centres))])
    places = np.array([len(np.unique(stretches[nearest == one])) for one in range(len(centres))])
    order = np.argsort(-spoken, kind="stable")
    kept = [one for one in order if spoken[one] >= _LEAST_SECONDS and places[one] >= _LEAST_STRETCHES]
    return centres[kept]


def _linked(vectors: Vectors) -> list[Merge]:
    """The joins of average linkage as (group joined, group that takes it, their mean similarity), n - 1 of them."""
    similar = (vectors @ vectors.T).astype(np.float32)
    np.fill_diagonal(similar, -np.inf)
    size = np.ones(len(vectors))
    joins: list[Merge] = []
    path: list[int] = []
    alive = np.ones(len(vectors), bool)
    while len(joins) < len(vectors) - 1:
        if not path:
            path.append(int(alive.argmax()))
        last, best = path[-1], int(similar[path[-1]].argmax())
        before = path[-2] if len(path) > 1 else -1
        if before < 0 or similar[last, before] < similar[last, best]:
            path.append(best)
            continue
        joins.append((last, before, float(similar[last, before])))
        del path[-2:]
        mean = (similar[last] * size[last] + similar[before] * size[before]) / (size[last] + size[before])
        size[before] += size[last]
        alive[last] = False
        mean[~alive] = mean[before] = -np.inf
        similar[before], similar[:, before] = mean, mean
        similar[last], similar[:, last] = -np.inf, -np.inf
    return joins


def _cut(count: int, joins: Sequence[Merge], alike: float) -> npt.NDArray[np.int64]:
    """The group of each vector, all joins of at least ``alike`` made."""
    group = np.arange(count)
    for joined, taker, similarity in sorted(joins, key=lambda one: -one[2]):
        if similarity >= alike:
            group[group == group[joined]] = group[taker]
    return group


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)
