"""Cohen's kappa: how far two readers agree beyond what their own habits would bring about by chance.

Source: Cohen 1960, Educational and Psychological Measurement 20:37-46.
"""

from collections import Counter
from collections.abc import Hashable, Sequence


def kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """(observed - expected) / (1 - expected) of two readings of the same n items; from -1 to 1.

    None where it has no value: nothing was read, or both readers gave one and the same answer throughout, so that
    chance alone would bring full agreement. Raises ValueError for readings of different length.
    """
    if len(first) != len(second):
        raise ValueError("two readings of the same items have the same length")
    count = len(first)
    if not count:
        return None
    ours, theirs = Counter(first), Counter(second)
    agreed = sum(a == b for a, b in zip(first, second, strict=True))
    by_chance = sum(ours[answer] * theirs[answer] for answer in ours)  # of count squared
    if by_chance == count * count:
        return None
    return (agreed * count - by_chance) / (count * count - by_chance)
