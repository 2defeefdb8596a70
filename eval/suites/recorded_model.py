"""recorded-model: what a real small model answered, through the whole line again: reading, codes, wording, check.

The replies are recorded (``eval/fixtures/replies``): no model need be at hand. A model of this size is often wrong;
what is held here is that no error of its passes the guards in silence.
"""

import json
from collections.abc import Iterator

from eval import own_encounters
from eval.grounding import ungrounded
from eval.recorded_replies import RECORDINGS, REPLIES, RecordedReplies, load, staleness
from eval.replay_server import ReplayServer, replay
from eval.suites.expected import Expected
from eval.suites.suite import Gate, Outcome, Suite, attempt
from eval.suites.told import told
from scribe.assembly import parts_with
from scribe.llm import build_chat_model
from scribe.pipeline.run import draft
from scribe.schema.encounter import Encounter
from scribe.schema.finding import Severity
from scribe.schema.result import Result


def run() -> Iterator[Outcome]:
    """One outcome a recording, in the order of their names."""
    for path in sorted(REPLIES.glob("*.json")):
        yield attempt(path.stem, _gates, path.stem)


def replayed(recorded: RecordedReplies, visit: Encounter, server: ReplayServer) -> Result:
    """The draft of a visit with the recorded model, its sentences worded by it where they were when recorded."""
    model = build_chat_model(recorded.model, server.base_url, structured=server.structured, tries=1)
    parts = parts_with(model, phrase=recorded.phrase_sha256 is not None)
    return draft(visit, recorded.transcript, (), parts)


def sample_of(name: str) -> tuple[Encounter, Expected]:
    """The visit that was recorded and what it should give. Raises FileNotFoundError for an orphan."""
    labels = RECORDINGS / f"{name}.labels.json"
    if labels.exists():
        visit = Encounter(id=name, date_of_service=own_encounters.DATE_OF_SERVICE)
        return visit, Expected.model_validate_json(labels.read_text("utf-8"))
    own = own_encounters.load(own_encounters.FOLDER / f"{name}.json")
    return own.visit, Expected.model_validate_json(json.dumps(own.expected))


def _gates(name: str) -> Iterator[Gate]:
    recorded = load(name)
    stale = staleness(recorded)
    yield Gate("the recording still stands", not stale, ", ".join(stale) or "yes")
    visit, expected = sample_of(name)
    with replay(name) as server:
        result = replayed(recorded, visit, server)
    yield Gate(
        "every question has its recorded answer",
        not server.unknown_requests,
        f"{server.unworded_sections} sections new since",
    )
    yield from _held(result, expected)
    yield _wording(result)


def _held(result: Result, expected: Expected) -> Iterator[Gate]:
    codes = tuple(code.code for code in result.codes)
    forbidden = sorted(set(codes) & set(expected.never_codes))
    yield Gate("no forbidden code", not forbidden, ", ".join(forbidden) or "none")
    right = codes == expected.codes and result.disposition is expected.disposition
    seen = f"{', '.join(codes) or 'none'}, {result.disposition}{'' if right else ', told' if told(result) else ''}"
    yield Gate("right, or somebody is told", right or told(result), seen)
    text = " ".join(statement.text.lower() for section in result.note.sections for statement in section.statements)
    invented = [word for word in expected.never_words if word.lower() in text]
    yield Gate("nothing nobody said", not invented, ", ".join(invented) or "kept")
    loose = ungrounded(result)
    facts = result.documentation
    refused = facts.unlocated_quotes + facts.refused_facts
    yield Gate(
        "every quote at its offsets", not loose, ", ".join(loose) or f"{len(facts.facts)} facts, {refused} refused"
    )


def _wording(result: Result) -> Gate:
    """No sentence of the note is found wrong, whoever worded it."""
    wrong = [f.name for f in result.findings if f.rule.startswith("NA") and f.severity is Severity.ERROR]
    account = result.provenance.phrasing
    why = ", ".join(f"{why} {count}" for why, count in account.replaced.items()) if account else ""
    seen = f"{account.phrased} sentences of the model, replaced: {why or 'none'}" if account else "templates"
    return Gate("no sentence is wrong", not wrong, ", ".join(wrong) or seen)


SUITE = Suite(
    name="recorded-model",
    dangerous_error="an error of the model's that stands in the note, or in a code, and nobody is told",
    run=run,
)
