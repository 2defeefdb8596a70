"""DC113 CONTRADICTION_RADIATION: the assessment names a leg condition although leg pain is denied."""

from collections.abc import Iterator

from guardrails.asking import claim, option
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.concepts import Concept
from guardrails.reading.problem import Problem, unique
from guardrails.reading.sites import Family
from guardrails.rule import Ask, Grade, Hit, Rule
from scribe.schema.facts import Fact, Radiation
from scribe.schema.terms import Assertion, RadiationSite


def check(chart: Chart) -> Iterator[Hit]:
    for problem in chart.picture.problems:
        named = problem.named({Concept.SCIATICA, Concept.RADICULOPATHY})
        denials = _denials(problem)
        if named and denials and problem.family is not Family.NECK:
            facts = unique([*(m.fact for m in named), *denials])
            yield Hit(facts=facts, ask=Ask(_QUESTION, _OPTIONS, facts, problem.key, subject=named[0].fact))


_QUESTION = "Does pain travel into the leg today?"
_OPTIONS = (
    option("No pain in the leg today", claim("radiation", "leg", denied=True)),
    option("Pain travels into the leg today", claim("radiation", "leg")),
)


def _denials(problem: Problem) -> tuple[Fact, ...]:
    """Denied leg pain or no radiation at all, unless leg pain is documented as well."""
    travels = [f for f in problem.facts if isinstance(f, Radiation) and f.value is not RadiationSite.BUTTOCK]
    if any(f.value is RadiationSite.LEG and f.assertion is Assertion.DOCUMENTED for f in travels):
        return ()
    return tuple(f for f in travels if f.value is RadiationSite.NONE or f.assertion is Assertion.DENIED)


RULE = Rule(
    id="DC113",
    name="CONTRADICTION_RADIATION",
    title="The assessment names a leg condition although leg pain is denied",
    why="History and assessment disagree; the code is provisional until the provider has settled it.",
    grade=Grade.HOLD,
    citation=guidelines("I.A.19"),
    check=check,
    message="The assessment and the history disagree on pain in the leg.",
    examples=(
        flags(
            "sciatica beside denied leg pain",
            diagnosis("low back pain with left sciatica"),
            said("radiation", "leg", by="patient", assertion="denied"),
        ),
        passes(
            "leg pain documented as well",
            diagnosis("low back pain with left sciatica"),
            said("radiation", "leg", by="patient", side="right", assertion="denied"),
            said("radiation", "leg", by="patient", side="left"),
        ),
        passes(
            "leg pain denied, none assessed",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", assertion="denied"),
        ),
        passes(
            "sciatica only by the patient's word",
            diagnosis("low back pain"),
            diagnosis("sciatica", by="patient"),
            said("radiation", "leg", assertion="denied"),
        ),
    ),
)
