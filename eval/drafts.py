"""Typical drafts to check: what Scribe itself drafts from the self-written visits, in as many wordings as asked.

A check of documents that repeat each other would measure the caches of phrases alone. Values recur from visit to
visit ("low back pain"), what people say does not: so each quote of a draft holds the draft's own number.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from eval.recordings import script
from scribe.assembly import build_parts
from scribe.export.json_result import result_json
from scribe.intake.request import encounter_of, parse_request, transcript_of
from scribe.pipeline.run import draft
from scribe.schema.encounter import Encounter
from scribe.schema.result import Result
from scribe.schema.transcript import Segment, Transcript
from scribe.settings import embedded_defaults

FIXTURES = Path(__file__).parent / "fixtures"
DAY = date(2026, 11, 20)
FIRST = 100_000
"""Number of the first draft; as all have six digits, the offsets of the quotes are the same in every draft."""
_NUMBERED = f", as of day {FIRST}"
_MARK = str(FIRST).encode()


def visits() -> list[bytes]:
    """A document a visit: the fixtures of the encounter suite by their names, then the bundled visit."""
    return [_document(result) for result in (*_encounters(), bundled_visit())]


def lines(count: int) -> Iterator[bytes]:
    """So many documents, no two of which share a quote."""
    templates = [_numbered(json.loads(document)) for document in visits()]
    for number in range(count):
        yield templates[number % len(templates)].replace(_MARK, str(FIRST + number).encode())


def longer(document: bytes, times: int) -> bytes:
    """The document with its facts so many times, each with an id of its own."""
    whole = json.loads(document)
    facts = whole["documentation"]["facts"]
    copies = [{**fact, "id": f"{fact['id']}-{n}", "about": None} for n in range(times) for fact in facts]
    return _encoded({**whole, "documentation": {"facts": copies}})


def bundled_visit() -> Result:
    """The draft of the bundled recording's script: what is said in it, without its sound."""
    turns = script.load(FIXTURES / "recordings" / "low-back-pain.script.json").turns
    segments = tuple(
        Segment(id=f"s{n}", start=t.start, end=t.end, speaker_role=t.speaker_role, text=t.text)
        for n, t in enumerate(turns, start=1)
    )
    parts = build_parts(embedded_defaults(Path(".cache/scribe")))
    return draft(Encounter(id="bundled", date_of_service=DAY), Transcript(segments=segments), (), parts)


def _encounters() -> Iterator[Result]:
    parts = build_parts(embedded_defaults(Path(".cache/scribe")))
    for path in sorted((FIXTURES / "encounters").glob("*.json")):
        request = parse_request(json.dumps(json.loads(path.read_bytes())["request"]), path.name)
        encounter = encounter_of(request.encounter, fallback_id=path.stem, today=DAY)
        yield draft(encounter, transcript_of(request.transcript), (), parts)


def _document(result: Result) -> bytes:
    """What an EHR would send to be checked: the draft without what the check makes anew."""
    whole = json.loads(result_json(result, indent=None))
    kept = ("encounter", "transcript", "documentation", "codes", "note")
    return _encoded({key: whole[key] for key in kept})


def _numbered(document: dict[str, Any]) -> bytes:
    """The document with the first number in every quote, each quote in a segment of its own."""
    sentences = [s for section in document["note"]["sections"] for s in section["statements"]]
    segments: dict[tuple[str, int, int], dict[str, Any]] = {}
    for holder in (*document["documentation"]["facts"], *sentences):
        for quote in holder["evidence"]:
            place = (quote["segment_id"], quote["start_char"], quote["end_char"])
            quote["quote"] += _NUMBERED
            segment = {"id": f"q{len(segments)}", "speaker_role": quote["speaker_role"], "text": quote["quote"]}
            own = segments.setdefault(place, segment)
            quote.update(segment_id=own["id"], start_char=0, end_char=len(own["text"]))
    return _encoded({**document, "transcript": {"segments": list(segments.values())}})


def _encoded(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode("utf-8")
