"""Composition: the note in sections, every statement with its quotes, and beside it all that the draft holds."""

from collections.abc import Iterator, Sequence

from scribe.export.fhir_codes import Json, code, concept
from scribe.export.fhir_condition import code_line
from scribe.export.fhir_issue import finding_line, issue_references, override_line
from scribe.export.fhir_observation import AGE, observed
from scribe.export.fhir_provenance import SOFTWARE
from scribe.export.fhir_source import MACHINE_MADE, Source
from scribe.export.fhir_tables import SECTION_CODES
from scribe.export.fhir_text import Footnotes, legal, listed, narrative, paragraph
from scribe.export.fhir_visit import visit_line
from scribe.schema.finding import Disposition, ProviderQuery
from scribe.schema.result import Result
from scribe.schema.terms import FactKind

TITLE = "Visit note"
_STATE = {
    "preliminary": "Preliminary: drafted by software from what was said, not signed.",
    "final": "Final: drafted by software from what was said, then signed.",
    "amended": "Amended: added to since it was signed; each addition names who made it, and when.",
}
_DISPOSITION = {
    Disposition.READY_FOR_REVIEW: "Ready for review by the clinician.",
    Disposition.HOLD_FOR_QUERY: "On hold: the codes are provisional until the questions below are answered.",
    Disposition.NO_SPEECH: "No speech was found in the recording, so no note was drafted.",
    Disposition.OUT_OF_SCOPE: "The visit holds no back or neck complaint, so no note was drafted.",
}


def composition_entry(source: Source) -> Json:
    """The first entry of the document."""
    visit = visit_line(source.result.encounter)
    state = f"{_STATE[source.status]} {_DISPOSITION[source.result.disposition]}"
    return source.entry(
        "Composition",
        "",
        {
            "meta": MACHINE_MADE,
            "text": narrative(paragraph(TITLE), paragraph(visit), paragraph(state)),
            "identifier": {"value": source.result.encounter.id},
            "status": code("Composition.status", source.status),
            "type": concept("Composition.type", "11506-3"),
            "subject": source.reference("Patient"),
            "encounter": source.reference("Encounter"),
            "date": source.changed,
            "author": [*_signer(source), source.reference("Device", SOFTWARE)],
            "title": TITLE,
            "attester": _attesters(source),
            "section": list(_sections(source)),
        },
    )


def _signer(source: Source) -> list[Json]:
    return [source.person(source.signing.by)] if source.signing else []


def _attesters(source: Source) -> list[Json]:
    mode = code("Composition.attester.mode", "legal")
    return [{"mode": mode, "time": source.moment, "party": party} for party in _signer(source)]


def _sections(source: Source) -> Iterator[Json]:
    quoted = Footnotes()
    yield _section("Visit", [paragraph(visit_line(source.result.encounter))], _age(source))
    yield from _of_note(source, quoted)
    yield from _beside(source, quoted)
    if quoted.lines:
        yield _section("Evidence", [listed(quoted.lines, "ol")])
    if source.signing is not None:
        signing = source.signing
        signed = f"{signing.by}, {signing.role}, {source.moment}"
        yield _section("Attestation", [paragraph(signing.statement), paragraph(signed)])


def _of_note(source: Source, quoted: Footnotes) -> Iterator[Json]:
    for section in source.result.note.sections:
        lines = [quoted.cited(one.text, one.evidence) for one in section.statements]
        ids = tuple(fact_id for one in section.statements for fact_id in one.fact_ids)
        yield _section(section.title, [listed(lines)], observed(source, ids))


def _beside(source: Source, quoted: Footnotes) -> Iterator[Json]:
    """Codes, questions, findings and silence: what belongs to the review of the note."""
    result = source.result
    codes = [quoted.cited(code_line(one), one.evidence) for one in result.codes]
    if codes or result.withheld or result.accounts or result.proposed_codes:
        conditions = [source.reference("Condition", one.code) for one in result.codes]
        more = [f"Code set {result.provenance.code_set.name} {result.provenance.code_set.version or ''}".rstrip()]
        more += [*_withheld(result), *_accounts(result, quoted), *_proposed(result)]
        yield _section("ICD-10-CM codes", [listed(codes, "ol"), listed(more)], conditions)
    if result.queries:
        asked = [quoted.cited(_query_line(one), one.indicators) for one in result.queries]
        yield _section("Questions to the clinician", [listed(asked)])
    if result.findings:
        found = [
            quoted.cited(f"{finding_line(one)} {override_line(source, number)}".strip(), one.evidence)
            for number, one in enumerate(result.findings, start=1)
        ]
        yield _section("Findings", [listed(found)], issue_references(source))
    if silence := list(_silence(result)):
        yield _section("Not in the note", [listed(silence)])


def _query_line(query: ProviderQuery) -> str:
    return f"{query.question} Options: {' | '.join(query.options)}. ({query.rule} {query.name})"


def _withheld(result: Result) -> list[str]:
    return [f"Not {one.code}: {one.reason} ({one.rule}, gave way to {one.yielded_to})" for one in result.withheld]


def _accounts(result: Result, quoted: Footnotes) -> list[str]:
    lines = (quoted.cited(one.statement, one.indicators) for one in result.accounts)
    return [f"Account of {one.code}: {line}" for one, line in zip(result.accounts, lines, strict=True)]


def _proposed(result: Result) -> Iterator[str]:
    """Codes of others: told, and never asserted as a Condition."""
    derived = {one.code for one in result.codes}
    for one in result.proposed_codes:
        follows = "follows from the facts too" if one.code in derived else "does not follow from the facts by rule"
        yield f"Proposed ({one.source}): {one.code}, which {follows}"


def _silence(result: Result) -> Iterator[str]:
    documentation = result.documentation
    if documentation.not_discussed and result.note.sections:
        yield f"Not discussed in the visit: {_kinds(documentation.not_discussed)}."
    if documentation.unread:
        yield f"Could not be read and may have been discussed: {_kinds(documentation.unread)}."
    lost = [gap for gap in result.transcript.coverage.gaps if gap.reason not in ("silence", "no_speech")]
    if lost:
        yield f"Seconds of the recording that gave no words: {sum(gap.end - gap.start for gap in lost):.1f}."


def _kinds(kinds: Sequence[FactKind]) -> str:
    return ", ".join(kind.replace("_", " ") for kind in kinds)


def _age(source: Source) -> list[Json]:
    return [] if source.result.encounter.age_years is None else [source.reference("Observation", AGE)]


def _section(title: str, blocks: Sequence[str], entries: Sequence[Json] = ()) -> Json:
    loinc = SECTION_CODES.get(title)
    return {
        "title": legal(title),
        "code": concept("Composition.section.code", loinc) if loinc else None,
        "text": narrative(*blocks),
        "entry": list(entries),
    }
