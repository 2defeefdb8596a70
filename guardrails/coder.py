"""The coder: from facts to ICD-10-CM codes in sequence, by rule, with the codes that yielded and to whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from guardrails.coding_rule import VISIT, CodingRule, Suggestion
from guardrails.reading.picture import Picture, picture_of
from guardrails.reading.problem import unique
from guardrails.registry import CODING_RULES
from scribe.schema.coding import CodeAssignment, Coding, WithheldCode
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter
from scribe.schema.errors import RuleCrashed
from scribe.schema.terms import FactKind


@dataclass(frozen=True, slots=True)
class Derived:
    """A suggestion with the rule that made it, its code one that is billable on the day."""

    rule: CodingRule
    suggestion: Suggestion

    def concerns(self, problem: str) -> bool:
        """It is about this problem, or one of the two is about the whole visit."""
        return VISIT in (problem, self.suggestion.problem) or problem == self.suggestion.problem


def code(encounter: Encounter, documentation: Documentation) -> Coding:
    """The codes of a visit, each with its rule, evidence and reason; DateOfServiceOutOfRange outside the tables."""
    return code_picture(picture_of(encounter, documentation))


def code_picture(picture: Picture) -> Coding:
    """The codes of a picture; none where the visit is not one of the spine."""
    standing: list[Derived] = []
    withheld: dict[tuple[str, str], WithheldCode] = {}
    for rule in _in_force(CODING_RULES, picture.codes.day) if picture.in_scope else ():
        for suggestion in _suggestions(rule, picture):
            if not suggestion.code:
                standing.append(Derived(rule, suggestion))
                continue
            code_in_force = picture.codes.in_force(suggestion.code)
            derived = Derived(rule, _with_code(suggestion, code_in_force or suggestion.code))
            winner = _winner(derived, standing)
            if winner:
                withheld.setdefault((derived.suggestion.code, rule.id), _yielded(derived, winner))
            elif code_in_force is None:
                withheld.setdefault((suggestion.code, rule.id), _not_in_force(derived, picture))
            else:
                standing.append(derived)
    kept = {derived.suggestion.code for derived in standing}
    return Coding(
        code_set=f"ICD-10-CM {picture.codes.release.id}",
        assignments=_assignments(standing, picture),
        withheld=tuple(w for w in withheld.values() if w.code not in kept),
    )


@lru_cache(maxsize=64)
def _in_force(rules: tuple[CodingRule, ...], day: date) -> tuple[CodingRule, ...]:
    return tuple(rule for rule in rules if rule.speaks_of(day))


def _suggestions(rule: CodingRule, picture: Picture) -> Sequence[Suggestion]:
    try:
        return tuple(rule.derive(picture))
    except Exception as error:  # noqa: BLE001 - whatever a rule raises, the cause may hold patient text
        raise RuleCrashed(rule.id, type(error).__name__) from None


def _with_code(suggestion: Suggestion, code: str) -> Suggestion:
    return suggestion if code == suggestion.code else replace(suggestion, code=code)


def _winner(derived: Derived, standing: Iterable[Derived]) -> Derived | None:
    """The code that stands already and to whose rule this one yields for the same problem."""
    return next(
        (
            other
            for other in standing
            if other.rule.id in derived.rule.yields_to and other.concerns(derived.suggestion.problem)
        ),
        None,
    )


def _yielded(derived: Derived, winner: Derived) -> WithheldCode:
    return WithheldCode(
        code=derived.suggestion.code,
        rule=derived.rule.id,
        yielded_to=winner.rule.id,
        reason=f"{winner.suggestion.because} {winner.rule.why}",
    )


def _not_in_force(derived: Derived, picture: Picture) -> WithheldCode:
    day = picture.codes.day.isoformat()
    reason = f"Neither this code nor a shorter one is billable on {day}."
    return WithheldCode(
        code=derived.suggestion.code, rule=derived.rule.id, yielded_to=derived.rule.id, reason=reason
    )


def _assignments(standing: Sequence[Derived], picture: Picture) -> tuple[CodeAssignment, ...]:
    """One assignment a code, in sequence: by place, then the provider's order of problems and of diagnoses."""
    order = {problem.key: number for number, problem in enumerate(picture.problems)}
    stated = {f.id: number for number, f in enumerate(picture.facts) if f.kind is FactKind.DIAGNOSIS}

    def rank(derived: Derived) -> tuple[int, int, int]:
        suggestion = derived.suggestion
        named = [stated[fact.id] for fact in suggestion.facts if fact.id in stated]
        return suggestion.place, order.get(suggestion.problem, -1), min(named, default=-1)

    ranked = sorted(standing, key=rank)
    groups: dict[str, list[Derived]] = {}
    for derived in ranked:
        if not derived.suggestion.code:
            continue
        groups.setdefault(derived.suggestion.code, []).append(derived)
    return tuple(
        _assignment(code, rank, group, picture) for rank, (code, group) in enumerate(groups.items(), start=1)
    )


def _assignment(code: str, rank: int, group: Sequence[Derived], picture: Picture) -> CodeAssignment:
    facts = unique(fact for derived in group for fact in derived.suggestion.facts)
    return CodeAssignment(
        code=code,
        description=picture.codes.title(code),
        rank=rank,
        evidence=tuple({(e.place, e.speaker_role): e for fact in facts for e in fact.evidence}.values()),
        rules=tuple(dict.fromkeys(derived.rule.id for derived in group)),
        rationale=group[0].suggestion.because,
        fact_ids=tuple(fact.id for fact in facts),
        uncertain=tuple(dict.fromkeys(d.rule.uncertain for d in group if d.suggestion.uncertain)),
    )
