"""Short pieces of talk with the facts they hold, in ``*.toml`` beside this file.

``said``: lines, ``C:`` the clinician, ``P:`` the patient. ``hears``: facts that must be found, written
``kind value, status, attribute=value``; without a status a fact must be stated of the patient (denied, uncertain,
past, planned and hypothetical are written out); ``*`` is any value, open values need only contain the words, and
`` | `` offers alternatives. ``silent``: kinds, or a kind and a value, of which nothing else may be stated of the
patient. ``missed``: why the reader does not get this one yet.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scribe.schema.facts import Fact
from scribe.schema.terms import Assertion, Experiencer, FactKind, Temporality

_HERE = Path(__file__).parent
_ASSERTIONS = {each.value for each in Assertion}
_TIMES = {each.value for each in Temporality}
_OPEN = frozenset(FactKind) - {
    *(FactKind.REGION, FactKind.LATERALITY, FactKind.RADIATION, FactKind.CHRONICITY, FactKind.RANGE_OF_MOTION),
    FactKind.RED_FLAG,
}
"""Kinds whose value is open text."""


@dataclass(frozen=True)
class Case:
    """A piece of talk."""

    file: str
    said: tuple[str, ...]
    hears: tuple[str, ...]
    silent: tuple[str, ...]
    missed: str

    @property
    def half(self) -> str:
        """``tuned``: the half that the reader was extended with. ``held out``: the other, drawn by a hash.

        The misses of the half held out were looked at once it had been measured (docs/evaluation.md).
        """
        drawn = hashlib.sha256(" / ".join(self.said).encode()).digest()[0]
        return "held out" if drawn % 2 else "tuned"

    def faults(self, facts: Sequence[Fact]) -> Iterator[str]:
        """What is missing from the facts, and what must not be among them."""
        expected: list[Fact] = []
        for wanted in self.hears:
            found = [fact for fact in facts if any(_is(fact, each) for each in wanted.split(" | "))]
            expected += found
            if not found:
                yield f"missing {wanted}"
        for kept in self.silent:
            yield from (
                f"not {kept}: {fact.value} {fact.assertion}"
                for fact in facts
                if fact not in expected and _is_stated(fact) and _names(fact, kept)
            )


def cases() -> tuple[Case, ...]:
    """All cases in the order of the files."""
    return tuple(_case(path.stem, row) for path in sorted(_HERE.glob("*.toml")) for row in _rows(path))


def _rows(path: Path) -> list[dict[str, list[str] | str]]:
    rows: list[dict[str, list[str] | str]] = tomllib.loads(path.read_text("utf-8"))["case"]
    return rows


def _case(file: str, row: dict[str, list[str] | str]) -> Case:
    unknown = row.keys() - {"said", "hears", "silent", "missed"}
    if unknown:
        raise ValueError(f"{file}: {unknown} in {row['said']}")
    lists = {name: tuple(row.get(name, ())) for name in ("said", "hears", "silent")}
    return Case(file=file, **lists, missed=str(row.get("missed", "")))


def _is(fact: Fact, wanted: str) -> bool:
    """Whether a fact is the wanted one, with its status and attributes."""
    named, *more = wanted.split(", ")
    plain = {word for word in more if "=" not in word}
    details = dict(word.split("=") for word in more if "=" in word)
    assertion = next(iter(plain & _ASSERTIONS), Assertion.DOCUMENTED.value)
    times = plain & _TIMES
    return (
        _names(fact, named)
        and fact.assertion.value == assertion
        and fact.experiencer is Experiencer.PATIENT
        and (not times or fact.temporality.value in times)
        and all(str(getattr(fact.attributes, name)) == value for name, value in details.items())
    )


def _names(fact: Fact, named: str) -> bool:
    kind, _, value = named.partition(" ")
    if fact.kind != kind or value in ("", "*"):
        return fact.kind == kind
    if fact.kind in _OPEN:
        return value.lower() in str(fact.value).lower()
    return str(fact.value) == value


def _is_stated(fact: Fact) -> bool:
    """Stated, or put as possible, of the patient and not only of what may come or is ordered."""
    return (
        fact.assertion is not Assertion.DENIED
        and fact.experiencer is Experiencer.PATIENT
        and fact.temporality in (Temporality.CURRENT, Temporality.PAST)
        and getattr(fact.attributes, "injury", None) != "none"
        and getattr(fact.attributes, "status", None) != "ordered"
    )
