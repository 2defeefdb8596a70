"""What the rules of current injuries share: each injury of a kind that is a current one, with its 7th character."""

from collections.abc import Callable, Iterator

from guardrails.coding_rule import Suggestion
from guardrails.reading.concepts import Concept
from guardrails.reading.injury import injury_code, is_current, phase
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique


def current_injury(
    concept: Concept, because: str, uncertain: Callable[[Problem], bool] = lambda _: False
) -> Callable[[Problem, Picture], Iterator[Suggestion]]:
    """Derives the codes of one kind of injury. ``uncertain``: whether a coder must confirm them in this problem."""

    def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
        for mention in problem.named({concept}):
            if not is_current(mention, problem):
                continue
            character, because_of = phase(picture, mention, problem)
            code = injury_code(problem, mention, character)
            facts = unique([mention.fact, *because_of])
            yield Suggestion(code, problem.key, facts, because, uncertain=uncertain(problem))

    return derive
