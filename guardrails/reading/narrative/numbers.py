"""Numbers: every quantity a text names, with its unit brought to one scale: 3 weeks and 21 days are the same.

Digits and words, "a couple", halves, ranges (both ends count), "7 out of 10" and "5/5", doses and how often.
Levels of the spine ("L4-5") are places, not numbers.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from guardrails.reading.narrative.units import (
    DATES,
    EACH,
    FIXED,
    PARTS_OF_DAY,
    PER_DAY,
    SCALES,
    SMALL,
    TIMES,
    UNITS,
    VAGUE,
)
from guardrails.reading.narrative.words import words_of

_LEVEL = re.compile(r"^[ctls]\d{1,2}$")


class Quantity(NamedTuple):
    """A quantity on its scale (``bare`` without a unit), the words that say it, and where they stand."""

    scale: str
    size: float | str
    words: str
    at: int
    plain: float | None = None
    """The number as written, before its unit was brought to the scale."""


@lru_cache(maxsize=4096)
def quantities_in(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text in order."""
    words = words_of(text)
    found: list[Quantity] = []
    at = 1 if words[:1] and words[0].isdigit() and words[1:2] in ((".",), (")",)) else 0
    while at < len(words):
        read = _at(words, at)
        found += read[0]
        at = read[1]
    return tuple(found)


def _at(words: tuple[str, ...], at: int) -> tuple[list[Quantity], int]:
    """The quantities that begin at this word, and where reading goes on."""
    word = words[at]
    if word in DATES:
        return [Quantity("date", word, word, at)], at + 1
    if word in PER_DAY:
        return [Quantity("rate", PER_DAY[word], word, at)], at + 1
    if word == "every" and (every := _every(words, at)):
        return every
    if _LEVEL.match(word):
        return [], _behind_level(words, at)
    if word in TIMES:
        return _how_often(words, at, TIMES[word], at + 1)
    number, end = _number(words, at)
    if number is None:
        return _one_unit(words, at)
    if number is not None and at and words[at - 1] in ("c", "t", "l", "s") and number <= 12:
        return [], end
    return _measured(words, at, number, end)


def _measured(words: tuple[str, ...], at: int, number: float, end: int) -> tuple[list[Quantity], int]:
    """A number with what stands behind it: a range, "out of 10", a unit, "times a day"."""
    numbers = [number]
    if _word(words, end) in ("to", "-", "or") and (second := _number(words, end + 1))[0] is not None:
        numbers, end = [number, second[0]], second[1]
    if behind := _behind_date(words, at, end):
        return [], behind
    end += _word(words, end) == "+"
    if _word(words, end) in ("outof", "/", "of") and (whole := _number(words, end + 1))[0] is not None:
        said = " ".join(words[at : whole[1]])
        return [Quantity(f"of {whole[0]:g}", n, said, at, n) for n in numbers], whole[1]
    if _word(words, end) in ("and", "&") and words[end + 1 : end + 3] == ("a", "half"):
        numbers, end = [n + 0.5 for n in numbers], end + 3
    if _word(words, end) == "times":
        return _how_often(words, at, numbers[-1], end + 1)
    return _with_unit(words, at, numbers, end)


def _behind_date(words: tuple[str, ...], at: int, end: int) -> int:
    """Where ``06/04/2021`` or ``11/2020`` ends; 0 where it is a fraction."""
    parts = [words[at]]
    while _word(words, end) == "/" and _word(words, end + 1).isdigit():
        parts.append(words[end + 1])
        end += 2
    is_date = len(parts) == 3 or (len(parts) == 2 and (len(parts[1]) == 4 or parts[0].startswith("0")))
    return end if is_date else 0


def _with_unit(words: tuple[str, ...], at: int, numbers: list[float], end: int) -> tuple[list[Quantity], int]:
    behind = end + (_word(words, end) in ("of", "a", "an", "more", "-"))
    unit = UNITS.get(_word(words, behind))
    if unit is None:
        bare = [] if numbers == [1.0] and words[at] == "one" else numbers
        return [Quantity("bare", n, " ".join(words[at:end]), at, n) for n in bare], end
    scale, size = unit
    said = " ".join(words[at : behind + 1])
    found = [Quantity(scale, round(n * size, 4), said, at, n) for n in numbers]
    return _with_rate(words, found, behind + 1)


def _with_rate(words: tuple[str, ...], found: list[Quantity], end: int) -> tuple[list[Quantity], int]:
    """``800 mg a day``: the "a day" is how often, not one day."""
    unit = UNITS.get(_word(words, end + 1))
    rated = _word(words, end) in EACH - {"in", "every"} and found[0].scale not in ("time", "calendar", "age")
    if unit is None or not rated or unit[0] not in ("time", "calendar"):
        return found, end
    return [*found, _rate(words, end, 1.0, unit, end + 2)], end + 2


