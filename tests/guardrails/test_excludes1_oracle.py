"""Excludes1 verdicts against an independent, slower reading of the official XML (needs the source packages)."""

import random
import re
import zipfile
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from guardrails.code_sets import code_set_for
from guardrails.code_sets.curated import FREE_TEXT
from guardrails.code_sets.excludes1 import exclusions
from guardrails.code_sets.tables import manifest

SOURCES = Path(__file__).parents[2] / ".cache" / "code-sources"
PAIRS = 3000


class SlowReading:
    """Parents and Excludes1 notes straight from the XML; each note expanded to the set of codes it covers."""

    def __init__(self, xml: bytes) -> None:
        self.parent: dict[str, str] = {}
        self.notes: dict[str, list[str]] = {}
        for chapter in ElementTree.fromstring(xml).iter("chapter"):
            for section in chapter.findall("section"):
                self._take("B:" + section.get("id", ""), section, "")
                for diagnosis in section.findall("diag"):
                    self._walk(diagnosis, "B:" + section.get("id", ""))
        self.codes = sorted(name for name in self.parent if not name.startswith("B:"))
        self.covered = {node: [self._expand(text) for text in texts] for node, texts in self.notes.items()}

    def _walk(self, diagnosis: ElementTree.Element, parent: str) -> None:
        name = diagnosis.findtext("name", "")
        self._take(name, diagnosis, parent)
        for child in diagnosis.findall("diag"):
            self._walk(child, name)

    def _take(self, name: str, element: ElementTree.Element, parent: str) -> None:
        self.parent[name] = parent
        self.notes[name] = [" ".join("".join(n.itertext()).split()) for n in element.findall("excludes1/note")]

    def _expand(self, text: str) -> set[str]:
        found: set[str] = set()
        for inside in re.findall(r"\(([^()]*)\)?", text):
            if "with " in inside:
                continue
            for part in re.split(r",|;| and ", inside):
                found |= self._part(part.strip().rstrip("-. "))
        return found

    def _part(self, part: str) -> set[str]:
        ends = [end.strip(" .-") for end in re.split(r"(?<=[0-9A-Z.\-])\s*-+\s*(?=[A-Z]\d)", part)]
        if not all(re.fullmatch(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?", end) for end in ends) or len(ends) > 2:
            return set()
        return set(self.codes[bisect_left(self.codes, ends[0]) : bisect_left(self.codes, ends[-1] + "~")])

    def line(self, code: str) -> Iterator[str]:
        while code:
            yield code
            code = self.parent.get(code, "")

    def conflict(self, first: str, second: str) -> bool:
        return first != second and (self._one_way(first, second) or self._one_way(second, first))

    def _one_way(self, holder: str, excluded: str) -> bool:
        return any(excluded in covered for node in self.line(holder) for covered in self.covered[node])


@pytest.fixture(scope="module")
def slow() -> SlowReading:
    edition = manifest()["tabular"][-1]
    wheel = SOURCES / edition["distribution"]
    if not wheel.is_file():
        pytest.skip("the source packages are not in .cache/code-sources (build.py --fetch brings them)")
    return SlowReading(zipfile.ZipFile(wheel).read(edition["file"]))


def _unlike(slow: SlowReading, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    codes = code_set_for(date(2026, 9, 30))
    return [(a, b) for a, b in pairs if bool(exclusions(codes, a, b)) is not slow.conflict(a, b)]


def _readable(slow: SlowReading, code: str) -> bool:
    """No note above the code is free text with a curated table or holds a character condition."""
    texts = [text for node in slow.line(code) for text in slow.notes[node]]
    return not any(node in FREE_TEXT for node in slow.line(code)) and not any(
        "character" in t or "with ." in t for t in texts
    )


def test_random_pairs_have_the_verdict_of_the_slow_reading(slow: SlowReading) -> None:
    chance = random.Random(20261120)
    readable = [code for code in slow.codes if _readable(slow, code)]

    pairs = [(chance.choice(readable), chance.choice(readable)) for _ in range(PAIRS)]
    assert _unlike(slow, pairs) == []


def test_pairs_inside_and_beside_the_notes_have_the_verdict_of_the_slow_reading(slow: SlowReading) -> None:
    chance = random.Random(20261121)
    holders = [
        c for c in slow.codes if _readable(slow, c) and any(s for n in slow.line(c) for s in slow.covered[n])
    ]

    pairs = []
    for holder in chance.choices(holders, k=PAIRS):
        covered = chance.choice([s for node in slow.line(holder) for s in slow.covered[node] if s])
        at = slow.codes.index(chance.choice(sorted(covered))) + chance.choice((-1, 0, 0, 0, 1))
        other = slow.codes[max(0, min(at, len(slow.codes) - 1))]
        if _readable(slow, other):
            pairs.append((holder, other))

    assert sum(slow.conflict(*pair) for pair in pairs) > PAIRS // 3
    assert _unlike(slow, pairs) == []
