"""Accept: which of a model's sentences may stand. One that may not is replaced by the template's, and counted.

A sentence stands for the statements whose facts it says whole, whatever numbers the model gave it (they only choose
among these), where it is one line, says nothing else and mixes nothing (``sameness``), and raises no finding of the
guardrails that the template's own sentences do not raise. What no accepted sentence stands for keeps the template's
words.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import guardrails
from scribe.extraction.wording import without_codes
from scribe.phrasing.phraser import Proposal
from scribe.phrasing.sameness import OMISSION, objection, says_whole
from scribe.schema.draft import Draft
from scribe.schema.evidence import distinct
from scribe.schema.facts import Fact
from scribe.schema.finding import Review
from scribe.schema.narrative import Narrative, Section, Statement

FORM = "form"
_LONGEST = 600
_MARKUP = "[]{}<>|#*`_\\"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The draft with its review, how many of its sentences are the model's, and why others are not."""

    draft: Draft
    review: Review
    phrased: int
    replaced: Mapping[str, int]


def accept(draft: Draft, review: Review, proposals: Sequence[Proposal]) -> Accepted:
    """The draft with every proposed sentence that may stand. ``review``: of the draft in the templates' words."""
    note = _Note(draft, review)
    for section in draft.narrative.sections:
        for proposal in proposals:
            if proposal.section == section.title:
                note.offer(section, proposal)
    return Accepted(note.draft, note.review, note.phrased, dict(sorted(note.replaced.items())))


class _Note:
    """The draft as its note grows: each sentence is checked among those taken before it."""

    def __init__(self, draft: Draft, review: Review) -> None:
        self.draft = draft
        self.review = review
        self.phrased = 0
        self.replaced: Counter[str] = Counter()
        self._known = _findings(review)
        self._taken: dict[str, dict[int, Statement]] = {}

    def offer(self, section: Section, proposal: Proposal) -> None:
        """Take the sentence for what it says whole, or count why it may not stand."""
        if not _is_a_sentence(proposal.text):
            self.replaced[FORM] += 1
            return
        free = [n for n in range(len(section.statements)) if n not in self._taken.get(section.title, {})]
        whole = [n for n in free if says_whole(self._facts([section.statements[n]]), proposal.text)]
        named = [n for n in whole if str(n + 1) in proposal.numbers]
        why: str | None = OMISSION
        for indexes in filter(None, dict.fromkeys((tuple(named), tuple(whole)))):
            why = self._try(section, indexes, proposal.text)
            if why is None:
                self.phrased += 1
                return
        self.replaced[why or OMISSION] += 1

    def _try(self, section: Section, indexes: Sequence[int], text: str) -> str | None:
        """None where the text is taken for these statements; else why not: by its words, or a rule's id."""
        said = [section.statements[index] for index in indexes]
        template = " ".join(statement.text for statement in said)
        if words := objection(self._facts(said), template, text):
            return words
        taken = self._taken.get(section.title, {}) | dict.fromkeys(indexes, _sentence(text, said))
        narrative = _with_section(self.draft.narrative, section, _merged(section.statements, taken))
        tried = self.draft.model_copy(update={"narrative": narrative})
        review = guardrails.check(tried)
        if found := _findings(review) - self._known:
            return min(found)[0]
        self.draft, self.review, self._taken[section.title] = tried, review, taken
        return None

    def _facts(self, statements: Sequence[Statement]) -> list[Fact]:
        ids = {fact_id for statement in statements for fact_id in statement.fact_ids}
        return [fact for fact in self.draft.documentation.facts if fact.id in ids]


def _with_section(narrative: Narrative, section: Section, statements: tuple[Statement, ...]) -> Narrative:
    changed = section.model_copy(update={"statements": statements})
    return Narrative(sections=tuple(changed if one.title == section.title else one for one in narrative.sections))


def _sentence(text: str, said: Sequence[Statement]) -> Statement:
    return Statement(
        text=text.strip(),
        evidence=distinct(quote for statement in said for quote in statement.evidence),
        fact_ids=tuple(dict.fromkeys(fact for statement in said for fact in statement.fact_ids)),
    )


def _is_a_sentence(text: str) -> bool:
    text = text.strip()
    one_line = 0 < len(text) <= _LONGEST and text.isprintable()
    plain = not any(mark in text for mark in _MARKUP) and without_codes(text) == text.strip(" ,;:()-")
    return one_line and plain and text.endswith((".", ".”", '."')) and text[0].isupper()


def _findings(review: Review) -> frozenset[tuple[str, str]]:
    """What the guardrails say, to be compared."""
    return frozenset((finding.rule, finding.message) for finding in review.findings)


def _merged(statements: Sequence[Statement], taken: Mapping[int, Statement]) -> tuple[Statement, ...]:
    """The template's statements, each replaced where a sentence stands for it, which is written once."""
    merged: list[Statement] = []
    for index, statement in enumerate(statements):
        stands = taken.get(index, statement)
        if not any(stands is earlier for earlier in merged):
            merged.append(stands)
    return tuple(merged)
