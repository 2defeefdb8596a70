"""Resolution: a condition named in one turn and said, by the other person in the next, to be over."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.exchanges import Reply, reply_of
from scribe.schema.terms import Assertion, FactKind, Temporality

_OVER = re.compile(
    r"\b(?:cleared up|all better|went away|resolved|all gone|healed up|fully healed|completely healed|got better|"
    r"haven't had (?:it|that|any of that) since|no longer (?:have|bothers))\b"
)
_NOT_OVER = re.compile(
    r"\b(?:never|not|hasn't|didn't|doesn't|isn't|hardly)(?: \w+)? (?:cleared|all|went|resolved|go)"
)
_MAY_END = frozenset({FactKind.DIAGNOSIS, FactKind.CHIEF_COMPLAINT, FactKind.REGION, FactKind.LATERALITY})
_STILL = re.compile(
    r"\b(?:is|are) (?:it|that|this|they|those) still (?:there|going on|happening|bothering you|around|present)|"
    r"\bdo you still (?:have|get|feel|notice) (?:it|that|this|them|any of that)|\bstill (?:there|going on)$"
)
"""Asked of what was told right before; a "no" moves that to the past."""
_MAY_BE_GONE = _MAY_END | {FactKind.HISTORY, FactKind.RED_FLAG, FactKind.RADIATION}
_FIRST = 3
"""How many clauses of the answering turn may say so."""


def with_resolutions(claims: Iterable[Claim], turns: Sequence[Sequence[Clause]]) -> Iterator[Claim]:
    """The claims, those of the last sentence before such an answer moved to the past."""
    ended = {
        (clauses[-1].turn.index, clauses[-1].sentence)
        for clauses, answer in pairwise(turns)
        if clauses and answer and answer[0].turn.role is not clauses[-1].turn.role and _says_over(answer)
    }
    gone = {place for clauses, answer in pairwise(turns) for place in _said_gone(clauses, answer)}
    for each in claims:
        place = (each.clause.turn.index, each.clause.sentence)
        current = each.temporality is Temporality.CURRENT and each.assertion is Assertion.DOCUMENTED
        over = current and (
            (each.kind in _MAY_END and place in ended) or (each.kind in _MAY_BE_GONE and place in gone)
        )
        yield each.but(temporality=Temporality.PAST) if over else each


def _said_gone(clauses: Sequence[Clause], answer: Sequence[Clause]) -> Iterator[tuple[int, int]]:
    """The sentence before an "is it still there?" that is answered with no."""
    if len(clauses) < 2 or not answer or not clauses[-1].asked or not _STILL.search(clauses[-1].text):
        return
    if answer[0].question is clauses[-1] and reply_of(answer[0])[0] in (Reply.NO, Reply.ALL_DENIED):
        yield clauses[-2].turn.index, clauses[-2].sentence


def _says_over(answer: Sequence[Clause]) -> bool:
    return any(_OVER.search(clause.text) and not _NOT_OVER.search(clause.text) for clause in answer[:_FIRST])
