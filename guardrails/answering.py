"""Answering: a provider's answer becomes one more segment and new facts by the clinician, then a second pass.

The note itself is not touched: an answer is evidence for the next draft, never text put into this one (Q11).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from guardrails.asking import OTHER, UNABLE, Claim, Option
from guardrails.coder import code
from guardrails.own_words import claims_of
from guardrails.reviewer import Question, questions
from scribe.schema.answer import AnsweredQuery, QueryAnswer
from scribe.schema.documentation import Documentation
from scribe.schema.draft import Draft
from scribe.schema.errors import AnswerIncomplete, UnknownQuery
from scribe.schema.facts import Fact
from scribe.schema.terms import FactKind
from scribe.schema.transcript import Segment, SpeakerRole, Transcript

_FACT: TypeAdapter[Fact] = TypeAdapter(Fact)


def with_answers(draft: Draft, answers: Iterable[QueryAnswer]) -> Draft:
    """The draft with the answers as facts, coded anew. Each answer is to a query that is open on the draft as
    given or as the answers before it leave it.

    Raises UnknownQuery where no such query is open and AnswerIncomplete where an option asks for words.
    """
    given = tuple(answers)
    shown = questions(draft) if len(given) > 1 else {}
    for answer in given:
        draft = _with_answer(draft, answer, shown)
    return draft


def _with_answer(draft: Draft, answer: QueryAnswer, shown: Mapping[str, Question]) -> Draft:
    answered = {record.query.id for record in draft.answers}
    question = questions(draft).get(answer.query) or shown.get(answer.query)
    if question is None or answer.query in answered:
        raise UnknownQuery("No query of the given id is open on this draft.", "Answer one of its queries by id.")
    segment = _segment(draft, question, answer)
    facts = tuple(_facts(question, answer, segment))
    documentation = draft.documentation.with_facts((*draft.documentation.facts, *facts))
    documentation = Documentation.model_validate(documentation.model_dump(round_trip=True), strict=False)
    record = AnsweredQuery(
        query=question.query,
        answer=answer,
        facts=facts,
        code_set=draft.coding.code_set,
        draft_sha256=hashlib.sha256(draft.documentation.model_dump_json().encode("utf-8")).hexdigest(),
    )
    return draft.model_copy(
        update={
            "documentation": documentation,
            "coding": code(draft.encounter, documentation),
            "transcript": _with_segment(draft.transcript, segment),
            "answers": (*draft.answers, record),
        }
    )


def _segment(draft: Draft, question: Question, answer: QueryAnswer) -> Segment:
    """The question with its answer, as the clinician typed it."""
    words = f"{answer.answer}: {answer.text}" if answer.text else answer.answer
    text = f"{question.query.question} {words}"
    return Segment(id=f"answer-{len(draft.answers) + 1}", speaker_role=SpeakerRole.CLINICIAN, text=text)


def _with_segment(transcript: Transcript | None, segment: Segment) -> Transcript | None:
    if transcript is None:
        return None
    return transcript.model_copy(update={"segments": (*transcript.segments, segment)})


def _facts(question: Question, answer: QueryAnswer, segment: Segment) -> Iterator[Fact]:
    for number, claim in enumerate(_claims(question, answer), start=1):
        yield _FACT.validate_python(_fact(question, claim, segment, number), strict=False)


def _claims(question: Question, answer: QueryAnswer) -> tuple[Claim, ...]:
    if answer.answer.casefold() == UNABLE.casefold():
        return ()
    chosen = next((o for o in question.ask.options if o.text == answer.answer), None)
    if chosen is not None and not chosen.needs_text:
        return chosen.claims
    words = answer.text if chosen or answer.answer == OTHER else answer.answer
    if not words:
        raise AnswerIncomplete(f"The answer to {answer.query} asks for words of its own.", "Give them as text.")
    return (*_listed(chosen), *claims_of(question.ask.words, words))


def _listed(chosen: Option | None) -> tuple[Claim, ...]:
    return chosen.claims if chosen else ()


def _fact(question: Question, claim: Claim, segment: Segment, number: int) -> dict[str, Any]:
    subject = question.ask.subject
    of_subject = subject is not None and claim.kind not in (FactKind.DIAGNOSIS, FactKind.CHIEF_COMPLAINT)
    about = claim.about or (subject.id if subject is not None and of_subject else None)
    quote = {
        "segment_id": segment.id,
        "quote": segment.text,
        "start_char": 0,
        "end_char": len(segment.text),
        "speaker_role": segment.speaker_role,
    }
    return {
        "id": f"{segment.id}.{number}",
        "kind": claim.kind,
        "value": claim.value,
        "assertion": "denied" if claim.denied else "documented",
        "speaker_role": segment.speaker_role,
        "about": about,
        "evidence": (quote,),
        "attributes": {**claim.attributes, "answers": question.query.id},
    }
