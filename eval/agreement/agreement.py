"""How far two reviewers agree with each other, and where both say that a label of ours is wrong."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from eval.agreement.items import CANNOT_TELL, Item, ItemKind
from eval.agreement.read import Reading
from eval.agreement.sheet import Sheet, Verdict
from eval.metrics.statistics import kappa
from scribe.schema.record import Record

Pairs: TypeAlias = "Sequence[Judged]"


class Judged(Record):
    """One item with what both reviewers say of it. ``label``: ours, in the words of the sheet."""

    row: str
    sample: str
    kind: ItemKind
    label: str
    segment: str
    first: Reading
    second: Reading


class KindAgreement(Record):
    """Agreement over the items of one kind, or over all. "Cannot tell" is an answer like the others."""

    kind: str
    """A kind of item, or ``all``."""
    rows: int
    agreed: int
    raw: float | None
    """Agreed by rows; None where there is no row."""
    kappa: float | None
    """None where it has no value: no row, or one answer throughout."""
    counts: dict[str, int]
    """How often each pair of answers came, as ``agree / disagree``; of a blind sheet empty."""
    with_label: tuple[int, int]
    """In how many rows each reviewer says what our label says."""


class Agreement(Record):
    """The whole of it. ``mend``: items whose label both reviewers reject, for us to mend or to stand by."""

    sheet: str
    blind: bool
    kinds: tuple[KindAgreement, ...]
    """All together first, then each kind that there are rows of."""
    disagreements: tuple[Judged, ...]
    mend: tuple[Judged, ...]


def agreement(sheet: Sheet, first: dict[str, Reading], second: dict[str, Reading]) -> Agreement:
    """The agreement of two readings of a sheet, by row id, as ``read_sheet`` gives them."""
    judged = [_judged(item, sheet.blind, first[item.row], second[item.row]) for item in sheet.items]
    return Agreement(
        sheet=sheet.version,
        blind=sheet.blind,
        kinds=tuple(_kinds(judged, sheet.blind)),
        disagreements=tuple(one for one in judged if one.first.said != one.second.said),
        mend=tuple(one for one in judged if _rejected(one, sheet.blind)),
    )


def _judged(item: Item, blind: bool, first: Reading, second: Reading) -> Judged:
    return Judged(
        row=item.row,
        sample=item.sample,
        kind=item.kind,
        label=item.answer if blind else item.says,
        segment=item.segment,
        first=first,
        second=second,
    )


def _rejected(one: Judged, blind: bool) -> bool:
    if one.first.said != one.second.said:
        return False
    return one.first.said not in (one.label, CANNOT_TELL) if blind else one.first.said == Verdict.DISAGREE


def _kinds(judged: Pairs, blind: bool) -> Iterator[KindAgreement]:
    yield _of("all", judged, blind)
    for kind in ItemKind:
        if some := [one for one in judged if one.kind is kind]:
            yield _of(kind, some, blind)


def _of(kind: str, judged: Pairs, blind: bool) -> KindAgreement:
    said = [(one.first.said, one.second.said) for one in judged]
    agreed = sum(a == b for a, b in said)
    ours = [(one.label, one.label) if blind else (Verdict.AGREE, Verdict.AGREE) for one in judged]
    return KindAgreement(
        kind=kind,
        rows=len(said),
        agreed=agreed,
        raw=agreed / len(said) if said else None,
        kappa=kappa([a for a, _ in said], [b for _, b in said]),
        counts={} if blind else {f"{a} / {b}": n for (a, b), n in sorted(Counter(said).items())},
        with_label=(
            sum(a == mine for (a, _), (mine, _) in zip(said, ours, strict=True)),
            sum(b == mine for (_, b), (mine, _) in zip(said, ours, strict=True)),
        ),
    )
