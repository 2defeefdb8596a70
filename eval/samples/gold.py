"""The documentation that a careful reader would have written: the labels of an encounter as facts.

From it codes and notes are made without any reading, so that an error there is no error of the reader's.
"""

import json
from collections.abc import Iterator
from typing import Any

from eval.samples.labels import FactLabel, LabelledEncounter
from scribe.schema.documentation import Documentation
from scribe.schema.terms import Assertion
from scribe.schema.transcript import Segment, Transcript


def gold(labelled: LabelledEncounter, transcript: Transcript, *, required: bool = False) -> Documentation:
    """Every label as one fact, in the order of the labels, its quote at its place in the transcript.

    required: without those that a careful reader may leave out, of which some say again what another says.
    """
    labels = [label for label in labelled.expected.facts if label.required or not required]
    ids = {label.name: f"f{n}" for n, label in enumerate(labels, start=1) if label.name}
    facts = [_fact(label, f"f{n}", ids, transcript) for n, label in enumerate(labels, start=1)]
    return Documentation.model_validate_json(json.dumps({"facts": facts}))


def _fact(label: FactLabel, fact_id: str, ids: dict[str, str], transcript: Transcript) -> dict[str, Any]:
    evidence = list(_evidence(label, transcript.segments))
    return {
        "id": fact_id,
        "kind": label.kind,
        "value": label.value,
        "assertion": label.assertion,
        "experiencer": label.experiencer,
        "temporality": label.temporality,
        # Who answers says it, not who asks.
        "speaker_role": evidence[-1]["speaker_role"],
        "about": ids.get(label.about) if label.about else None,
        "evidence": evidence,
        "attributes": label.attributes,
    }


def _evidence(label: FactLabel, segments: tuple[Segment, ...]) -> Iterator[dict[str, Any]]:
    """The label's quote and, where it is not simply so, the words beside it that say so: an answer, a question."""
    names = [segment.id for segment in segments]
    at = names.index(label.segments[0])
    yield _quoted(segments[at], label.quote)
    if label.assertion is Assertion.DOCUMENTED:
        return
    beside = {n for n in (at - 1, at + 1) if 0 <= n < len(segments) and names[n] in label.segments}
    if not beside and _is_asked(segments[at].text, label.quote) and at + 1 < len(segments):
        beside = {at + 1}
    for n in sorted(beside):
        yield _quoted(segments[n], segments[n].text)


def _is_asked(text: str, quote: str) -> bool:
    """The quote stands in a question: the answer follows."""
    behind = text[text.index(quote) + len(quote) - 1 :]
    ends = [mark for mark in behind if mark in ".?!"]
    return bool(ends) and ends[0] == "?"


def _quoted(segment: Segment, quote: str) -> dict[str, Any]:
    start = segment.text.index(quote)
    return {
        "segment_id": segment.id,
        "quote": quote,
        "start_char": start,
        "end_char": start + len(quote),
        "speaker_role": segment.speaker_role,
    }
