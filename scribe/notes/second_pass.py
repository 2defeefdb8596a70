"""Second pass: a note that somebody changed is coded and checked anew, and never shortened by it."""

from dataclasses import dataclass

import guardrails
from scribe import __version__
from scribe.schema.answer import AnsweredQuery
from scribe.schema.documentation import Documentation
from scribe.schema.draft import Draft
from scribe.schema.finding import Disposition, Finding, Review
from scribe.schema.narrative import Narrative, Section
from scribe.schema.result import Component, Result
from scribe.schema.transcript import Segment, Transcript
from scribe.writing.markdown import render

_OF_THE_SYSTEM = "SY"
"""Findings that no rule of the guardrails gives: what failed while the draft was made."""
_OF_SPOKEN_WORDS = frozenset({"DC101", "DC119", "DC120", "DC121", "DC122", "DC123", "DC124"})
"""Rules that look into the transcript. Once it has expired they find nothing, and what they found stands."""


@dataclass(frozen=True)
class Working:
    """A note that is being changed. ``result``: with its typed segments alone; ``spoken``: the words of the visit,
    without segments where they have expired."""

    result: Result
    spoken: Transcript
    answers: tuple[AnsweredQuery, ...] = ()

    @property
    def typed(self) -> tuple[Segment, ...]:
        """What clinicians wrote so far."""
        return self.result.transcript.segments

    @property
    def is_heard(self) -> bool:
        """Whether quotes can be compared with the words they are of."""
        return bool(self.spoken.segments) or self.result.disposition is Disposition.NO_SPEECH

    def draft(self) -> Draft:
        """As the rules see it."""
        return Draft(
            encounter=self.result.encounter,
            documentation=self.result.documentation,
            coding=guardrails.code(self.result.encounter, self.result.documentation),
            proposed=self.result.proposed_codes,
            narrative=Narrative(sections=self.result.note.sections),
            transcript=self.with_typed(self.typed),
            answers=self.answers,
        )

    def with_typed(self, typed: tuple[Segment, ...]) -> Transcript:
        """The spoken and the typed words."""
        return self.spoken.model_copy(update={"segments": (*self.spoken.segments, *typed)})


def passed(
    working: Working,
    documentation: Documentation,
    sections: tuple[Section, ...],
    typed: tuple[Segment, ...],
    answers: tuple[AnsweredQuery, ...],
) -> Result:
    """The result of other facts, sections and typed words. Raises RuleCrashed, DateOfServiceOutOfRange."""
    before = working.result
    transcript = working.with_typed(typed)
    draft = Draft(
        encounter=before.encounter,
        documentation=documentation,
        coding=guardrails.code(before.encounter, documentation),
        proposed=before.proposed_codes,
        narrative=Narrative(sections=sections),
        transcript=transcript if working.is_heard else None,
        answers=answers,
    )
    review = _with_earlier(guardrails.check(draft), before.findings, working.is_heard)
    markdown = render(draft.encounter, transcript, documentation, draft.coding, draft.narrative, review)
    rules = {
        "rule_pack": guardrails.rule_pack_component(),
        "code_set": guardrails.code_set_component(before.encounter.date_of_service),
        "software": Component(name="scribe", version=__version__),
    }
    return before.model_copy(
        update={
            "documentation": documentation,
            "transcript": Transcript(segments=typed, language=before.transcript.language),
            "codes": draft.coding.assignments,
            "withheld": draft.coding.withheld,
            "findings": review.findings,
            "queries": review.queries,
            "accounts": review.accounts,
            "note": before.note.model_copy(update={"sections": sections, "markdown": markdown}),
            "disposition": review.disposition,
            "provenance": before.provenance.model_copy(update=rules),
        }
    )


def _with_earlier(review: Review, before: tuple[Finding, ...], is_heard: bool) -> Review:
    """The review, and of the one before it what could not be looked at again."""
    unseen = frozenset() if is_heard else _OF_SPOKEN_WORDS - {finding.rule for finding in review.findings}
    kept = tuple(one for one in before if one.rule.startswith(_OF_THE_SYSTEM) or one.rule in unseen)
    return review.model_copy(update={"findings": (*review.findings, *kept)})
