"""Typical drafts to check: what Scribe itself drafts from the self-written visits, as they are or in new words.

Drafts that repeat each other are read from the caches of phrases. Values recur from visit to visit, such as "low
back pain"; what people say does not, so a quote in new words ends in six everyday words of its own.
"""

import json
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from eval.embedded import embedded_draft
from eval.own_encounters import own_encounters
from eval.recordings import script
from scribe.export.json_result import result_json
from scribe.schema.encounter import Encounter
from scribe.schema.result import Result
from scribe.schema.transcript import Segment, Transcript

FIXTURES = Path(__file__).parent / "fixtures"
DAY = date(2026, 11, 20)
_DIGITS = ("green", "house", "table", "chair", "music", "paper", "water", "stone", "river", "cloud")
"""The words that spell a draft's number, of equal length, so that the offsets of the quotes stay the same."""


def visits() -> list[bytes]:
    """A document a visit: the fixtures of the encounter suite by their names, then the bundled visit."""
    return [_document(result) for result in (*_encounters(), bundled_visit())]


def in_turn(count: int) -> Iterator[bytes]:
    """So many documents: the visits in turn, each with an id of its own."""
    documents = visits()
    for number in range(count):
        yield documents[number % len(documents)].replace(b'"id": "', f'"id": "{number}-'.encode(), 1)


def in_new_words(count: int) -> Iterator[bytes]:
    """So many documents, no two of which share a quote."""
    templates = [_encoded(_marked(json.loads(document))) for document in visits()]
    for number in range(count):
        yield templates[number % len(templates)].replace(_MARK, _spelt(number).encode())


def longer(document: bytes, times: int) -> bytes:
    """The facts of a document so many times, each time in other words."""
    marked = _marked(json.loads(document))
    part = _encoded({"facts": marked["documentation"]["facts"], "segments": marked["transcript"]["segments"]})
    copies = [_renamed(json.loads(part.replace(_MARK, _spelt(n).encode())), n) for n in range(times)]
    facts, segments = (list(chain(*(copy[key] for copy in copies))) for key in ("facts", "segments"))
    whole = {"encounter": marked["encounter"], "transcript": {"segments": segments}}
    return _encoded({**whole, "documentation": {"facts": facts}})


def bundled_visit() -> Result:
    """The draft of the bundled recording's script: what is said in it, without its sound."""
    turns = script.load(FIXTURES / "recordings" / "low-back-pain.script.json").turns
    segments = tuple(
        Segment(id=f"s{n}", start=t.start, end=t.end, speaker_role=t.speaker_role, text=t.text)
        for n, t in enumerate(turns, start=1)
    )
    return embedded_draft(Encounter(id="bundled", date_of_service=DAY), Transcript(segments=segments))


def _encounters() -> Iterator[Result]:
    for own in own_encounters():
        yield embedded_draft(own.visit, own.transcript)


def _document(result: Result) -> bytes:
    """What an EHR would send to be checked: the draft without what the check makes anew."""
    whole = json.loads(result_json(result, indent=None))
    kept = ("encounter", "transcript", "documentation", "codes", "note")
    return _encoded({key: whole[key] for key in kept})


def _marked(document: dict[str, Any]) -> dict[str, Any]:
    """The document with the first number spelt behind every quote, each quote in a segment of its own."""
    sentences = [s for section in document["note"]["sections"] for s in section["statements"]]
    segments: dict[tuple[str, int, int], dict[str, Any]] = {}
    for holder in (*document["documentation"]["facts"], *sentences):
        for quote in holder["evidence"]:
            place = (quote["segment_id"], quote["start_char"], quote["end_char"])
            quote["quote"] += _spelt(0)
            segment = {"id": f"q{len(segments)}", "speaker_role": quote["speaker_role"], "text": quote["quote"]}
            own = segments.setdefault(place, segment)
            quote.update(segment_id=own["id"], start_char=0, end_char=len(own["text"]))
    return {**document, "transcript": {"segments": list(segments.values())}}


def _renamed(part: dict[str, Any], number: int) -> dict[str, Any]:
    """Facts and segments with ids of their own."""
    for named in (*part["facts"], *part["segments"]):
        named["id"] += f"-{number}"
    for fact in part["facts"]:
        fact["about"] = f"{fact['about']}-{number}" if fact["about"] else None
        for quote in fact["evidence"]:
            quote["segment_id"] += f"-{number}"
    return part


def _spelt(number: int) -> str:
    return ", " + " ".join(_DIGITS[int(digit)] for digit in f"{number:06}")


_MARK = _spelt(0).encode()


def _encoded(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode("utf-8")
