"""vignettes: the worked examples of the coding reference as dictated text, through the whole of ``scribe note``."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from eval.embedded import embedded_draft
from eval.grounding import ungrounded
from eval.labelled.labels import data_folder
from eval.results import Check
from eval.suite import Evaluated, Sample, Setup, Suite
from eval.suites.expected import check
from scribe.intake.request import proposed_codes, transcript_of
from scribe.intake.text import parse_text
from scribe.schema.encounter import Encounter, Setting
from scribe.schema.finding import Disposition
from scribe.schema.result import Result

_SETTINGS = {"office": Setting.OUTPATIENT, "pain_clinic": Setting.OUTPATIENT}
_OUTSIDE = ("F33.1",)
"""Codes of a vignette that lie outside the spine scope: no code is derived for them (CODING reference 2.1)."""
_OF_A_NOTE = "UNSUPPORTED_DETAIL"
"""A finding on a note that the vignette only tells of: its text alone holds no such note."""


def samples(_: Setup) -> Iterator[Sample]:
    """One a vignette; none where the reference is absent."""
    for line in _lines():
        yield Sample(json.loads(line)["id"], hashlib.sha256(line.encode()).hexdigest())


def evaluate(sample: Sample, _: Setup) -> Evaluated:
    """The checks of one vignette."""
    vignette = next(v for v in map(json.loads, _lines()) if v["id"] == sample.name)
    result = _result(vignette)
    return Evaluated(checks=tuple(_checks(vignette, result)), outcome=result.model_dump_json())


def _lines() -> list[str]:
    path = data_folder().parent / "domain" / "vignettes.jsonl"
    return path.read_text("utf-8").splitlines() if path.exists() else []


def _checks(vignette: Mapping[str, Any], result: Result) -> Iterator[Check]:
    codes = [code.code for code in result.codes]
    accepted = [vignette["expected_codes"], *vignette["also_acceptable"]]
    wanted = [[code for code in listed if code not in _OUTSIDE] for listed in accepted]
    yield check("codes in sequence", codes in wanted, " ".join(codes) or "none")
    never = sorted(set(codes) & set(vignette["must_not_codes"]))
    yield check("no forbidden code", not never, " ".join(never) or "none")
    queries = {name for name in vignette["expected_findings"] if name.startswith("QUERY_")}
    missing = sorted(queries - {query.name for query in result.queries})
    yield check("queries", not missing, f"missing {', '.join(missing)}" if missing else "all there")
    if _OF_A_NOTE not in vignette["expected_findings"]:
        held = vignette["disposition"] == "hold_and_query"
        expected = Disposition.HOLD_FOR_QUERY if held else Disposition.READY_FOR_REVIEW
        yield check("disposition", result.disposition is expected, str(result.disposition))
    loose = ungrounded(result)
    yield check("every quote at its offsets", not loose, ", ".join(loose) or "all")


def _result(vignette: Mapping[str, Any]) -> Result:
    visit = Encounter(
        id=vignette["id"],
        date_of_service=date.fromisoformat(vignette["dos"]),
        setting=_SETTINGS.get(vignette["setting"], Setting.OUTPATIENT),
    )
    transcript = transcript_of(parse_text(vignette["text"], vignette["id"]))
    return embedded_draft(visit, transcript, proposed_codes(tuple(vignette["proposed_codes"])))


SUITE = Suite(
    name="vignettes",
    dangerous_error="a code that the reference forbids, or one that is left out",
    version=1,
    samples=samples,
    evaluate=evaluate,
    metrics=(),
    gates=(),
    weights={},
    needs="the coding reference (SCRIBE_SHARED_DATA, or ../shared/data)",
    fixed_model=True,
)
