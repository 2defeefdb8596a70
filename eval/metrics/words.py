"""Words as metrics count them: the Whisper English normaliser of whisper-normalizer, split at white space.

It lowers case, drops punctuation and fillers, and writes numbers as digits, so that "twenty" equals "20".
"""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from scribe.schema.transcript import SpeakerRole

if TYPE_CHECKING:
    from whisper_normalizer.english import EnglishTextNormalizer

SpokenWord = tuple[str, SpeakerRole]
Turn = tuple[SpeakerRole, str]


@cache
def _normalizer() -> "EnglishTextNormalizer":
    from whisper_normalizer.english import EnglishTextNormalizer

    return EnglishTextNormalizer()


def spoken_words(turns: Iterable[Turn]) -> list[SpokenWord]:
    """The normalised words of the turns, each with the role of its turn."""
    return [(word, role) for role, text in turns for word in _normalizer()(text).split()]
