"""Invalid codes: derived codes that are not valid and billable on the date of service, by derived codes.

The code set is that of ``guardrails.code_sets`` on the day of the visit. Dangerous error: a header or an ended
code, for the claim is refused. The labels are not looked at.
"""

from datetime import date

from eval.metrics.accepted_codes import given
from eval.metrics.examples import drafted, expected
from eval.metrics.metric import Metric, Score
from eval.samples.labels import Expected
from guardrails.code_sets import code_set_for
from scribe.schema.result import Result


def score(reference: Expected, heard: Result) -> Score:
    """Codes that cannot be billed, by codes. Raises DateOfServiceOutOfRange where no code set covers the day."""
    codes = given(heard)
    billable = code_set_for(heard.encounter.date_of_service).billable if codes else None
    return Score(points=sum(not billable(code) for code in codes) if billable else 0, weight=len(codes))


_EVE, _DAY = date(2021, 9, 30), date(2021, 10, 1)

METRIC: Metric[Expected, Result] = Metric(
    id="invalid-codes",
    title="Codes not valid on the day",
    unit="codes not billable on the day / codes",
    better="lower",
    version=1,
    score=score,
    examples=(
        ("M54.5 on its last day", expected(), drafted("P: pain", codes=("M54.5",), day=_EVE), 0.0),
        ("M54.5 the day after", expected(), drafted("P: pain", codes=("M54.5", "M54.2"), day=_DAY), 0.5),
        ("M54.50 the day before it was there", expected(), drafted("P: pain", codes=("M54.50",), day=_EVE), 1.0),
        ("a header", expected(), drafted("P: pain", codes=("M54.4",)), 1.0),
        ("no code was given", expected(), drafted("P: pain"), None),
    ),
)
