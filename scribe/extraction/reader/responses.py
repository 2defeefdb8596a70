"""Responses: what a treatment did, told in a later clause or as the answer to "did it help?"."""

from collections.abc import Iterable, Iterator, Sequence

from scribe.extraction.reader.claim import Claim, Span
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.exchanges import Reply, reply_of
from scribe.extraction.reader.kinds.treatment import dose_in, response_in
from scribe.extraction.reader.lexicon import lexicon
from scribe.schema.terms import Assertion, FactKind, Temporality, TreatmentResponse

_REPLIES = {
    Reply.YES: TreatmentResponse.HELPED,
    Reply.AGREE: TreatmentResponse.HELPED,
    Reply.PARTLY: TreatmentResponse.PARTLY,
    Reply.NO: TreatmentResponse.NO,
    Reply.ALL_DENIED: TreatmentResponse.NO,
}
_NEAR = 2
"""How many clauses a response may follow the treatment it speaks of within one turn."""


def with_responses(claims: Iterable[Claim], turns: Sequence[Sequence[Clause]]) -> Iterator[Claim]:
    """The claims, treatments completed with a response that stands nearby."""
    made = list(claims)
    places = {clause: (turn, at) for turn, clauses in enumerate(turns) for at, clause in enumerate(clauses)}
    latest = max((places[each.clause] for each in made if _open(each)), default=None)
    for each in made:
        yield _completed(each, made, turns, places) if latest and _open(each) else each


def _open(each: Claim) -> bool:
    return (
        each.kind is FactKind.TREATMENT
        and each.assertion is Assertion.DOCUMENTED
        and each.temporality in (Temporality.PAST, Temporality.CURRENT)
        and "response" not in each.attributes
    )


def _completed(
    each: Claim, made: Sequence[Claim], turns: Sequence[Sequence[Clause]], places: dict[Clause, tuple[int, int]]
) -> Claim:
    if each.clause.asked:
        return _from_answer(each, turns)
    turn, at = places[each.clause]
    others = [
        places[other.clause]
        for other in made
        if other.kind is FactKind.TREATMENT and other.clause is not each.clause
    ]
    for clause in turns[turn][at + 1 : at + 1 + _NEAR]:
        if places[clause] in others or clause.asked:
            break
        found = response_in(clause.text)
        if found:
            return _with(each, found[0], Span(clause, clause.start + found[1], clause.start + found[2]))
    return _asked_after(each, turns, turn, others)


def _from_answer(each: Claim, turns: Sequence[Sequence[Clause]]) -> Claim:
    """The dose and response that the answer adds to a treatment only the question named."""
    for clause in turns[each.spans[-1].clause.turn.index if each.spans[-1].clause.turn.index < len(turns) else 0]:
        if clause.question is not each.clause:
            continue
        dose = dose_in(clause.text)
        if dose and "dose" not in each.attributes:
            each = each.but(
                attributes=each.attributes | {"dose": clause.text[dose[0] : dose[1]]},
                spans=(*each.spans, Span(clause, clause.start + dose[0], clause.start + dose[1])),
            )
        found = None if _names_another(each, clause) else response_in(clause.text)
        if found and "response" not in each.attributes:
            each = _with(each, found[0], Span(clause, clause.start + found[1], clause.start + found[2]))
        reply, start, end = reply_of(clause)
        if "response" not in each.attributes and "response" in clause.topics and reply in _REPLIES:
            each = _with(each, _REPLIES[reply], Span(clause, clause.start + start, clause.start + end))
    return each


def _names_another(each: Claim, clause: Clause) -> bool:
    """Whether a clause of the answer speaks of some other treatment than was asked about."""
    hits = lexicon("treatments", "kind").find(clause.text)
    return bool(hits) and all(clause.text[hit.start : hit.end] not in str(each.value) for hit in hits)


def _asked_after(
    each: Claim, turns: Sequence[Sequence[Clause]], turn: int, others: Sequence[tuple[int, int]]
) -> Claim:
    """The answer to a "did it help?" in the next turns, unless another treatment was named in between."""
    for later in range(turn, min(turn + 4, len(turns))):
        for clause in turns[later]:
            question = clause.question
            if (
                question is None
                or "response" not in clause.topics
                or (clause.turn.index <= each.clause.turn.index and later == turn)
            ):
                continue
            if any(turn < other[0] < later for other in others):
                return each
            found = response_in(clause.text)
            if found:
                return _with(
                    each,
                    found[0],
                    Span(question, question.start, question.end),
                    Span(clause, clause.start + found[1], clause.start + found[2]),
                )
            reply, start, end = reply_of(clause)
            if reply in _REPLIES:
                return _with(
                    each,
                    _REPLIES[reply],
                    Span(question, question.start, question.end),
                    Span(clause, clause.start + start, clause.start + end),
                )
    return each


def _with(each: Claim, response: TreatmentResponse, *spans: Span) -> Claim:
    return each.but(attributes=each.attributes | {"response": response}, spans=(*each.spans, *spans))
