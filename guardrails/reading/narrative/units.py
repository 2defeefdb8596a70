"""Units: the words for numbers, for what they count, and for how often."""

from guardrails.reading.lexicon import words as listed

SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {"hundred": 100, "thousand": 1000}
VAGUE = {"few": "few", "several": "few", "many": "many", "last": "last", "next": "next"}
FIXED = {"couple": 2.0, "dozen": 12.0, "half": 0.5}
NUMBER_WORDS = frozenset({*SMALL, *SCALES, *VAGUE, *FIXED, "once", "twice", "outof"})

_UNITS = """
time 1 minute minutes min mins
time 60 hour hours hr hrs h
time 1440 day days night nights
time 10080 week weeks wk wks
calendar 1 month months mo mos
calendar 12 year years yr yrs
age 1 yearold
mass 0.001 mcg microgram micrograms
mass 1 mg mgs milligram milligrams milligramme milligrammes
mass 1000 g gram grams
volume 1 ml milliliter milliliters cc
units 1 unit units
degrees 1 degree degrees
percent 1 percent
weight 1 lb lbs pound pounds
weight 2.2 kg kilo kilos kilogram kilograms
pieces 1 tablet tablets tab tabs pill pills capsule capsules
distance 1 block blocks
distance 20 mile miles
frequency 1 times
"""
UNITS = {
    word: (scale, float(size))
    for scale, size, *words in (line.split() for line in _UNITS.strip().splitlines())
    for word in words
}
PER_DAY = {
    "daily": 1.0, "nightly": 1.0, "qd": 1.0, "qhs": 1.0, "bid": 2.0, "tid": 3.0, "qid": 4.0, "q4h": 6.0,
    "q6h": 4.0, "q8h": 3.0, "q12h": 2.0,
}  # fmt: skip
TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
EACH = frozenset({"a", "an", "per", "every", "each", "/", "in"})
PARTS_OF_DAY = frozenset({"morning", "evening", "night", "bedtime"})
DATES = listed(
    "january february april june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday"
)
