"""Notes that our own composer writes, from every source of facts the tests have."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from guardrails import code
from guardrails.drafting import draft_of
from guardrails.examples import documentation, encounter
from guardrails.registry import CODING_RULES, RULES
from scribe.extraction.reader.read import Reader
from scribe.intake.request import encounter_of, parse_request, transcript_of
from scribe.schema.documentation import Documentation
from scribe.schema.draft import Draft
from scribe.schema.encounter import Encounter
from scribe.schema.narrative import Narrative, Section
from scribe.schema.transcript import Segment, SpeakerRole, Transcript
from scribe.writing.compose import compose

ROOT = Path(__file__).resolve().parents[2]
_ROLES = {"doctor": SpeakerRole.CLINICIAN, "patient": SpeakerRole.PATIENT}
Named = tuple[str, Draft]


@cache
def own_notes() -> tuple[Named, ...]:
    """Notes of the project's own fixtures, visits and rule examples."""
    return (*_fixtures(), *_visits(), *_check_examples(), *_coding_examples())


def shared_notes(folder: Path) -> Iterator[Named]:
    """Notes of the development encounters."""
    for path in sorted((folder / "encounters").glob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        segments = (
            Segment(
                id=f"s{line['n']}", speaker_role=_ROLES.get(line["speaker"], SpeakerRole.OTHER), text=line["text"]
            )
            for line in document["dialogue"]
        )
        visit = Encounter(id=document["id"], date_of_service=date(2026, 11, 20))
        yield document["id"], _read(visit, Transcript(segments=tuple(segments)))


def without_ids(draft: Draft) -> Draft:
    """The draft as it comes from elsewhere: its sentences cite quotes alone."""
    return with_sections(
        draft,
        tuple(
            section.model_copy(
                update={"statements": tuple(s.model_copy(update={"fact_ids": ()}) for s in section.statements)}
            )
            for section in draft.narrative.sections
        ),
    )


def with_sections(draft: Draft, sections: tuple[Section, ...]) -> Draft:
    """The draft with other sections."""
    return draft.model_copy(update={"narrative": Narrative(sections=sections)})


def _draft(visit: Encounter, facts: Documentation, transcript: Transcript | None = None) -> Draft:
    coding = code(visit, facts)
    return Draft(
        encounter=visit, documentation=facts, coding=coding, narrative=compose(facts), transcript=transcript
    )


def _read(visit: Encounter, transcript: Transcript) -> Draft:
    return _draft(visit, Reader().extract(visit, transcript), transcript)


def _fixtures() -> Iterator[Named]:
    for path in sorted((ROOT / "eval" / "fixtures" / "encounters").glob("*.json")):
        request = parse_request(json.dumps(json.loads(path.read_text("utf-8"))["request"]), path.name)
        day = request.encounter.date_of_service or date(2026, 11, 20)
        visit = encounter_of(request.encounter, fallback_id=path.stem, today=day)
        yield f"fixture {path.stem}", _read(visit, transcript_of(request.transcript))


def _visits() -> Iterator[Named]:
    """Each visit twice: with its own facts, and with those the reader finds."""
    folder = Path(__file__).parent / "visits"
    for path in sorted(set(folder.glob("*.json")) - {folder / "expected.json"}):
        document = json.loads(path.read_text("utf-8"))
        visit = Encounter.model_validate_json(json.dumps(document["encounter"]))
        facts = Documentation.model_validate_json(json.dumps(document["documentation"]))
        transcript = Transcript.model_validate_json(json.dumps(document["transcript"]))
        yield f"visit {path.stem}", _draft(visit, facts, transcript)
        yield f"visit {path.stem}, read", _read(visit, transcript)


def _check_examples() -> Iterator[Named]:
    for rule in RULES:
        for example in rule.examples:
            draft = draft_of(example)
            yield f"{rule.id} {example.title}", _draft(draft.encounter, draft.documentation)


def _coding_examples() -> Iterator[Named]:
    for rule in CODING_RULES:
        for example in rule.examples:
            visit = encounter(example.day, example.setting)
            yield f"{rule.id} {example.title}", _draft(visit, documentation(example.facts))
