"""Excludes1 verdicts against an independent, slower reading of the official XML (needs the source packages).

Nothing here is shared with the reader under test but the pairs it is asked about: the XML is parsed again, codes
with 7th characters are generated from it, and every note is expanded to the set of codes it names. Conditions on
characters are a table of phrases read by hand, so a phrase that is new in a later edition stops the test.
"""

import random
import re
import zipfile
from bisect import bisect_left
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from guardrails.code_sets import CodeSet, code_set_for
from guardrails.code_sets.excludes1 import exclusions
from guardrails.code_sets.tables import manifest

Pair = tuple[str, str]

# What stands after "with" in a note: the place of the first character meant, and what may stand from there on.
WITH = {
    "seventh character A": (7, "A"),
    "7th character B": (7, "B"),
    "open fracture 7th character": (7, "B C E F H J M N Q R"),
    "fifth character 1": (5, "1"),
    "fifth-character 1": (5, "1"),
    "5th character 1": (5, "1"),
    "fifth character 2": (5, "2"),
    "5th character 2": (5, "2"),
    "fifth character 4": (5, "4"),
    "fifth character 6": (5, "6"),
    "5th character .6": (5, "6"),
    "fifth character 9": (5, "9"),
    "5th character 9": (5, "9"),
    "fifth to sixth characters 51": (5, "51"),
    "final characters -20": (5, "20"),
    "final characters -21": (5, "21"),
    "final characters -22": (5, "22"),
    "final characters -23": (5, "23"),
    "final characters -28": (5, "28"),
    "final characters -90": (5, "90"),
    "final characters -92": (5, "92"),
    "final characters -93": (5, "93"),
    "ketoacidosis": (4, "1"),
    ".21": (4, "21"),
    ".29": (4, "29"),
    ".39": (4, "39"),
    ".41": (4, "41"),
    ".42": (4, "42"),
    ".43": (4, "43"),
    ".44": (4, "44"),
    ".51-.52": (4, "51 52"),
    ".52": (4, "52"),
    ".61-": (4, "61"),
    ".610": (4, "610"),
    ".62-": (4, "62"),
    ".620": (4, "620"),
    ".69-": (4, "69"),
}

# Notes in words only (CODING reference, section 4; M43.6 says the same): the injuries of the spine they mean.
SPINE = "S12 S13 S14 S15 S16 S202 S22 S23 S24 S29 S300 S32 S33 S34 S39"
CURRENT_INJURY = {
    "B:M50-M54": "current injury - see injury of spine by body region",
    "M43.1": "acute traumatic of sites other than lumbosacral- code to Fracture, vertebra, by region",
    "M43.6": "current injury - see Injury, of spine, by body region",
    "M48.5": "current injury - see Injury of spine, by body region",
    "B:G50-G59": "current traumatic nerve, nerve root and plexus disorders - see Injury, nerve by body region",
    "G54": "current traumatic nerve root and plexus disorders - see nerve injury by body region",
}


