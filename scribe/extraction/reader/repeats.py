"""Repeats: what one person says again of the same thing in fewer words adds its quote, and no second fact."""

import re
from collections.abc import Iterable, Sequence

from scribe.extraction.reader.claim import Claim, Span
from scribe.extraction.reader.lexicon import lexicon
from scribe.schema.terms import PARTS_OF_THE_BACK, FactKind, RegionName

MOST_QUOTES = 4
_DETAILED = frozenset({FactKind.TREATMENT, FactKind.RADIATION, FactKind.LATERALITY})
"""Kinds whose attributes say more or less of the same thing: "gabapentin", then "gabapentin helped a little"."""
_FOLDED = _DETAILED | {FactKind.REGION}
_PLAIN_BACK = re.compile(r"(?:my|your|his|her|the|this)? ?back")


def without_repeats(claims: Iterable[Claim]) -> list[Claim]:
    """The claims in their order, those that only repeat another folded into it."""
    kept = list(claims)
    alike: dict[tuple[object, ...], list[int]] = {}
    for at, each in enumerate(kept):
        if each.kind in _FOLDED:
            alike.setdefault((each.kind, *_status(each), _matter(each)), []).append(at)
    repeated: set[int] = set()
    for places in alike.values():
        for at in places:
            fuller = [other for other in places if other not in repeated and _repeats(kept[at], kept[other])]
            if len(fuller) == 1:
                kept[fuller[0]] = with_quotes(kept[fuller[0]], kept[at].spans)
                repeated.add(at)
    return [each for at, each in enumerate(kept) if at not in repeated]


def _matter(each: Claim) -> str:
    """What claims must share to be held against each other."""
    return "" if each.kind is FactKind.REGION else str(each.value).lower()


def _repeats(each: Claim, other: Claim) -> bool:
    if each.kind is FactKind.REGION:
        return _is_plain_back(each) and other.value in PARTS_OF_THE_BACK
    return _details(each) < _details(other)


def _status(each: Claim) -> tuple[object, ...]:
    return each.assertion, each.experiencer, each.temporality, each.role


def _details(each: Claim) -> set[tuple[str, str]]:
    return {(name, str(value)) for name, value in each.attributes.items() if value is not None}


def _is_plain_back(each: Claim) -> bool:
    """ "My back" is the low back where no other part is told; "the upper back" and "the whole back" are not."""
    if each.value != RegionName.UNSPECIFIED:
        return False
    texts = (span.clause.turn.text[span.start : span.end] for span in each.spans)
    named = [text[hit.start : hit.end] for text in texts for hit in lexicon("anatomy", "region").find(text)]
    return all(_PLAIN_BACK.fullmatch(words) for words in named)


def with_quotes(each: Claim, spans: Sequence[Span]) -> Claim:
    """The claim with further quotes, as long as they are few."""
    new = [span for span in spans if not any(_inside(span, old) for old in each.spans)]
    return each.but(spans=(*each.spans, *new)) if len(each.spans) + len(new) <= MOST_QUOTES else each


def _inside(span: Span, other: Span) -> bool:
    return span.clause.turn is other.clause.turn and other.start <= span.start and span.end <= other.end
