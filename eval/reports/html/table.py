"""Table: one whose rows become cards where the page is narrow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.reports.html.tags import Html, joined, tag


@dataclass(frozen=True)
class Column:
    """A column. ``number``: its cells are figures, set flush right."""

    title: str
    number: bool = False


@dataclass(frozen=True)
class Row:
    """The cells of a row, the first of which names it."""

    cells: Sequence[str]
    class_: str | None = None
    key: str | None = None
    """By which the script finds the row."""


def table(caption: str, columns: Sequence[Column], rows: Iterable[Row], class_: str = "cards") -> Html:
    """The table. ``class_`` is ``cards``, or ``narrow`` for one that fits a small screen as it is.

    Roles are said outright, for a browser forgets them where the style lays rows out as cards.
    """
    heads = (tag("th", column.title, scope="col", role="columnheader", class_=_class(column)) for column in columns)
    return tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", *heads, role="row"), role="rowgroup"),
        tag("tbody", joined(_row(columns, row) for row in rows), role="rowgroup"),
        role="table",
        class_=class_,
    )


def _row(columns: Sequence[Column], row: Row) -> Html:
    name, *others = zip(columns, row.cells, strict=True)
    cells = (
        tag("td", tag("div", cell), role="cell", data_label=column.title, class_=_class(column))
        for column, cell in others
    )
    head = tag("th", name[1], scope="row", role="rowheader")
    return tag("tr", head, *cells, role="row", class_=row.class_, data_key=row.key)


def _class(column: Column) -> str | None:
    return "number" if column.number else None
