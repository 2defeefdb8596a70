"""A page read back: its elements in order, each with its attributes, its text and what it stands in."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta"}


@dataclass(eq=False)
class Element:
    """An element. ``inside`` are its ancestors, the outermost first."""

    name: str
    attributes: dict[str, str]
    inside: tuple["Element", ...]
    text: str = ""
    """All text in it, that of its children too."""


@dataclass
class ParsedPage(HTMLParser):
    """The elements of a document. An element that is not closed in order is an AssertionError."""

    document: str
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []
        self.feed(self.document)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.elements.append(found)
        if tag not in _VOID:
            self._open.append(found)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().name == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, name: str, class_: str | None = None) -> list[Element]:
        """The elements of a name, and of a class where one is given."""
        of_name = [one for one in self.elements if one.name == name]
        return [one for one in of_name if class_ is None or class_ in one.attributes.get("class", "").split()]

    def rows(self, caption: str) -> list[list[str]]:
        """The text of the cells of each row in the bodies of all tables of a caption."""
        tables = [one.inside[-1] for one in self.all("caption") if one.text == caption]
        found = [row for row in self.all("tr") if row.inside[-1].name == "tbody" and row.inside[-2] in tables]
        return [[c.text.strip() for c in self.elements if c.inside[-1:] == (row,)] for row in found]
