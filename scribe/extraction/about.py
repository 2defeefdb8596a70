"""Which problem a fact belongs to, where the words make it clear."""

from collections.abc import Sequence

from scribe.extraction.wording import regions, spoken
from scribe.schema.evidence import share_words
from scribe.schema.facts import Fact
from scribe.schema.terms import Experiencer, FactKind

PROBLEMS = frozenset({FactKind.CHIEF_COMPLAINT, FactKind.DIAGNOSIS})
BELONGING = frozenset(
    {
        FactKind.REGION,
        FactKind.LATERALITY,
        FactKind.RADIATION,
        FactKind.CHRONICITY,
        FactKind.ONSET,
        FactKind.SEVERITY,
        FactKind.PAIN_DESCRIPTION,
        FactKind.MECHANISM,
        FactKind.FUNCTIONAL_LIMITATION,
        FactKind.PSYCHOGENIC,
    }
)


def with_problems(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts, each with the problem whose quote it shares, else the visit's only spine problem, else None."""
    problems = [fact for fact in facts if fact.kind in PROBLEMS and fact.experiencer is Experiencer.PATIENT]
    only = _only_spine_problem(problems)
    return tuple(
        fact.model_copy(update={"about": _problem_of(fact, problems, only)}) if fact.kind in BELONGING else fact
        for fact in facts
    )


def _problem_of(fact: Fact, problems: Sequence[Fact], only: Fact | None) -> str | None:
    sharing = [problem for problem in problems if share_words(fact.evidence, problem.evidence)]
    chosen = sharing[0] if sharing else only
    return chosen.id if chosen else None


def _only_spine_problem(problems: Sequence[Fact]) -> Fact | None:
    """The one spine problem all problems of the visit speak of (diagnosis before complaint), or None."""
    if not problems or any(not _is_spinal(problem) for problem in problems):
        return None
    named = {regions(str(problem.value))[:1] for problem in problems if regions(str(problem.value))}
    if len(named) > 1:
        return None
    return min(problems, key=lambda problem: problem.kind is not FactKind.DIAGNOSIS)


def _is_spinal(problem: Fact) -> bool:
    said = spoken(str(problem.value))
    return bool(regions(said)) or "sciatica" in said or "radiculopathy" in said
