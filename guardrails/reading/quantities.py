"""Quantities: small whole numbers as words or digits."""

_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBERS = {word: number for number, word in enumerate(_WORDS)} | {"a": 1, "an": 1}


def number_in(word: str) -> float | None:
    """The number a word or a numeral names, or None."""
    return float(word) if word.isdecimal() else _NUMBERS.get(word)
