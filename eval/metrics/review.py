"""Review: what metrics of findings and queries read, of a whole result or of a document that was checked alone."""

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol, TypeAlias

from eval.results import Tally
from eval.samples.drafts import DraftExpected
from eval.samples.labels import Expected
from scribe.schema.finding import Finding, ProviderQuery, Severity

Labels: TypeAlias = Expected | DraftExpected
BY_PROPOSED_CODE = frozenset(
    {
        "NEGATED_FINDING",
        "FAMILY_HISTORY_NOT_PATIENT",
        "HISTORICAL_CONDITION",
        "PATIENT_REPORTED_DX_NOT_CODED",
        "UNCERTAIN_DX_OUTPATIENT",
        "IMAGING_FINDING_NOT_DX",
        "PROBLEM_LIST_NOT_ADDRESSED",
    }
)
"""Findings of the family assertion (coding reference, section 10)."""
QUERY = "QUERY_"
"""How the name of a query begins."""


class Reviewed(Protocol):
    """A ``Result`` or a ``Review``."""

    @property
    def findings(self) -> Sequence[Finding]:
        """What the check found."""

    @property
    def queries(self) -> Sequence[ProviderQuery]:
        """What it asks the provider."""


def names(heard: Reviewed) -> frozenset[str]:
    """The names of all findings and queries, each once."""
    return frozenset(finding.name for finding in heard.findings) | query_names(heard)


def query_names(heard: Reviewed) -> frozenset[str]:
    """The names of all queries, each once: two queries of one name ask the same of two pains."""
    return frozenset(query.name for query in heard.queries)


def alarms(heard: Reviewed) -> frozenset[str]:
    """The names that may be false alarms: of ``BY_PROPOSED_CODE``, only what warns or stops.

    The coding reference gives those two forms: an error where a proposed code rests on them, else a line of
    information beside the note.
    """
    loud = {f.name for f in heard.findings if f.severity is not Severity.INFO or f.name not in BY_PROPOSED_CODE}
    return frozenset(loud) | query_names(heard)


def tallies(expected: Labels, names: Collection[str], alarms: Collection[str] | None = None) -> dict[str, Tally]:
    """Of one visit, each name that the labels speak of, with what became of it; in the order of the names.

    names: of all findings and queries that were raised; alarms: those of them that count where none must be, all
    by default. The labels speak of ``findings`` and ``queries``, which
    must be raised, and of ``never_findings``, which must not. Where they list the queries, every other query that
    was raised is extra. A finding that they do not speak of has no tally.
    """
    return dict(sorted(_tallied(expected, set(names), set(names if alarms is None else alarms))))


def _tallied(expected: Labels, raised: set[str], loud: set[str]) -> Iterator[tuple[str, Tally]]:
    wanted = {*expected.findings, *(expected.queries or ())}
    for name in wanted:
        yield name, Tally(hit=int(name in raised), missed=int(name not in raised))
    unwanted = set(expected.never_findings) - wanted
    if expected.queries is not None:
        unwanted |= {name for name in raised if name.startswith(QUERY)} - wanted
    for name in unwanted:
        yield name, Tally(extra=int(name in loud), silent=int(name not in loud))
