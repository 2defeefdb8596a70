"""Term scores: how many spoken terms stand in what was heard, and what was changed or invented beside them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from audio import wordlists
from audio.heard import HeardWord
from eval.metrics.alignment import align
from eval.metrics.words import SpokenWord, spoken_words
from eval.recordings.spoken_terms import Kind, Spoken
from scribe.schema.transcript import SpeakerRole

_SLACK_SECONDS = 0.25
"""Half the pause between two sentences: a word belongs to the sentence within this of its middle."""

Words = Sequence[HeardWord]


@dataclass
class TermScores:
    """Counts over sentences. Terms and drugs as (heard, spoken)."""

    terms: list[int] = field(default_factory=lambda: [0, 0])
    drugs: list[int] = field(default_factory=lambda: [0, 0])
    missed: list[str] = field(default_factory=list)
    errors: int = 0
    reference_words: int = 0
    invented: int = 0
    """Words of the vocabulary in a sentence in which nobody says them."""
    invented_on_traps: int = 0
    harmed: int = 0
    """Corrections of words that had been right."""
    wrongly_corrected: int = 0
    """Corrections of wrong words to a term that was not said."""
    corrections: int = 0

    @property
    def word_error_rate(self) -> float:
        return self.errors / max(1, self.reference_words)


def score(sentences: Iterable[Spoken], heard: Mapping[str, Words]) -> TermScores:
    """The scores over the sentences. heard: recording -> its words, on its clock."""
    scores = TermScores()
    for sentence in sentences:
        _add(scores, sentence, words_of(sentence, heard[sentence.recording]))
    return scores


def words_of(sentence: Spoken, words: Words) -> list[HeardWord]:
    """The words heard while the sentence was spoken."""
    if sentence.start is None or sentence.end is None:
        raise ValueError("the sentences have no times: render them first")
    first, last = sentence.start - _SLACK_SECONDS, sentence.end + _SLACK_SECONDS
    return [word for word in words if first <= (word.start + word.end) / 2 <= last]


def vocabulary_words(text: str) -> list[str]:
    """The words of the text that stand in the vocabulary, as often as they stand there."""
    known = {word.lower() for line in (*wordlists.terms(), *wordlists.drugs()) for word in line.split()}
    return [word for word in _plain(text) if word in known]


def median_shift(before: Mapping[str, Words], after: Mapping[str, Words]) -> float:
    """The median of how far the start of a word that both heard lies apart, in seconds."""
    shifts = []
    for name, words in before.items():
        both = align(_as_spoken(words), _as_spoken(after[name]))
        shifts += [
            abs(words[one].start - after[name][other].start)
            for one, other in both.pairs
            if _plain(words[one].text) == _plain(after[name][other].text)
        ]
    return median(shifts) if shifts else 0.0


def _add(scores: TermScores, sentence: Spoken, words: Words) -> None:
    text = "".join(word.text for word in words)
    counted = scores.drugs if sentence.kind is Kind.DRUG else scores.terms
    for term in sentence.terms:
        found = _holds(text, term)
        counted[0] += found
        counted[1] += 1
        scores.missed += [] if found else [term]
    reference, hypothesis = (spoken_words([(SpeakerRole.UNKNOWN, one)]) for one in (sentence.text, text))
    aligned = align(reference, hypothesis)
    scores.errors += aligned.substitutions + aligned.deletions + aligned.insertions
    scores.reference_words += aligned.reference_words
    invented = sum(not _holds(sentence.text, word) for word in vocabulary_words(text))
    scores.invented += invented
    scores.invented_on_traps += invented if sentence.kind is Kind.TRAP else 0
    for word in words:
        if word.original is not None:
            scores.corrections += 1
            said = _holds(sentence.text, word.text)
            scores.harmed += not said and _holds(sentence.text, word.original)
            scores.wrongly_corrected += not said and not _holds(sentence.text, word.original)


def _holds(text: str, term: str) -> bool:
    """Whether the term stands in the text, written as one word or as several."""
    words, wanted = _plain(text), "".join(_plain(term))
    return any(
        "".join(words[start:end]) == wanted
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + 4) + 1)
    )


def _plain(text: str) -> list[str]:
    return re.sub(r"[^a-z0-9 ]", "", text.lower().replace("-", " ")).split()


def _as_spoken(words: Words) -> list[SpokenWord]:
    return [("".join(_plain(word.text)) or "-", SpeakerRole.UNKNOWN) for word in words]
