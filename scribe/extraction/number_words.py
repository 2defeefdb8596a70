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


def _year(words: Sequence[str]) -> tuple[str, int]:
    """ "Nineteen ninety eight", "twenty twenty one"."""
    century = {"nineteen": 19, "twenty": 20}.get(words[0])
    rest, used = _below_hundred(words, 1)
    return (f"{century}{rest}", 1 + used) if century and rest >= 10 else ("", 0)


def _with_half(words: Sequence[str]) -> tuple[str, int]:
    """ "Three and a half"."""
    whole, used = _whole(words)
    half = used and tuple(words[used : used + 3]) == ("and", "a", "half")
    return (f"{whole}.5", used + 3) if half else ("", 0)


def _decimal(words: Sequence[str]) -> tuple[str, int]:
    """ "Two point five"."""
    whole, used = _whole(words)
    if not used or used + 1 >= len(words) or words[used] != "point" or words[used + 1] not in _SMALL:
        return "", 0
    return f"{whole}.{_SMALL[words[used + 1]]}", used + 2


def _whole(words: Sequence[str]) -> tuple[int, int]:
    """A whole number with its hundreds and thousands."""
    value, used = _below_thousand(words, 0)
    if used and value and used < len(words) and words[used] == "thousand":
        rest, rest_used = _below_thousand(words, used + 1)
        return value * 1000 + rest, used + 1 + rest_used
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
