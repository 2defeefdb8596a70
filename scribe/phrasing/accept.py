"""Accept: which of a model's sentences may stand. One that may not is replaced by the template's, and counted.

A sentence stands where it is one line, says all that its facts say, and raises no finding of the guardrails that
the template's own sentences do not raise. What no accepted sentence stands for keeps the template's words.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import guardrails
from scribe.extraction.wording import without_codes
from scribe.phrasing.omission import omitted
from scribe.phrasing.phraser import Proposal
from scribe.schema.draft import Draft
from scribe.schema.evidence import Evidence
from scribe.schema.narrative import Narrative, Section, Statement

FORM, NUMBERS, OMISSION = "form", "numbers", "omission"
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
        indexes = _indexes(proposal.numbers)
        if not indexes or not free.issuperset(indexes):
            replaced[NUMBERS] += 1
            continue
        said = [section.statements[index] for index in indexes]
        sentence = _sentence(proposal.text, said)
        if why := _objection(draft, section.title, said, sentence):
            replaced[why] += 1
            continue
        free.difference_update(indexes)
        for index in indexes:
            yield index, sentence


def _indexes(numbers: Sequence[str]) -> tuple[int, ...]:
    """From 0; none where a number is not one, or stands twice."""
    if not all(number.isdecimal() and number.isascii() and len(number) < 4 for number in numbers):
        return ()
    indexes = tuple(sorted(int(number) - 1 for number in numbers))
    return indexes if len(set(indexes)) == len(indexes) else ()


def _sentence(text: str, said: Sequence[Statement]) -> Statement:
    quotes: dict[tuple[str, int, int], Evidence] = {}
    for quote in (quote for statement in said for quote in statement.evidence):
        quotes.setdefault((quote.segment_id, quote.start_char, quote.end_char), quote)
    ids = dict.fromkeys(fact for statement in said for fact in statement.fact_ids)
    return said[0].model_copy(
        update={"text": text.strip(), "evidence": tuple(quotes.values()), "fact_ids": tuple(ids)}
    )


def _objection(draft: Draft, title: str, said: Sequence[Statement], sentence: Statement) -> str | None:
    """Why the sentence may not stand: the first reason found."""
    if not _is_a_sentence(sentence.text):
        return FORM
    facts = [fact for fact in draft.documentation.facts if fact.id in sentence.fact_ids]
    if omitted(facts, sentence.text):
        return OMISSION
    found = _findings(draft, title, [sentence]) - _findings(draft, title, said)
    return min(found)[0] if found else None


def _is_a_sentence(text: str) -> bool:
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
