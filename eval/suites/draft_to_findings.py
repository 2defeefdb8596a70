"""draft-to-findings: documents with something wrong in them, and near misses, before the guardrails alone."""

import json
from collections.abc import Callable, Iterator, Mapping

import guardrails
from eval.metrics.metric import Better, Metric, Score
from eval.metrics.review import alarms
from eval.results import Difference, Shown, ShownSegment, Tally
from eval.samples import folder
from eval.samples.drafts import LabelledDraft
from eval.samples.visit import DATE_OF_SERVICE
from eval.suite import Evaluated, Sample, Setup, Suite, at_least, at_most
from eval.suites.spans import spans_of
from scribe.intake.document import CheckRequest, parse_document
from scribe.schema.draft import Draft
from scribe.schema.finding import Review

NAMED: Mapping[str, frozenset[str]] = {
    "NARRATIVE:negation": frozenset({"NEGATION_CHANGED"}),
    "NARRATIVE:side": frozenset({"SIDE_CHANGED"}),
    "NARRATIVE:number": frozenset({"NUMBER_CHANGED"}),
    "NARRATIVE:drug": frozenset({"DRUG_CHANGED", "UNSUPPORTED_DETAIL"}),
    "NARRATIVE:exam": frozenset({"UNSUPPORTED_DETAIL"}),
    "NARRATIVE:evidence": frozenset({"QUOTE_NOT_IN_SOURCE"}),
    "QUERY:leading": frozenset({"QUERY_NOT_COMPLIANT"}),
}
"""What the guardrails call a fault for which the coding reference has no name; any other label is a name itself."""
SPECIFIC: Mapping[str, frozenset[str]] = {
    **NAMED,
    "NARRATIVE:drug": frozenset({"DRUG_CHANGED"}),
    # What no fact supports is told of under one name, whatever it is: no alarm by it is the wrong one.
    "NARRATIVE:exam": frozenset(),
}
"""The same where a label says what must not be raised."""

Seen = tuple[Draft, Review]
Scorer = Callable[[LabelledDraft, Seen], Score]


def samples(setup: Setup) -> Iterator[Sample]:
    """Every labelled draft of the folder."""
    return folder.samples(setup.fixtures, folder.DRAFT)


def evaluate(sample: Sample, setup: Setup) -> Evaluated:
    """What the guardrails say of the document, against its labels."""
    labelled = folder.draft(sample, setup.fixtures)
    request = parse_document(json.dumps(labelled.document), today=DATE_OF_SERVICE, what=sample.name)
    draft = Draft(
        encounter=request.encounter,
        documentation=request.documentation,
        coding=guardrails.code(request.encounter, request.documentation),
        proposed=request.proposed,
        narrative=request.narrative,
        transcript=request.transcript,
        given_queries=request.queries,
    )
    seen = (draft, guardrails.check(draft))
    return Evaluated(
        scores={metric.id: metric.score(labelled, seen) for metric in METRICS},
        confusion=dict(_confusion(labelled, seen)),
        shown=_shown(labelled, request, seen),
        outcome=seen[1].model_dump_json(),
    )


def _raised(label: str, seen: Seen) -> bool:
    return bool(NAMED.get(label, frozenset({label})) & {finding.name for finding in seen[1].findings})


def _alarmed(label: str, seen: Seen) -> bool:
    return bool(SPECIFIC.get(label, frozenset({label})) & alarms(seen[1]))


def _caught(labelled: LabelledDraft, seen: Seen) -> Score:
    wanted = labelled.expected.findings
    return Score(points=sum(_raised(label, seen) for label in wanted), weight=len(wanted))


def _false(labelled: LabelledDraft, seen: Seen) -> Score:
    never = labelled.expected.never_findings
    return Score(points=sum(_alarmed(label, seen) for label in never), weight=len(never))


def _queries(labelled: LabelledDraft, seen: Seen) -> Score:
    wanted = labelled.expected.queries
    if wanted is None:
        return Score(points=0, weight=0)
    return Score(points=int({query.name for query in seen[1].queries} == set(wanted)), weight=1)


