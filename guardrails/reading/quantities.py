"""Quantities: small whole numbers as words or digits."""

_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBERS = {word: number for number, word in enumerate(_WORDS)} | {"a": 1, "an": 1}


_TENS = {"twenty": 20, "thirty": 30, "forty": 40}
_TEENS = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]


def count_in(words: str) -> int | None:
    """The whole number below fifty that "31", "thirty-one" or "ten" names, or None."""
    if words.isdecimal():
        return int(words)
    tens, _, ones = words.replace("-", " ").partition(" ")
    if tens in _TENS:
        return _TENS[tens] + (_NUMBERS.get(ones, 0) if ones in _WORDS[1:10] else 0)
    return next((n for n, word in enumerate(_WORDS + _TEENS) if word == words), None)


def number_in(word: str) -> float | None:
    """The number a word or a numeral names, or None."""
    return float(word) if word.isdecimal() else _NUMBERS.get(word)
