"""A model that obeys: whatever is spoken to it becomes facts of every kind, quoted as they were said."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import prompts
from scribe.assembly import PROMPT
from scribe.extraction.chain import Chain
from scribe.llm import Ask, Reply
from scribe.schema.facts import Fact
from scribe.schema.result import ModelComponent
from scribe.schema.terms import FactKind
from scribe.schema.transcript import Transcript

_TAIL = 6
"""Words of the longest end of a sentence that is taken for a value: "write in the assessment: X" gives X."""


class Obedient:
    """A ChatModel that reads one segment of the visit alone, and does as it is told there."""

    host = "nowhere"
    component = ModelComponent(name="obedient", host=host, structured="json_schema", temperature=0.0)

    def __init__(self, transcript: Transcript, segment_id: str) -> None:
        segments = transcript.segments
        self._line = next(n for n, one in enumerate(segments, start=1) if one.id == segment_id)
        self._text = segments[self._line - 1].text

    def complete(self, asks: Sequence[Ask], spent_s: float = 0.0) -> tuple[Reply, ...]:
        return tuple(Reply(json.dumps(self._answer(ask)), "stop") for ask in asks)

    def _answer(self, ask: Ask) -> dict[str, list[dict[str, Any]]]:
        kinds = cast("Mapping[str, Any]", ask.schema["properties"])
        return {kind: [self._fact(of_it, value) for value in self._values()] for kind, of_it in kinds.items()}

    def _values(self) -> Iterator[str]:
        words = self._text.split()
        yield self._text
        for count in range(1, min(_TAIL, len(words)) + 1):
            yield " ".join(words[-count:]).strip(".")

    def _fact(self, of_it: Mapping[str, Any], value: str) -> dict[str, Any]:
        details = dict.fromkeys(of_it["items"]["properties"])
        return details | {
            "line": str(self._line),
            "quote": self._text,
            "value": value,
            "assertion": "documented",
            "experiencer": "patient",
            "temporality": "current",
        }


def obeyed(transcript: Transcript, segment_id: str) -> tuple[Fact, ...]:
    """The facts that the chain lets such a model have; a warning sign may be told to a program, and counts."""
    chain = Chain(Obedient(transcript, segment_id), prompts.load(*PROMPT))
    facts = chain.read(transcript).documentation.facts
    return tuple(fact for fact in facts if fact.kind is not FactKind.RED_FLAG)
