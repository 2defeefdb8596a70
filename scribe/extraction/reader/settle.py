"""Settle: what a question leaves standing. Nothing that was only asked is a claim."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from scribe.extraction.reader.claim import Claim, Span
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.exchanges import Answer, Reply, outcome
from scribe.schema.terms import Assertion, FactKind, RadiationSite, Temporality

_STATED = frozenset(
    {
        *(FactKind.DIAGNOSIS, FactKind.IMAGING, FactKind.PLAN, FactKind.PSYCHOGENIC, FactKind.ENCOUNTER_REASON),
        *(FactKind.NEUROLOGIC_EXAM, FactKind.PHYSICAL_EXAM, FactKind.RANGE_OF_MOTION),
    }
)
"""Kinds that a clinician states even when the patient is asked to agree."""
_FELT = frozenset({FactKind.RED_FLAG, FactKind.HISTORY, FactKind.RADIATION})
"""Kinds of what ails somebody: "normal" says that it is not there."""
_ASKS_USE = re.compile(
    r"^(?!.*\b(?:upset|side effects?|allerg\w*|better than|from the|problems? with|"
    r"help\w*|effective|work\w*)\b).*\b(?:tried|try|taken?|taking|used?|using|"
    r"had|have|done|do|on|been|seen?|attend\w*|any|get|got|given|give|finish\w*|complete\w*|start\w*|need\w*)\b"
)
"""Questions that ask whether a treatment was had, not what it did."""
_TAKES_FOR_GRANTED = re.compile(
    r"^(?!.*\b(?:would|could|might|think|anything|something|if|any)\b)(?:and |so |okay |well )*"
    r"(?P<since>did|was|were|is|are|has|have)\b.*\b(?:help\w*|work\w*|effective|relief|difference|any good)\b"
)
"""Questions what a treatment did, which take for granted that it was had."""
_NEVER_HAD = re.compile(
    r"\b(?:i|he|she|we) (?:never|didn't|haven't|did not|have not|hasn't|couldn't) (?:\w+ )?"
    r"(?:take|took|taken|try|tried|have|had|get|got|go|went|gone|fill|filled|start|started|use|used)\b"
)
_BY_PLACE = re.compile(
    r"\b(?P<says>yes|yeah|yep|no|nope) (?:to|for|on) (?:the )?(?P<place>first|former|second|latter|last)\b"
    r"|\b(?P<named>first|former|second|latter|last)(?: one| part)?,? (?P<then>yes|yeah|yep|no|nope)\b"
)
""" "Yes to the first, no to the second"."""
_LISTED = frozenset({FactKind.RED_FLAG, FactKind.HISTORY, FactKind.RADIATION, FactKind.REGION, FactKind.TREATMENT})


def settled(
    clause: Clause, claims: Sequence[Claim], answer: Answer | None, said: Mapping[Clause, Sequence[Claim]]
) -> Iterator[Claim]:
    """The claims of a clause after its answer. ``said``: what the answering clauses claim by themselves."""
    if not clause.asked and not clause.tagged:
        asked = said.get(clause.question, ()) if clause.question else ()
        limb = any(_is_limb(each) for each in asked)
        yield from (each for each in claims if not (limb and _goes_nowhere(each)))
        return
    for each in claims:
        if clause.tagged and each.kind in _STATED:
            yield each
        elif answer is not None and not clause.wh:
            yield from _answered(each, answer, claims, said)


def _answered(
    each: Claim, answer: Answer, together: Sequence[Claim], said: Mapping[Clause, Sequence[Claim]]
) -> Iterator[Claim]:
    own = [other for clause in answer.clauses for other in said.get(clause, ()) if _takes_up(each, other)]
    nowhere = [other for other in own if _goes_nowhere(other)] if _is_limb(each) else []
    if len(own) > len(nowhere):
        return
    if nowhere and answer.reply not in (Reply.NO, Reply.ALL_DENIED):
        said_so = nowhere[0].spans[-1]
        yield each.but(assertion=Assertion.DENIED, speaker=answer.clause.turn.role, spans=(*each.spans, said_so))
        return
    if each.kind is FactKind.TREATMENT and each.clause.asked and _TAKES_FOR_GRANTED.search(each.clause.text):
        yield _had(each, answer)
        return
    if each.kind is FactKind.TREATMENT and each.clause.asked and not _ASKS_USE.search(each.clause.text):
        return
    by_place = _places(answer)
    if by_place:
        yield from _by_place(each, answer, together, by_place)
        return
    assertion = outcome(each.assertion is Assertion.DENIED, answer)
    if answer.reply is Reply.FINE and each.kind in _FELT and each.clause.asked:
        assertion = Assertion.DENIED
    if assertion is None:
        return
    several = sum(other.kind in _LISTED for other in together if other.kind is each.kind) > 1
    if assertion is Assertion.DOCUMENTED and several and _names_another(each, answer, together, said):
        return
    if assertion is Assertion.DOCUMENTED and several and answer.reply is not Reply.AGREE and each.clause.asked:
        assertion = Assertion.UNCERTAIN
    reply = Span(answer.clause, answer.clause.start + answer.start, answer.clause.start + answer.end)
    made = each.but(assertion=assertion, speaker=answer.clause.turn.role, spans=(*each.spans, reply))
    yield _completed(made)


def _takes_up(asked: Claim, said: Claim) -> bool:
    """Whether an answer speaks of what was asked itself, and of the same person."""
    return asked.experiencer is said.experiencer and _same_matter(asked, said)


def _is_limb(each: Claim) -> bool:
    return each.kind is FactKind.RADIATION and each.value is not RadiationSite.NONE


def _goes_nowhere(each: Claim) -> bool:
    """ "It stays in my back", which denies the limb that was asked about."""
    nowhere = each.kind is FactKind.RADIATION and each.value is RadiationSite.NONE
    return nowhere and each.assertion is Assertion.DOCUMENTED


def _places(answer: Answer) -> dict[str, tuple[str, Span]]:
    """What an answer says to "the first" and "the second", and where."""
    places: dict[str, tuple[str, Span]] = {}
    for clause in answer.clauses:
        for found in _BY_PLACE.finditer(clause.text):
            span = Span(clause, clause.start + found.start(), clause.start + found.end())
            places[found["place"] or found["named"]] = (found["says"] or found["then"], span)
    return places


def _by_place(
    each: Claim, answer: Answer, together: Sequence[Claim], places: Mapping[str, tuple[str, Span]]
) -> Iterator[Claim]:
    """A claim of two that were asked for at once, answered by its place; of more than two nobody knows."""
    listed = sorted((other for other in together if other.kind in _LISTED), key=lambda other: other.spans[0].start)
    if len(listed) != 2 or each not in listed:
        return
    names = ("first", "former") if each is listed[0] else ("second", "latter", "last")
    for word, span in (places[name] for name in names if name in places):
        assertion = Assertion.DENIED if word.startswith("no") else Assertion.DOCUMENTED
        yield _completed(each.but(assertion=assertion, speaker=answer.clause.turn.role, spans=(*each.spans, span)))


def _had(each: Claim, answer: Answer) -> Claim:
    """The treatment that a question about its effect takes for granted, unless the answer denies it."""
    denied = any(_NEVER_HAD.search(clause.text) for clause in answer.clauses)
    over = _TAKES_FOR_GRANTED.search(each.clause.text)
    past = over is not None and over["since"] in ("did", "was", "were")
    reply = Span(answer.clause, answer.clause.start + answer.start, answer.clause.start + answer.end)
    return each.but(
        assertion=Assertion.DENIED if denied else Assertion.DOCUMENTED,
        temporality=Temporality.PAST if past or denied else Temporality.CURRENT,
        speaker=answer.clause.turn.role,
        spans=(*each.spans, reply),
    )


def _names_another(
    each: Claim, answer: Answer, together: Sequence[Claim], said: Mapping[Clause, Sequence[Claim]]
) -> bool:
    """ "Numbness or tingling?" "Some tingling": the answer chose, and numbness was not answered."""
    others = [other for other in together if other.kind is each.kind and other is not each]
    return any(
        _same_matter(other, own) for clause in answer.clauses for own in said.get(clause, ()) for other in others
    )


def _completed(each: Claim) -> Claim:
    """What an answer changes besides the assertion."""
    if each.kind is FactKind.MECHANISM:
        injury = {Assertion.DENIED: "none", Assertion.DOCUMENTED: "current", Assertion.UNCERTAIN: "unclear"}[
            each.assertion
        ]
        return each.but(attributes=each.attributes | {"injury": injury})
    if each.kind is FactKind.RADIATION and each.value == "none":
        return _no_radiation(each)
    if each.kind is FactKind.TREATMENT and each.assertion is Assertion.DENIED:
        return each.but(
            attributes={key: value for key, value in each.attributes.items() if key == "kind"},
            temporality=Temporality.PAST,
        )
    return each


def _no_radiation(each: Claim) -> Claim:
    """ "Does it radiate?" "No": no radiation is documented; with "yes" it is not known where to."""
    flipped = {Assertion.DENIED: Assertion.DOCUMENTED, Assertion.DOCUMENTED: Assertion.DENIED}
    return each.but(assertion=flipped.get(each.assertion, each.assertion))


def _same_matter(asked: Claim, said: Claim) -> bool:
    if asked.kind is not said.kind:
        return False
    if asked.kind in (FactKind.RADIATION, FactKind.MECHANISM):
        return asked.value == said.value or "none" in (asked.value, said.value)
    return bool(
        asked.value == said.value or str(asked.value).split(" in the ")[0] == str(said.value).split(" in the ")[0]
    )


def with_questions(claims: Iterable[Claim], asked: Mapping[Clause, Sequence[Claim]]) -> Iterator[Claim]:
    """Answers that repeat what was asked get the question as their first quote."""
    for each in claims:
        question = each.clause.question
        matching = [other for other in asked.get(question, ()) if _same_matter(other, each)] if question else []
        if question and matching and len(each.spans) == 1 and question.asked:
            yield each.but(spans=(matching[0].spans[0], *each.spans))
        else:
            yield each
