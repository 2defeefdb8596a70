"""recorded-model: what a real small model answered, through the whole line again: reading, codes, wording, check.

The replies are recorded (``eval/fixtures/replies``): no model need be at hand. A model of this size is often wrong;
what is held here is that no error of its passes the guards in silence.
"""

import hashlib
import json
from collections.abc import Iterator

from eval import own_encounters
from eval.grounding import ungrounded
from eval.metrics.metric import Metric, Score
from eval.recorded_replies import RECORDINGS, REPLIES, RecordedReplies, load, staleness
from eval.replay_server import ReplayServer, replay
from eval.results import Check
from eval.samples.labels import Expected
from eval.suite import Evaluated, Sample, Setup, Suite, at_least, at_most
from eval.suites.expected import check
from eval.suites.measure import measured, named
from eval.suites.told import told
from scribe.assembly import parts_with
from scribe.llm import build_chat_model
from scribe.pipeline.run import draft
from scribe.schema.encounter import Encounter
from scribe.schema.finding import Severity
from scribe.schema.result import Result


def samples(_: Setup) -> Iterator[Sample]:
    """One a recording, in the order of their names."""
    for path in sorted(REPLIES.glob("*.json")):
        yield Sample(path.stem, hashlib.sha256(path.read_bytes()).hexdigest())


def evaluate(sample: Sample, _: Setup) -> Evaluated:
    """The draft by the recorded model, and what must hold of it."""
    recorded = load(sample.name)
    visit, expected = sample_of(sample.name)
    with replay(sample.name) as server:
        result = replayed(recorded, visit, server)
    return Evaluated(
        scores=measured(METRICS, expected, result),
        checks=tuple(_checks(recorded, result, expected, server)),
        outcome=result.model_dump_json(exclude={"provenance"}),
    )


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


def _checks(recorded: RecordedReplies, result: Result, expected: Expected, server: ReplayServer) -> Iterator[Check]:
    stale = staleness(recorded)
    yield check("the recording still stands", not stale, ", ".join(stale) or "yes")
    yield check(
        "every question has its recorded answer",
        not server.unknown_requests,
        f"{server.unworded_sections} sections new since",
    )
    yield from _held(result, expected)
    yield _wording(result)


def _held(result: Result, expected: Expected) -> Iterator[Check]:
    codes = tuple(code.code for code in result.codes)
    forbidden = sorted(set(codes) & set(expected.never_codes))
    yield check("no forbidden code", not forbidden, ", ".join(forbidden) or "none")
    right = codes == expected.codes and result.disposition is expected.disposition
    seen = f"{', '.join(codes) or 'none'}, {result.disposition}{'' if right else ', told' if told(result) else ''}"
    yield check("right, or somebody is told", right or told(result), seen)
    text = " ".join(statement.text.lower() for section in result.note.sections for statement in section.statements)
    invented = [word for word in expected.never_words if word.lower() in text]
    yield check("nothing nobody said", not invented, ", ".join(invented) or "kept")
    loose = ungrounded(result)
    facts = result.documentation
    refused = facts.unlocated_quotes + facts.refused_facts
    yield check(
        "every quote at its offsets", not loose, ", ".join(loose) or f"{len(facts.facts)} facts, {refused} refused"
    )


def _wording(result: Result) -> Check:
    """No sentence of the note is found wrong, whoever worded it."""
    wrong = [f.name for f in result.findings if f.rule.startswith("NA") and f.severity is Severity.ERROR]
    account = result.provenance.phrasing
    why = ", ".join(f"{why} {count}" for why, count in account.replaced.items()) if account else ""
    seen = f"{account.phrased} sentences of the model, replaced: {why or 'none'}" if account else "templates"
    return check("no sentence is wrong", not wrong, ", ".join(wrong) or seen)


def _failed(_: Expected, result: Result) -> Score:
    model = result.provenance.model
    return Score(points=int(model is None or model.error is not None), weight=1)


FAILED: Metric[Expected, Result] = Metric(
    id="model-failures",
    title="Notes for which the model failed and the reader stood in",
    unit="notes / notes",
    better="lower",
    version=1,
    score=_failed,
    examples=(),
)
METRICS = (FAILED, *named("evidence-located", "doubled-facts", "calls", "tokens"))

SUITE = Suite(
    name="recorded-model",
    dangerous_error="an error of the model's that stands in the note, or in a code, and nobody is told",
    version=1,
    samples=samples,
    evaluate=evaluate,
    metrics=METRICS,
    gates=(
        at_most("model-failures", 0.0, 9),
        at_least("evidence-located", 1.0, 9),
        at_most("doubled-facts", 0.0, 9),
    ),
    weights={"model-failures": 10, "evidence-located": 20},
    fixed_model=True,
)
