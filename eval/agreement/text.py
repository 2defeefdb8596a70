"""The agreement as lines to read."""

from collections.abc import Iterator

from eval.agreement.agreement import Agreement, Judged, KindAgreement


def lines(found: Agreement) -> Iterator[str]:
    """The table, then what to mend, then where the reviewers differ."""
    yield f"sheet {found.sheet}, {'blind' if found.blind else 'open'}"
    yield f"{'':12} {'rows':>5} {'agreed':>7} {'raw':>6} {'kappa':>6}   first and second with our label"
    for kind in found.kinds:
        yield _row(kind)
    yield from _counts(found.kinds[0])
    yield f"both reject our label: {len(found.mend)}"
    yield from (_judged(one) for one in found.mend)
    yield f"the reviewers differ: {len(found.disagreements)}"
    yield from (_judged(one) for one in found.disagreements)


def _row(kind: KindAgreement) -> str:
    raw, kappa = (_number(value) for value in (kind.raw, kind.kappa))
    both = f"{kind.with_label[0]} and {kind.with_label[1]}"
    return f"{kind.kind:12} {kind.rows:5} {kind.agreed:7} {raw:>6} {kappa:>6}   {both}"


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"


def _counts(kind: KindAgreement) -> Iterator[str]:
    for pair, count in kind.counts.items():
        yield f"  {count:5} {pair}"


def _judged(one: Judged) -> str:
    both = "; ".join(
        f"{name}: {reading.said}{_more(reading.instead, 'instead')}{_more(reading.comment, 'comment')}"
        for name, reading in (("first", one.first), ("second", one.second))
    )
    at = f" at {one.segment}" if one.segment else ""
    return f"  {one.row} {one.sample}, {one.kind}{at}: {one.label}\n    {both}"


def _more(text: str, what: str) -> str:
    return f", {what} {text}" if text else ""
