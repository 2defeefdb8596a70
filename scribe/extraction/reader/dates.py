"""Dates as they are spoken: "on October twelfth", "the beginning of March", "back in 1998"."""

import re

_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_UNITS = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
_DAY = (
    rf"(?:\d{{1,2}}(?: ?(?:st|nd|rd|th))?\b|(?:twenty|thirty)[- ]{_UNITS}|{_UNITS}|tenth|eleventh|twelfth|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth)"
)
_TEENS = r"(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TENS = rf"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ]{_ONES})?"
_YEAR = rf"(?:(?:19|20)\d\d|(?:nineteen|twenty) (?:{_TEENS}|{_TENS})|two thousand(?:(?: and)? (?:\w+teen|\w+))?)\b"
_PART = r"(?:(?:the )?(?:very )?(?:beginning|start|middle|end|first week|last week) of|early|late|mid)"
_LEAD = r"(?:(?:back|on|in|since|around|about|at|from|by|early|late) )"
DATE = re.compile(
    rf"\b{_LEAD}*(?:{_PART} {_MONTH}(?: (?:of )?{_YEAR})?|{_MONTH} (?:the )?{_DAY}(?:,? {_YEAR})?"
    rf"|(?:the )?{_DAY} of {_MONTH}(?: {_YEAR})?|(?:the )?(?:spring|summer|fall|autumn|winter) of {_YEAR}|{_YEAR})"
    rf"|\b(?:back|since|in) (?:in )?{_MONTH}(?: (?:of )?{_YEAR})?"
)
"""A day, a part of a month, or a year, with the words that lead to it."""
MONTH_OF_A_YEAR = re.compile(rf"\b{_MONTH} (?:of )?{_YEAR}|\b(?:spring|summer|fall|autumn|winter) of {_YEAR}")
"""A time told by its year and not by its day: it may be long ago, and the year of the visit is not known here."""
BEGINS = re.compile(
    r"\b(?:start(?:s|ed)?|began|begun|begins?|came on|comes? on|set in|came|onset|hurt|hurting|aching|noticed|"
    r"flared|going on|goes back|dates)(?: (?!when|after|with|my|a|an)[\w']+){0,2} $"
)
"""What is said right before the date of a beginning."""
