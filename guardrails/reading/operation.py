"""Operation: pain after an operation is of the spine where the record names an operation on it.

"Postoperative pain beyond the expected" names no site, and need not: the record says what was operated on.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from guardrails.reading.concepts import Concept
from guardrails.reading.mentions import Mention
from guardrails.reading.phrases import normal, read
from guardrails.reading.sites import Site
from scribe.schema.facts import Fact
from scribe.schema.terms import Assertion, Experiencer, FactKind

_NAMING = frozenset(
    {
        FactKind.CHIEF_COMPLAINT,
        FactKind.DIAGNOSIS,
        FactKind.ENCOUNTER_REASON,
        FactKind.HISTORY,
        FactKind.TREATMENT,
    }
)
_OF_SPINE_ALONE = re.compile(
    r"\b(micro)?d[ie]s[ck]ectom(y|ies)\b|\blaminectom(y|ies)\b|\blaminotom(y|ies)\b|\bforaminotom(y|ies)\b|"
    r"\b(vertebro|kypho)plast(y|ies)\b"
)
"""Operations that no other part of the body has; of a fusion or a decompression the site must be named."""
_AFTER = frozenset({Concept.POSTOP_PAIN, Concept.CHRONIC_POSTOP_PAIN})


def after_operation(facts: Iterable[Fact], mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions, postoperative pain of no named site placed in the spine where that was operated on."""
    mentions = tuple(mentions)
    loose = [m for m in mentions if m.concept in _AFTER and m.reading.site is None]
    site = _operated_on(facts) if loose else None
    for mention in mentions:
        placed = site is not None and mention in loose
        yield replace(mention, reading=replace(mention.reading, site=site)) if placed else mention


def _operated_on(facts: Iterable[Fact]) -> Site | None:
    """The site of an operation on the patient's spine, the back where none nearer is named; None without one."""
    for fact in facts:
        if fact.kind in _NAMING and fact.experiencer is Experiencer.PATIENT and _stands(fact):
            text = str(fact.value)
            found = [r for r in read(text) if r.concept is Concept.SPINE_SURGERY and not r.negated]
            if any(r.site for r in found) or (found and _OF_SPINE_ALONE.search(normal(text))):
                return next((r.site for r in found if r.site), Site.BACK)
    return None


def _stands(fact: Fact) -> bool:
    return fact.assertion is Assertion.DOCUMENTED