def _codes(labelled: LabelledDraft, seen: Seen) -> Score:
    wanted = labelled.expected.codes
    if wanted is None:
        return Score(points=0, weight=0)
    return Score(points=int(tuple(code.code for code in seen[0].coding.assignments) == wanted), weight=1)


def _disposition(labelled: LabelledDraft, seen: Seen) -> Score:
    wanted = labelled.expected.disposition
    return Score(points=int(seen[1].disposition is wanted), weight=int(wanted is not None))


def _metric(name: str, title: str, unit: str, score: Scorer, *, lower: bool = False) -> Metric[LabelledDraft, Seen]:
    better: Better = "lower" if lower else "higher"
    return Metric(id=name, title=title, unit=unit, better=better, version=1, score=score, examples=())


def _confusion(labelled: LabelledDraft, seen: Seen) -> Iterator[tuple[str, Tally]]:
    for label in labelled.expected.findings:
        found = _raised(label, seen)
        yield label, Tally(hit=int(found), missed=int(not found))
    for label in labelled.expected.never_findings:
        found = _alarmed(label, seen)
        yield label, Tally(extra=int(found), silent=int(not found))


def _shown(labelled: LabelledDraft, request: CheckRequest, seen: Seen) -> Shown:
    segments = request.transcript.segments if request.transcript else ()
    return Shown(
        title=labelled.title,
        segments=tuple(ShownSegment(id=s.id, speaker_role=s.speaker_role, text=s.text) for s in segments),
        differences=tuple(_differences(labelled, seen)),
        note="\n".join(s.text for section in request.narrative.sections for s in section.statements),
    )


def _differences(labelled: LabelledDraft, seen: Seen) -> Iterator[Difference]:
    draft, review = seen
    for label in labelled.expected.findings:
        if not _raised(label, seen):
            grave = label in NAMED
            yield Difference(what="finding", expected=label, got=None, dangerous=grave)
    for label in filter(lambda name: _alarmed(name, seen), labelled.expected.never_findings):
        for finding in review.findings:
            if finding.name in SPECIFIC.get(label, {label}):
                at = spans_of(finding.evidence)
                yield Difference(what="finding", expected=None, got=finding.name, spans=at)
    wanted, asked = labelled.expected.queries, sorted(query.name for query in review.queries)
    if wanted is not None and set(wanted) != set(asked):
        yield Difference(what="queries", expected=", ".join(wanted) or "none", got=", ".join(asked) or "none")
    codes = tuple(code.code for code in draft.coding.assignments)
    if labelled.expected.codes is not None and codes != labelled.expected.codes:
        yield Difference(what="codes", expected=", ".join(labelled.expected.codes), got=", ".join(codes) or "none")
    if labelled.expected.disposition not in (None, review.disposition):
        yield Difference(what="disposition", expected=labelled.expected.disposition, got=review.disposition)


METRICS = (
    _metric("faults-caught", "Faults that the guardrails name", "faults named / faults", _caught),
    _metric("false-alarms", "Findings on near misses", "findings / findings that must not be", _false, lower=True),
    _metric("queries-as-labelled", "Queries as labelled", "drafts / drafts with labelled queries", _queries),
    _metric("codes-as-labelled", "Codes as labelled", "drafts / drafts with labelled codes", _codes),
    _metric("disposition-as-labelled", "Disposition as labelled", "drafts / drafts with one", _disposition),
)

SUITE = Suite(
    name="draft-to-findings",
    dangerous_error="a fault in a draft that nobody is told of",
    version=1,
    samples=samples,
    evaluate=evaluate,
    metrics=METRICS,
    gates=(
        at_least("faults-caught", 0.9, 35),
        at_most("false-alarms", 0.05, 20),
        at_least("queries-as-labelled", 0.8, 10),
        at_least("codes-as-labelled", 0.9, 20),
        at_least("disposition-as-labelled", 0.9, 10),
    ),
    weights={"faults-caught": 10, "false-alarms": 3, "queries-as-labelled": 3, "codes-as-labelled": 5},
)
