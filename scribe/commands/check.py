"""``scribe check``: the guardrails alone, over a result object or its parts."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import guardrails
from scribe.clock import today
from scribe.commands.load import read_bytes
from scribe.intake.document import CheckRequest, parse_document
from scribe.schema.draft import Draft
from scribe.schema.errors import InputError, as_scribe_error
from scribe.schema.finding import Review, Severity


def run(options: argparse.Namespace) -> int:
    """Check one document, or one a line on stdin. 1 where a finding of error severity stands."""
    if options.input == "-":
        return _run_lines(options)
    content = read_bytes(Path(options.input))
    draft, review = check(parse_document(content, today=today(), what=Path(options.input).name))
    if options.format == "text":
        print(render_text(draft, review))
    else:
        print(
            json.dumps(as_json(draft, review), ensure_ascii=False, indent=2 if options.format == "json" else None)
        )
    return _status(review)


def _run_lines(options: argparse.Namespace) -> int:
    if options.format == "text":
        raise InputError("Documents on stdin are answered as JSON lines.", "Give --format jsonl.")
    day, worst = today(), 0
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if line.strip():
            answer, status = _answer(line, number, day)
            print(json.dumps(answer, ensure_ascii=False))
            worst = max(worst, status)
    return worst


def _answer(line: bytes, number: int, day: date) -> tuple[dict[str, Any], int]:
    """The answer to one line and its status; a line at fault costs no other line its answer."""
    try:
        draft, review = check(parse_document(line, today=day, what=f"line {number}"))
    except Exception as error:  # noqa: BLE001  # named by its code, never by its text
        known = as_scribe_error(error)
        status = 2 if isinstance(known, InputError) else 3
        return {"line": number, "error": {"code": known.code, "message": str(known)}}, status
    return as_json(draft, review), _status(review)


def check(request: CheckRequest) -> tuple[Draft, Review]:
    """The document as a draft with the codes that follow from its facts and answers, and its review."""
    draft = Draft(
        encounter=request.encounter,
        documentation=request.documentation,
        coding=guardrails.code(request.encounter, request.documentation),
        proposed=request.proposed,
        narrative=request.narrative,
        transcript=request.transcript,
        given_queries=request.queries,
        answers=request.answered,
    )
    if request.answers:
        draft = guardrails.with_answers(draft, request.answers)
    return draft, guardrails.check(draft)


def as_json(draft: Draft, review: Review) -> dict[str, Any]:
    """Codes, findings, queries and disposition, with the names of the result object."""
    answer = {
        "codes": [a.model_dump(mode="json") for a in draft.coding.assignments],
        "withheld": [w.model_dump(mode="json") for w in draft.coding.withheld],
        **review.model_dump(mode="json"),
    }
    if draft.answers:
        answer["answered"] = [a.model_dump(mode="json") for a in draft.answers]
    return answer


def render_text(draft: Draft, review: Review) -> str:
    """A line a code, finding and query, for a person at a terminal."""
    coding = draft.coding
    lines = [f"disposition  {review.disposition}", f"code set     {coding.code_set}"]
    lines += [f"code {a.rank}       {a.code}  {a.description}  [{', '.join(a.rules)}]" for a in coding.assignments]
    for finding in review.findings:
        codes = f" ({', '.join(finding.codes)})" if finding.codes else ""
        lines.append(f"{finding.severity:<8} {finding.rule} {finding.name}{codes}: {finding.message}")
        lines.append(f"         {finding.citation}")
    for query in review.queries:
        lines.append(f"query    {query.id} {query.name}: {query.question}")
        lines += [f"           - {option}" for option in query.options]
    lines += [f"account  {account.code}: {account.statement}" for account in review.accounts]
    lines += [f"withheld {w.code}: {w.reason} ({w.rule}, gave way to {w.yielded_to})" for w in coding.withheld]
    return "\n".join(lines)


def _status(review: Review) -> int:
    return int(any(finding.severity is Severity.ERROR for finding in review.findings))
