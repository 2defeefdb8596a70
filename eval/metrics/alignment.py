"""Which reference word each heard word stands for: the alignment of the word error rate."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.metrics.words import SpokenWord


@dataclass(frozen=True)
class Alignment:
    """Pairs of (reference index, heard index) for hits and substitutions, and the counts of each error."""

    pairs: tuple[tuple[int, int], ...]
    substitutions: int
    deletions: int
    insertions: int
    reference_words: int

    @property
    def word_error_rate(self) -> float | None:
        """Errors by reference words; None where the reference is silent (see words on silence)."""
        if not self.reference_words:
            return None
        return (self.substitutions + self.deletions + self.insertions) / self.reference_words


def align(reference: Sequence[SpokenWord], heard: Sequence[SpokenWord]) -> Alignment:
    """The alignment of fewest errors (jiwer, Levenshtein over words)."""
    if not reference or not heard:
        return Alignment((), 0, len(reference), len(heard), len(reference))
    import jiwer

    found = jiwer.process_words(" ".join(word for word, _ in reference), " ".join(word for word, _ in heard))
    pairs = tuple(
        (chunk.ref_start_idx + offset, chunk.hyp_start_idx + offset)
        for chunk in found.alignments[0]
        if chunk.type in ("equal", "substitute")
        for offset in range(chunk.ref_end_idx - chunk.ref_start_idx)
    )
    return Alignment(pairs, found.substitutions, found.deletions, found.insertions, len(reference))
