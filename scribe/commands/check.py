"""``scribe check``: the guardrails alone, over a result object or its parts."""

import argparse
import sys
from pathlib import Path

from scribe.clock import today
from scribe.commands import check_lines
from scribe.commands.checked import as_json, check, status_of
from scribe.commands.load import read_bytes
from scribe.intake.document import parse_document
from scribe.schema.draft import Draft
from scribe.schema.errors import InputError
from scribe.schema.finding import Review


def run(options: argparse.Namespace) -> int:
    """Check one document, or one a line on stdin. 1 where a finding of error severity stands."""
    if options.input == "-":
        if options.format == "text":
            raise InputError("Documents on stdin are answered as JSON lines.", "Give --format jsonl.")
        return check_lines.run(sys.stdin.buffer, sys.stdout.buffer, today(), options.jobs)
    content = read_bytes(Path(options.input))
    draft, review = check(parse_document(content, today=today(), what=Path(options.input).name))
    if options.format == "text":
        print(render_text(draft, review))
    else:
        print(as_json(draft, review, indent=2 if options.format == "json" else None))
    return status_of(review)


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