class SlowReading:
    """The codes of one edition, the lines above each, and the codes every Excludes1 note names. Without dots."""

    def __init__(self, xml: bytes, codes: CodeSet) -> None:
        self.above: dict[str, list[str]] = {}
        self.notes: dict[str, list[str]] = {}
        for chapter in ElementTree.fromstring(xml).iter("chapter"):
            self._chapter(chapter)
        self.codes = sorted(code for code in self.above if codes.billable(code))
        self.named = {line: [self._read(line, note) for note in notes] for line, notes in self.notes.items()}
        self.below: dict[str, list[str]] = defaultdict(list)
        for code in self.codes:
            for line in self.above[code]:
                self.below[line].append(code)

    def _chapter(self, chapter: Element) -> None:
        top = self._take("chapter " + chapter.findtext("name", ""), chapter)
        headings = [section for section in chapter.findall("section") if section.find("diag") is None]
        for section in chapter.findall("section"):
            spanning = [self._take("B:" + h.get("id", ""), h) for h in headings if _under(h, section)]
            for diagnosis in section.findall("diag"):
                self._walk(diagnosis, [top, *spanning, self._take("B:" + section.get("id", ""), section)], [])

    def _walk(self, diagnosis: Element, lines: list[str], seventh: list[str]) -> None:
        lines = [*lines, self._take(diagnosis.findtext("name", ""), diagnosis)]
        seventh = [e.get("char", "") for e in diagnosis.findall("sevenChrDef/extension")] or seventh
        for child in diagnosis.findall("diag"):
            self._walk(child, lines, seventh)
        if diagnosis.find("diag") is None:
            bare = lines[-1].replace(".", "")
            self.above |= dict.fromkeys([bare.ljust(6, "X") + end for end in seventh] or [bare], lines)

    def _take(self, name: str, element: Element) -> str:
        self.notes[name] = [" ".join("".join(n.itertext()).split()) for n in element.findall("excludes1/note")]
        return name

    def _read(self, line: str, note: str) -> set[str]:
        if CURRENT_INJURY.get(line) == note:
            return {code for stem in SPINE.split() for code in self._between(stem, stem) if code[6:] != "S"}
        inside = [text for text in re.findall(r"\(([^()]*)", note) if _words(text)]
        return set().union(*(self._part(text) for text in inside or [note]))

    def _part(self, text: str) -> set[str]:
        named: set[str] = set()
        before, end = "", 0
        for word in _words(text):
            ranged = re.fullmatch(r"[ .-]*(-|to)[ .-]*", text[end : word.start()]) if before else None
            named |= set(self._between(before if ranged else word[0], word[0]))
            before, end = word[0], word.end()
        condition = re.search(r"\bwith (.*)", text[end:])
        if not named or not condition:
            return named
        place, wanted = WITH[condition[1].strip()]
        return {code for code in named if code[place - 1 :].startswith(tuple(wanted.split()))}

    def _between(self, low: str, high: str) -> list[str]:
        low, high = low.replace(".", ""), high.replace(".", "")
        return self.codes[bisect_left(self.codes, low) : bisect_left(self.codes, high + "~")]

    def conflict(self, first: str, second: str) -> bool:
        """Whether a note on either code, or on a line above it, names the other."""
        ways = ((first, second), (second, first))
        notes = ((named, b) for a, b in ways for line in self.above[a] for named in self.named[line])
        return first != second and any(b in named for named, b in notes)

    def drawn_anywhere(self, chance: random.Random, count: int) -> list[Pair]:
        """Pairs of any two codes."""
        return [(chance.choice(self.codes), chance.choice(self.codes)) for _ in range(count)]

    def drawn_at_notes(self, chance: random.Random, count: int) -> list[Pair]:
        """A code under each note in turn, with one the note names or a direct neighbour of one."""
        notes = [(line, sorted(named)) for line, sets in self.named.items() for named in sets if named]
        chance.shuffle(notes)
        return [self._at(chance, *notes[n % len(notes)]) for n in range(count)]

    def _at(self, chance: random.Random, line: str, named: list[str]) -> Pair:
        inside = chance.choice(named)
        code, step = chance.choice([(inside, 0)] * 4 + [(inside, -1), (inside, 1), (named[0], -1), (named[-1], 1)])
        at = bisect_left(self.codes, code) + step
        return chance.choice(self.below[line]), self.codes[max(0, min(at, len(self.codes) - 1))]


def _words(text: str) -> list[re.Match[str]]:
    """What is written like a code; G6PD is not."""
    return list(re.finditer(r"(?<![\w.])(?:[A-Z]\d|QA)[0-9A-Z](?:\.[0-9A-Z]{1,4})?(?![0-9A-Za-z])", text))


def _under(heading: Element, section: Element) -> bool:
    """Whether all categories of a section lie in the span of a heading; the file lists both side by side."""
    low, high = heading.get("id", "").split("-")
    return all(low <= diagnosis.findtext("name", "") <= high for diagnosis in section.findall("diag"))


@cache
def _reading(wheel: Path, file: str, codes: CodeSet) -> SlowReading:
    return SlowReading(zipfile.ZipFile(wheel).read(file), codes)


def _slow(folder: Path, edition: str, day: date) -> SlowReading:
    source = next(e for e in manifest()["tabular"] if e["edition"] == edition)
    return _reading(folder / source["distribution"], source["file"], code_set_for(day))


# The last day an edition is the official text, the codes in force on it, and how many pairs to draw each way.
EDITIONS = pytest.mark.parametrize(
    ("edition", "day", "total", "count"),
    [("April 2025", date(2025, 9, 30), 74260, 1000), ("April 2026", date(2026, 9, 30), 74719, 6000)],
)


@EDITIONS
def test_no_code_is_left_out_of_the_draw(
    code_sources: Path, edition: str, day: date, total: int, count: int
) -> None:
    assert len(_slow(code_sources, edition, day).codes) == total


@EDITIONS
def test_pairs_have_the_verdict_of_the_slow_reading(
    code_sources: Path, edition: str, day: date, total: int, count: int
) -> None:
    slow, codes, chance = _slow(code_sources, edition, day), code_set_for(day), random.Random(20261120)

    pairs = slow.drawn_anywhere(chance, count) + slow.drawn_at_notes(chance, count)

    assert len(pairs) == 2 * count
    assert sum(slow.conflict(*pair) for pair in pairs) >= count // 2
    assert [pair for pair in pairs if bool(exclusions(codes, *pair)) is not slow.conflict(*pair)] == []
