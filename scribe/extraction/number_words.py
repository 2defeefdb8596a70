"""Numbers spelled in words: how many words one number takes, and what it is in digits."""

from collections.abc import Sequence

LONGEST = 8
"""Words of the longest number: "one thousand two hundred and twenty five"."""

_SMALL_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_SMALL = {word: number for number, word in enumerate(_SMALL_WORDS.split(" "))}
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * number for number, word in enumerate(_TENS_WORDS.split(" "), start=2)}


def spelled_number(words: Sequence[str]) -> tuple[str, int]:
    """The number that a run of canonical words begins with, in digits, and how many words it takes, else 0."""
    for read in (_year, _with_half, _decimal):
        value, used = read(words)
        if used:
            return value, used
    whole, used = _whole(words)
    return (str(whole), used) if used else ("", 0)


_MEASURES = (
    "years year months month weeks week days day hours hour minutes minute seconds milligrams micrograms grams "
    "milliliters pounds kilos kilograms degrees percent times inches feet steps blocks miles pills tablets"
)
_NOT_BEHIND_A_YEAR = frozenset(_MEASURES.split(" "))
"""Behind these two numbers are a range: "twenty thirty minutes"."""


def _year(words: Sequence[str]) -> tuple[str, int]:
    """ "Nineteen ninety eight", "twenty twenty one"."""
    century = {"nineteen": 19, "twenty": 20}.get(words[0])
    rest, used = _below_hundred(words, 1)
    is_range = bool(_NOT_BEHIND_A_YEAR & set(words[1 + used : 2 + used]))
    return (f"{century}{rest}", 1 + used) if century and rest >= 10 and not is_range else ("", 0)


def _with_half(words: Sequence[str]) -> tuple[str, int]:
    """ "Three and a half"."""
    whole, used = _whole(words)
    half = used and tuple(words[used : used + 3]) == ("and", "a", "half")
    return (f"{whole}.5", used + 3) if half else ("", 0)


def _decimal(words: Sequence[str]) -> tuple[str, int]:
    """ "Two point five", "zero point two five"."""
    whole, used = _whole(words)
    if not used or words[used : used + 1] != ["point"]:
        return "", 0
    digits = ""
    for word in words[used + 1 :]:
        if _SMALL.get(word, 10) > 9:
            break
        digits += str(_SMALL[word])
    return (f"{whole}.{digits}", used + 1 + len(digits)) if digits else ("", 0)


def _whole(words: Sequence[str]) -> tuple[int, int]:
    """A whole number with its hundreds and thousands."""
    value, used = _below_thousand(words, 0)
    if used and value and used < len(words) and words[used] == "thousand":
        rest_at = used + 1 + (words[used + 1 : used + 2] == ["and"])
        rest, rest_used = _below_thousand(words, rest_at)
        return (value * 1000 + rest, rest_at + rest_used) if rest_used else (value * 1000, used + 1)
    return value, used


def _below_thousand(words: Sequence[str], at: int) -> tuple[int, int]:
    value, used = _below_hundred(words, at)
    if not used and words[at : at + 2] == ["a", "hundred"]:
        value, used = 1, 1
    if not used or at + used >= len(words) or words[at + used] != "hundred" or not 0 < value < 100:
        return value, used
    value, used = value * 100, used + 1
    rest_at = at + used + (at + used < len(words) and words[at + used] == "and")
    rest, rest_used = _below_hundred(words, rest_at)
    return (value + rest, rest_at - at + rest_used) if rest_used else (value, used)


def _below_hundred(words: Sequence[str], at: int) -> tuple[int, int]:
    if at >= len(words):
        return 0, 0
    word = words[at]
    if word in _SMALL:
        return _SMALL[word], 1
    if word not in _TENS:
        return 0, 0
    unit = _SMALL.get(words[at + 1], 0) if at + 1 < len(words) else 0
    return (_TENS[word] + unit, 2) if 0 < unit < 10 else (_TENS[word], 1)
