"""CD166 PAIN_OF_SPASM: a pain that the provider explains by a muscle spasm."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import PAINS, Concept
from guardrails.reading.mentions import Standing
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    spasms = [m for m in problem.named({Concept.SPASM}) if m.standing is Standing.ESTABLISHED]
    assessed = any(m.standing is Standing.ESTABLISHED for m in problem.named(PAINS))
    if spasms and not assessed:
        facts = tuple(m.fact for m in spasms)
        yield Suggestion("", problem.key, facts, "The provider assesses a spasm, of which the pain is part.")


RULE = CodingRule(
    id="CD166",
    name="PAIN_OF_SPASM",
    title="A pain that the provider explains by a muscle spasm",
    why="A symptom that belongs to the diagnosed condition is not coded beside it, unless it is assessed as well.",
    rows=("D27",),
    citation=guidelines("I.B.5"),
    derive=for_each_problem(derive),
    examples=(
        gives(
            "the patient's pain, the provider's spasm",
            complaint("back pain"),
            diagnosis("muscle spasm of the back"),
            codes="M62.830",
            withheld="M54.9",
        ),
        gives("both assessed", diagnosis("low back pain with muscle spasm"), codes="M54.50 M62.830"),
    ),
)
