"""Reconcile: claims of one visit that cannot stand beside each other."""

from collections.abc import Iterable, Iterator

from scribe.extraction.reader.claim import Claim
from scribe.schema.terms import Assertion, FactKind, InjuryStatus, RadiationSite, Temporality

_REST = ("else", "other", "besides", "apart from", "stay", "sits", "local", "just the", "only the")
"""Words of a pain that stays where it is, which say nothing against one that was told to travel at times."""


def reconciled(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Without "no radiation" where it only meant "nowhere else" than what was already told."""
    made = list(claims)
    travels = any(
        each.kind is FactKind.RADIATION
        and each.value is not RadiationSite.NONE
        and each.assertion is Assertion.DOCUMENTED
        and each.temporality is Temporality.CURRENT
        for each in made
    )
    units = {each.attributes.get("unit") for each in made if each.kind is FactKind.ONSET} - {None}
    years = units == {"year"}
    for each in made:
        if (
            years
            and each.kind is FactKind.MECHANISM
            and each.attributes.get("injury") in ("current", "unclear")
            and "date" not in each.attributes
        ):
            yield each.but(attributes=each.attributes | {"injury": InjuryStatus.OLD})  # as old as the pain it began
            continue
        nowhere = each.kind is FactKind.RADIATION and each.value is RadiationSite.NONE
        if each.kind is FactKind.LATERALITY and each.assertion is Assertion.DENIED:
            continue  # a side that does not hurt says nothing of the side that does
        if nowhere and each.assertion is Assertion.DENIED:
            continue  # it travels, but nobody said where to
        if nowhere and travels and any(word in span.clause.text for span in each.spans for word in _REST):
            continue
        yield each
