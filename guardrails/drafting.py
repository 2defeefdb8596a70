"""Drafts from examples: what a check example says in short, as the draft the reviewer reads."""

from collections.abc import Mapping
from typing import Any

from guardrails.answering import with_answers
from guardrails.asking import OTHER, UNABLE
from guardrails.coder import code
from guardrails.examples import CheckExample, documentation, encounter, narrative, proposals
from scribe.schema.answer import QueryAnswer
from scribe.schema.documentation import Disagreement, DisagreementOn, Documentation
from scribe.schema.draft import Draft
from scribe.schema.finding import GivenQuery
from scribe.schema.terms import FactKind
from scribe.schema.transcript import Coverage, Gap, Notice, NoticeKind, Segment, Transcript, Word


def draft_of(example: CheckExample) -> Draft:
    """The draft of an example, its codes derived by the coder."""
    visit = encounter(example.day, example.setting, example.age_years)
    facts = _documentation(example)
    draft = Draft(
        encounter=visit,
        documentation=facts,
        coding=code(visit, facts),
        proposed=proposals(example.proposed),
        narrative=narrative(example.sentence, facts, example.section, example.cites),
        transcript=_transcript(example.draft),
        given_queries=_queries(example.draft, facts),
    )
    if answered := example.draft.get("answer"):
        query, words = answered
        return with_answers(draft, [QueryAnswer(query=query, answer=words)])
    return draft


def _documentation(example: CheckExample) -> Documentation:
    facts = documentation(example.facts)
    changes: dict[str, Any] = {}
    for name in ("unlocated_quotes", "refused_facts", "corrected_facts"):
        if count := example.draft.get(name):
            changes[name] = count
    if unread := example.draft.get("unread"):
        changes["unread"] = tuple(FactKind(kind) for kind in unread)
    if on := example.draft.get("disagreement"):
        difference = Disagreement(kind=FactKind.DIAGNOSIS, on=DisagreementOn(on), primary=facts.facts[0])
        changes["disagreements"] = (difference,)
    return Documentation(facts=facts.facts, **changes)


def _queries(changes: dict[str, Any], facts: Documentation) -> tuple[GivenQuery, ...]:
    """A question somebody else wrote, on the quotes of the first fact."""
    if "query" not in changes:
        return ()
    options = ("Acute", "Chronic", OTHER, UNABLE)
    return (GivenQuery(question=changes["query"], options=options, indicators=facts.facts[0].evidence),)


def _transcript(changes: dict[str, Any]) -> Transcript | None:
    text = changes.get("transcript")
    if text is None:
        return None
    words = changes.get("words") or _words(text, changes.get("heard", {}))
    notices = tuple(Notice(kind=NoticeKind(kind), detail="A notice.") for kind in changes.get("notices", ()))
    gaps = tuple(Gap(start=start, end=end, reason=reason) for start, end, reason in changes.get("gaps", ()))
    segment = Segment(id="s1", text=text, words=words)
    return Transcript(segments=(segment,), notices=notices, coverage=Coverage(gaps=gaps))


def _words(text: str, heard: Mapping[str, str]) -> tuple[Word, ...]:
    """The words of a text of which some were corrected; heard: word -> what the engine had written."""
    if not heard:
        return ()
    return tuple(
        Word(start=number * 0.3, end=number * 0.3 + 0.3, text=word, probability=0.9, original=heard.get(word))
        for number, word in enumerate(text.split())
    )
