"""Narrating: what the rules about sentences share, one hit a sentence with all in which it differs."""

from collections.abc import Callable, Iterator

from guardrails.chart import Chart
from guardrails.reading.narrative.sentences import Sentence
from guardrails.rule import Hit


def differing(chart: Chart, differences: Callable[[Sentence], tuple[str, ...]]) -> Iterator[Hit]:
    """A hit for each sentence that differs from its own evidence."""
    for sentence, evidence in chart.sentences:
        if found := differences(sentence):
            yield Hit(words={"where": sentence.title, "what": ", ".join(dict.fromkeys(found))}, evidence=evidence)
