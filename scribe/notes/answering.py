"""Answering: a clinician's answers become facts and statements of their own, and the note is checked anew."""

from collections.abc import Iterable

import guardrails
from scribe.notes.second_pass import Working, passed
from scribe.notes.sections import joined
from scribe.schema.answer import AnsweredQuery, QueryAnswer
from scribe.schema.documentation import Documentation
from scribe.schema.result import Result
from scribe.writing.compose import compose


def answered(working: Working, given: Iterable[QueryAnswer]) -> tuple[Result, tuple[AnsweredQuery, ...]]:
    """The note after the answers, and what is kept of each query and its answer.

    What stands in the note stays as it is; what the answers state is added to its sections in fixed wording.
    Raises UnknownQuery, AnswerIncomplete.
    """
    answers = tuple(given)
    draft = guardrails.with_answers(working.draft(), answers)
    records = draft.answers[len(working.answers) :]
    stated = [fact for record in records for fact in record.facts]
    said = compose(Documentation(facts=tuple(stated))).sections if stated else ()
    spoken = len(working.spoken.segments)
    typed = draft.transcript.segments[spoken:] if draft.transcript else ()
    sections = joined(working.result.note.sections, said)
    return passed(working, draft.documentation, sections, typed, draft.answers), records
