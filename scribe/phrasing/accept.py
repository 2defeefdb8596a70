"""Accept: which of a model's sentences may stand. One that may not is replaced by the template's, and counted.

A sentence stands for the statements whose facts it says whole, whatever numbers the model gave it (they only choose
among these), where it is one line, says nothing else and mixes nothing (``sameness``), and raises no finding of the
guardrails that the template's own sentences do not raise. What no accepted sentence stands for keeps the template's
words.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import guardrails
from scribe.extraction.wording import without_codes
from scribe.phrasing.phraser import Proposal
from scribe.phrasing.sameness import OMISSION, objection, says_whole
from scribe.schema.draft import Draft
from scribe.schema.evidence import Evidence
from scribe.schema.facts import Fact
from scribe.schema.narrative import Narrative, Section, Statement

FORM = "form"
_LONGEST = 600
_MARKUP = "[]{}<>|#*`_\\"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The narrative, how many of its sentences are the model's, and why others are not."""

    narrative: Narrative
    phrased: int
    replaced: Mapping[str, int]


def accept(draft: Draft, proposals: Sequence[Proposal]) -> Accepted:
    """The draft's narrative with every proposed sentence that may stand."""
    replaced: Counter[str] = Counter()
    phrased = 0
    sections = []
    for section in draft.narrative.sections:
        taken = dict(_taken(draft, section, (p for p in proposals if p.section == section.title), replaced))
        phrased += len(set(map(id, taken.values())))
        sections.append(section.model_copy(update={"statements": _merged(section.statements, taken)}))
    return Accepted(Narrative(sections=tuple(sections)), phrased, dict(sorted(replaced.items())))


def _taken(
    draft: Draft, section: Section, proposals: Iterable[Proposal], replaced: Counter[str]
) -> Iterable[tuple[int, Statement]]:
    """Index of a statement and the sentence that stands for it; each statement once, the first that may."""
    free = set(range(len(section.statements)))
    for proposal in proposals:
        taken, why = _standing(draft, section, proposal, free)
        if why:
            replaced[why] += 1
        yield from taken.items()
        free -= taken.keys()


def _standing(
    draft: Draft, section: Section, proposal: Proposal, free: set[int]
) -> tuple[dict[int, Statement], str | None]:
    """The sentence at each statement it stands for; none, and the last reason, where it may not stand at all."""
    if not _is_a_sentence(proposal.text):
        return {}, FORM
    whole = [n for n in sorted(free) if says_whole(_facts(draft, [section.statements[n]]), proposal.text)]
    named = [n for n in whole if str(n + 1) in proposal.numbers]
    why = OMISSION
    for indexes in filter(None, dict.fromkeys((tuple(named), tuple(whole)))):
        said = [section.statements[index] for index in indexes]
        sentence = _sentence(proposal.text, said)
        found = _objection(draft, section.title, said, sentence)
        if found is None:
            return dict.fromkeys(indexes, sentence), None
        why = found
    return {}, why


def _objection(draft: Draft, title: str, said: Sequence[Statement], sentence: Statement) -> str | None:
    """Why the sentence may not stand for these statements: in words, else by a rule's id."""
    template = " ".join(statement.text for statement in said)
    if words := objection(_facts(draft, said), template, sentence.text):
        return words
    found = _findings(draft, title, [sentence]) - _findings(draft, title, said)
    return min(found)[0] if found else None


def _facts(draft: Draft, statements: Sequence[Statement]) -> list[Fact]:
    ids = {fact_id for statement in statements for fact_id in statement.fact_ids}
    return [fact for fact in draft.documentation.facts if fact.id in ids]


def _sentence(text: str, said: Sequence[Statement]) -> Statement:
    quotes: dict[tuple[str, int, int], Evidence] = {}
    for quote in (quote for statement in said for quote in statement.evidence):
        quotes.setdefault((quote.segment_id, quote.start_char, quote.end_char), quote)
    ids = dict.fromkeys(fact for statement in said for fact in statement.fact_ids)
    return said[0].model_copy(
        update={"text": text.strip(), "evidence": tuple(quotes.values()), "fact_ids": tuple(ids)}
    )


def _is_a_sentence(text: str) -> bool:
    text = text.strip()
    one_line = 0 < len(text) <= _LONGEST and text.isprintable()
    plain = not any(mark in text for mark in _MARKUP) and without_codes(text) == text.strip(" ,;:()-")
    return one_line and plain and text.endswith((".", ".”", '."')) and text[0].isupper()


def _findings(draft: Draft, title: str, statements: Sequence[Statement]) -> frozenset[tuple[str, str]]:
    """What the guardrails say of the draft where these are its only sentences."""
    alone = Narrative(sections=(Section(title=title, statements=tuple(statements)),))
    review = guardrails.check(draft.model_copy(update={"narrative": alone}))
    return frozenset((finding.rule, finding.message) for finding in review.findings)


def _merged(statements: Sequence[Statement], taken: Mapping[int, Statement]) -> tuple[Statement, ...]:
    """The template's statements, each replaced where a sentence stands for it, which is written once."""
    merged: list[Statement] = []
    for index, statement in enumerate(statements):
        stands = taken.get(index, statement)
        if not any(stands is earlier for earlier in merged):
            merged.append(stands)
    return tuple(merged)
