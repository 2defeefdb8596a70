"""Word errors in per cent, with what kind they are."""

from dataclasses import dataclass

from eval.metrics.alignment import align
from eval.metrics.words import spoken_words
from scribe.schema.transcript import SpeakerRole


@dataclass(frozen=True, slots=True)
class WordErrors:
    """Counts over ``words`` reference words. They add up, so that a short file cannot dominate."""

    words: int
    substitutions: int
    deletions: int
    insertions: int

    @property
    def rate(self) -> float:
        """Errors by reference words, in per cent. Some words were said, or there is no rate."""
        return 100 * (self.substitutions + self.deletions + self.insertions) / self.words

    def __add__(self, other: "WordErrors") -> "WordErrors":
        return WordErrors(
            self.words + other.words,
            self.substitutions + other.substitutions,
            self.deletions + other.deletions,
            self.insertions + other.insertions,
        )


def word_errors(said: str, heard: str) -> WordErrors:
    """The errors of what was heard, after Whisper's English normaliser (eval.metrics.words)."""
    found = align(*(spoken_words([(SpeakerRole.UNKNOWN, text)]) for text in (said, heard)))
    return WordErrors(found.reference_words, found.substitutions, found.deletions, found.insertions)
