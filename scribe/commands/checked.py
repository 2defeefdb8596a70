"""A document as the guardrails see it: draft and review, and both as JSON with the names of the result object."""

import guardrails
from scribe.intake.document import CheckRequest
from scribe.schema.account import UnspecifiedAccount
from scribe.schema.answer import AnsweredQuery
from scribe.schema.coding import CodeAssignment, WithheldCode
from scribe.schema.draft import Draft
from scribe.schema.finding import Disposition, Finding, ProviderQuery, Review, Severity
from scribe.schema.record import Record


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
    )
    if request.answers:
        draft = guardrails.with_answers(draft, request.answers)
    return draft, guardrails.check(draft)


class _Answer(Record):
    """What a check answers, with the names of the result object."""

    codes: tuple[CodeAssignment, ...]
    withheld: tuple[WithheldCode, ...]
    findings: tuple[Finding, ...]
    queries: tuple[ProviderQuery, ...]
    accounts: tuple[UnspecifiedAccount, ...]
    disposition: Disposition
    answered: tuple[AnsweredQuery, ...] | None


def as_json(draft: Draft, review: Review, indent: int | None = None) -> str:
    """Codes, findings, queries, accounts and disposition; ``answered`` only where a query was."""
    answer = _Answer.model_construct(
        codes=draft.coding.assignments,
        withheld=draft.coding.withheld,
        findings=review.findings,
        queries=review.queries,
        accounts=review.accounts,
        disposition=review.disposition,
        answered=draft.answers or None,
    )
    left_out = None if draft.answers else {"answered"}
    return answer.model_dump_json(indent=indent, exclude=left_out)


def status_of(review: Review) -> int:
    """1 where a finding of error severity stands, else 0."""
    return int(any(finding.severity is Severity.ERROR for finding in review.findings))