def _how_often(words: tuple[str, ...], at: int, count: float, end: int) -> tuple[list[Quantity], int]:
    """``twice a day``, ``three times daily``; without a span only the count."""
    if _word(words, end) == "daily":
        return [Quantity("rate", count, " ".join(words[at : end + 1]), at, count)], end + 1
    unit = UNITS.get(_word(words, end + 1))
    if _word(words, end) in EACH and unit is not None:
        return [_rate(words, at, count, unit, end + 2)], end + 2
    if words[at] == "once" and _word(words, end) != ".":
        return [], end
    return [Quantity("bare", count, " ".join(words[at:end]), at, count)], end


def _rate(words: tuple[str, ...], at: int, count: float, unit: tuple[str, float], end: int) -> Quantity:
    scale, size = unit
    days = size / 1440 if scale == "time" else size * 30
    return Quantity("rate", round(count / days, 4), " ".join(words[at:end]), at, count)


def _every(words: tuple[str, ...], at: int) -> tuple[list[Quantity], int] | None:
    """``every six hours`` is four times a day; ``every morning`` once."""
    number, end = _number(words, at + 1)
    unit = UNITS.get(_word(words, end))
    if unit and unit[0] in ("time", "calendar"):
        size = unit[1] * (number or 1.0) * (1 if unit[0] == "time" else 43200)
        return [Quantity("rate", round(1440 / size, 4), " ".join(words[at : end + 1]), at)], end + 1
    if _word(words, at + 1) in PARTS_OF_DAY:
        return [Quantity("rate", 1.0, " ".join(words[at : at + 2]), at)], at + 2
    return None


def _one_unit(words: tuple[str, ...], at: int) -> tuple[list[Quantity], int]:
    """``a month`` is one month, ``a few weeks`` a vague number of them."""
    word = words[at]
    if word in VAGUE and not (word == "next" and _word(words, at + 1) == "day"):
        named = next((w for w in words[at + 1 : at + 4] if w in UNITS), None)
        return (
            [Quantity("vague", f"{VAGUE[word]} {UNITS[named]}", f"{word} {named}", at)] if named else []
        ), at + 1
    if word in UNITS and UNITS[word][0] in ("time", "calendar") and _word(words, at + 1) in ("ago", "", "."):
        return [Quantity(*UNITS[word], word, at, 1.0)], at + 1
    unit = UNITS.get(_word(words, at + 1)) if word in ("a", "an") else None
    if unit and unit[0] in ("time", "calendar"):
        said = " ".join(words[at : at + 2])
        return [Quantity(unit[0], unit[1], said, at, 1.0)], at + 2
    return [], at + 1


def _number(words: tuple[str, ...], at: int) -> tuple[float | None, int]:
    """The number that begins at this word and where it ends; "a couple of" and "half a" are numbers."""
    word = _word(words, at)
    if word == "a" and _word(words, at + 1) in (*FIXED, "hundred"):
        return _number(words, at + 1)
    if word in FIXED:
        return FIXED[word], at + 1 + (_word(words, at + 1) in ("of", "a", "an"))
    if word[:1].isdigit():
        plain = word.replace(",", "")
        return (float(plain), at + 1) if plain.replace(".", "", 1).isdigit() else (None, at + 1)
    return _spoken(words, at)


def _spoken(words: tuple[str, ...], at: int) -> tuple[float | None, int]:
    total = current = 0.0
    end = at
    while (word := _word(words, end)) in SMALL or word in SCALES:
        if word in SCALES:
            current = (current or 1.0) * SCALES[word]
        elif current % 100 and (current % 10 or SMALL[word] > 9):
            break
        else:
            current += SMALL[word]
        if word == "thousand":
            total, current = total + current, 0.0
        end += 1
    if end > at and _word(words, end) == "point" and _word(words, end + 1) in SMALL:
        return total + current + SMALL[words[end + 1]] / 10, end + 2
    return (total + current, end) if end > at else (None, at + 1)


def _behind_level(words: tuple[str, ...], at: int) -> int:
    """``L4-5`` and ``L4/5`` end behind the second number."""
    joined = _word(words, at + 1) in ("-", "/") and _word(words, at + 2).isdigit()
    return at + 3 if joined else at + 1


def _word(words: tuple[str, ...], at: int) -> str:
    return words[at] if at < len(words) else ""
