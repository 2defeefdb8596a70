"""Quantities as they are spoken: counts, durations, degrees, scores."""

import re
from dataclasses import dataclass

_SMALL = {
    "zero": 0, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "couple": 2, "half": 0.5,
}  # fmt: skip
_UNITS = "|".join(word for word in _SMALL if word not in ("couple", "half", "a", "an"))
COUNT = rf"(?:\d+(?:\.\d+)?|(?:(?:{_UNITS})|an? (?:hundred|thousand))(?:[- ](?:hundred|thousand|{_UNITS})\b)*)"
"""A number in digits or words, as one alternation without groups; "a" alone is none."""
NUMBER = rf"(?:{COUNT}|an?)"
"""A number, or "a" for one."""

_DURATION = re.compile(
    rf"\b(?:(?P<about>about|around|roughly|almost|nearly|over|more than|less than|"
    rf"at least|maybe|probably|like|the past|the last|past|last)\s)*"
    rf"(?P<count>(?:a )?couple(?: of)?|a few|several|many|half an?|{NUMBER}(?:(?: or |"
    rf"-| to ){NUMBER})?(?: and a half)?)\s"
    r"(?P<unit>hour|day|night|week|month|year)s?(?P<half> and a half)?\b"
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A stretch of time as said. ``count`` is None where it was vague ("a few", "four or five")."""

    count: float | None
    unit: str
    start: int
    end: int


def number_of(words: str) -> float | None:
    """The number that words or digits say, or None."""
    try:
        return float(words)
    except ValueError:
        pass
    total, current, seen = 0.0, 0.0, False
    for word in re.split(r"[- ]", words):
        if word == "hundred":
            current = (current or 1) * 100
        elif word == "thousand":
            total, current = total + (current or 1) * 1000, 0.0
        elif word in _SMALL:
            current += _SMALL[word]
        elif word not in ("and", "of"):
            return None
        seen = True
    return total + current if seen else None


def durations(text: str) -> tuple[Duration, ...]:
    """The durations in a text, in order."""
    return tuple(_duration(match) for match in _DURATION.finditer(text))


def _duration(match: re.Match[str]) -> Duration:
    words = match.group("count")
    count: float | None
    if words in ("a few", "several", "many") or re.search(r" or | to |\d-\d", words):
        count = None
    elif words.startswith("half"):
        count = 0.5
    else:
        halves = words.endswith(" and a half") or bool(match.group("half"))
        bare = words.removesuffix(" and a half").removeprefix("a couple").removeprefix("couple")
        count = 2.0 if "couple" in words else number_of(bare)
        count = count + 0.5 if count is not None and halves else count
    unit = "day" if match.group("unit") == "night" else match.group("unit")
    return Duration(count, unit, match.start(), match.end())


_SCORE = re.compile(
    rf"\b(?P<low>{COUNT})(?:(?: or | to |-| and a half)(?P<high>{COUNT})?)?\s?(?:/\s?10\b|"
    rf"out of (?:a )?(?:10|ten)\b)|(?P<slash>\d{{1,2}}(?:\.\d)?(?:-\d{{1,2}})?)/10\b"
)


@dataclass(frozen=True, slots=True)
class Score:
    """A pain score: a number from 0 to 10 where one was said, else the words."""

    value: int | float | str
    start: int
    end: int


def scores(text: str) -> tuple[Score, ...]:
    """The scores "out of ten" in a text."""
    return tuple(
        Score(
            score_value(match.group("low") or match.group("slash"), match.group("high")), match.start(), match.end()
        )
        for match in _SCORE.finditer(text)
    )


def score_value(low: str, high: str | None = None) -> int | float | str:
    """A score as a number from 0 to 10; a range or a number beyond the scale stays words."""
    number = number_of(low)
    if high or number is None or not 0 <= number <= 10:
        return f"{low} to {high}" if high else low
    return int(number) if number == int(number) else number
