"""CH124 QUERY_NEOPLASM_LINK: a current cancer beside the pain, and no word on whether they belong together."""

from collections.abc import Iterator

from guardrails.asking import claim, option
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.concepts import Concept
from guardrails.reading.problem import unique
from guardrails.rule import Ask, Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    cancers = [m.fact for m in chart.picture.established(*_CANCERS)]
    pains = [fact for problem in chart.picture.problems for fact in problem.pain_facts()[:1]]
    if cancers and pains and not chart.picture.established(Concept.NEOPLASM_PAIN):
        facts = unique([*pains, *cancers])
        yield Hit(facts=facts, ask=Ask(_QUESTION, _OPTIONS, facts, subject=pains[0]))


_CANCERS = (Concept.CANCER, Concept.METASTASIS, Concept.MYELOMA)
_QUESTION = "What is the relation, if any, between the documented cancer and this pain?"
_OPTIONS = (
    option("The pain is due to the cancer", claim("diagnosis", "pain due to cancer")),
    option("The pain is not due to the cancer"),
)


RULE = Rule(
    id="CH124",
    name="QUERY_NEOPLASM_LINK",
    title="A current cancer beside the pain, and no word on whether they belong together",
    why="Pain is neoplasm-related only where the provider says so, and nobody else may infer it.",
    grade=Grade.WARNING,
    rows=("D48",),
    citation=guidelines("I.C.6.b.5"),
    check=check,
    message="A current cancer is documented beside the pain, and not whether it causes the pain.",
    examples=(
        flags("cancer under treatment", diagnosis("low back pain"), diagnosis("breast cancer on chemotherapy")),
        passes("linked", diagnosis("spinal metastases with cancer-related pain")),
        passes(
            "a cancer of the past",
            diagnosis("low back pain"),
            said("history", "history of breast cancer"),
        ),
        passes(
            "only suspected",
            diagnosis("low back pain"),
            diagnosis("spinal metastasis", assertion="uncertain", certainty_words="rule out"),
        ),
    ),
)
