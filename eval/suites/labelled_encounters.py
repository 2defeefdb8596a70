"""labelled-encounters: dialogues and notes that other people wrote, read by the deterministic reader."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from eval.grounding import ungrounded
from eval.labelled.labels import BESIDE, as_transcript, encounters
from eval.labelled.labels import Encounter as Labelled
from eval.labelled.score import CATEGORIES, Score, scores
from eval.suites.suite import Gate, Outcome, Suite, attempt
from scribe.assembly import build_parts
from scribe.pipeline.run import draft
from scribe.schema.encounter import Encounter
from scribe.schema.facts import FactKind
from scribe.schema.result import Result
from scribe.settings import embedded_defaults, load_settings

DATE_OF_SERVICE = date(2026, 11, 20)
PRIMARY_AT_LEAST = 0.9


def run() -> Iterator[Outcome]:
    """One outcome an encounter, then one of all; none where the development data is absent."""
    results = [(sample, _result(sample)) for sample in encounters(load_settings().shared_data or BESIDE)]
    for sample, result in results:
        yield attempt(sample.id, lambda sample=sample, result=result: _gates(sample, result))  # type: ignore[misc]
    if results:
        yield Outcome("all encounters", tuple(_overall(results)))


def _result(sample: Labelled) -> Result:
    visit = Encounter(id=sample.id, date_of_service=DATE_OF_SERVICE)
    parts = build_parts(embedded_defaults(Path(".cache/scribe")))
    return draft(visit, as_transcript(sample), (), parts)


def _gates(sample: Labelled, result: Result) -> Iterator[Gate]:
    codes = [code.code for code in result.codes]
    never = sorted(sample.never & set(codes))
    yield Gate("no must-not code", not never, ", ".join(never) or "none")
    silent = FactKind.PSYCHOGENIC in result.documentation.not_discussed
    yield Gate("psychogenic not discussed", silent, "silent" if silent else "claimed")
    loose = ungrounded(result)
    yield Gate("every quote at its offsets", not loose, ", ".join(loose) or "all")


def _overall(results: list[tuple[Labelled, Result]]) -> Iterator[Gate]:
    missed = [
        f"{sample.id} ({result.codes[0].code if result.codes else 'none'})"
        for sample, result in results
        if not result.codes or result.codes[0].code not in sample.primary
    ]
    right = len(results) - len(missed)
    seen = f"{right} of {len(results)}; not: {', '.join(missed) or 'none'}"
    yield Gate("primary code accepted", right >= PRIMARY_AT_LEAST * len(results), seen)
    for category, score in _sums(results).items():
        yield Gate(category, score.labels > 0, _line(score))


def _sums(results: list[tuple[Labelled, Result]]) -> dict[str, Score]:
    sums = dict.fromkeys(CATEGORIES, Score())
    for sample, result in results:
        for category, score in scores(result.documentation.facts, sample.labels).items():
            sums[category] += score
    return sums


def _line(score: Score) -> str:
    return (
        f"precision {_share(score.precision)} ({score.right}/{score.found}), "
        f"recall {_share(score.recall)} ({score.matched}/{score.labels})"
    )


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


SUITE = Suite(
    name="labelled-encounters",
    dangerous_error="a code that must not be, or a side, a place or an origin that nobody said",
    run=run,
)
