"""The documentation that a careful reader would have written: the labels of an encounter as facts.

From it codes and notes are made without any reading, so that an error there is no error of the reader's.
"""

import json
from collections.abc import Iterator
from typing import Any

from eval.samples.labels import FactLabel, LabelledEncounter
from scribe.schema.documentation import Documentation
from scribe.schema.transcript import Segment, Transcript


def gold(labelled: LabelledEncounter, transcript: Transcript) -> Documentation:
    """Every required label as one fact, in the order of the labels, its quote at its place in the transcript."""
    segments = {segment.id: segment for segment in transcript.segments}
    wanted = [label for label in labelled.expected.facts if label.required]
    ids = {label.name: f"f{n}" for n, label in enumerate(wanted, start=1) if label.name}
    facts = [_fact(label, f"f{n}", ids, segments) for n, label in enumerate(wanted, start=1)]
    return Documentation.model_validate_json(json.dumps({"facts": facts}))


def _fact(label: FactLabel, fact_id: str, ids: dict[str, str], segments: dict[str, Segment]) -> dict[str, Any]:
    evidence = list(_evidence(label, segments))
    return {
        "id": fact_id,
        "kind": label.kind,
        "value": label.value,
        "assertion": label.assertion,
        "experiencer": label.experiencer,
        "temporality": label.temporality,
        "speaker_role": evidence[0]["speaker_role"],
        "about": ids.get(label.about) if label.about else None,
        "evidence": evidence,
        "attributes": label.attributes,
    }


def _evidence(label: FactLabel, segments: dict[str, Segment]) -> Iterator[dict[str, Any]]:
    segment = segments[label.segments[0]]
    start = segment.text.index(label.quote)
    yield {
        "segment_id": segment.id,
        "quote": label.quote,
        "start_char": start,
        "end_char": start + len(label.quote),
        "speaker_role": segment.speaker_role,
    }
