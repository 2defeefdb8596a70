"""Narrating: what the rules about sentences share, one hit a sentence with all in which it differs."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from guardrails.chart import Chart
from guardrails.reading.narrative.sentences import Sentence
from guardrails.rule import Hit

Differences = Callable[[Sentence], tuple[str, ...]]
Differing = tuple[tuple[int, tuple[str, ...]], ...]
"""Which sentences differ, and in what."""


def differing(chart: Chart, differences: Differences) -> Iterator[Hit]:
    """A hit for each sentence that differs from its own evidence."""
    yield from hits(chart, _differing(chart.sentences, differences))


def hits(chart: Chart, found: Differing) -> Iterator[Hit]:
    """The hits of sentences, each with the evidence it cites."""
    for number, what in found:
        words = {"where": chart.sentences[number].title, "what": ", ".join(dict.fromkeys(what))}
        yield Hit(words=words, evidence=chart.statements[number].evidence)


@lru_cache(maxsize=1024)
def _differing(sentences: tuple[Sentence, ...], differences: Differences) -> Differing:
    return tuple((n, what) for n, sentence in enumerate(sentences) if (what := differences(sentence)))
