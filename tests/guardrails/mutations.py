"""Ways in which one sentence of a note is made wrong, one at a time: each class with the rule that must see it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

TOLD = ("History of present illness", "Past medical, family and social history")
Changed = Iterator[str]


@dataclass(frozen=True)
class Mutation:
    """``change`` gives the wrong sentences of a sentence in a section; ``floor``: the share that must be found."""

    name: str
    rule: str
    change: Callable[[str, str], Changed]
    floor: float = 0.95


def _each(pattern: str, text: str, replacement: Callable[[re.Match[str]], str]) -> Changed:
    """The text with each match replaced, one at a time."""
    for match in re.finditer(pattern, text):
        yield _capital(text[: match.start()] + replacement(match) + text[match.end() :])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lost_negation(text: str, section: str) -> Changed:
    lost = {
        "denies": "reports",
        "deny": "report",
        "there is no": "there is",
        "No": "",
        ": no ": ": ",
        "did not": "did",
        "without": "with",
        "can't": "can",
        "negative": "positive",
        "normal": "abnormal",
    }
    words = "|".join(rf"\b{word}\b" if word[0].isalpha() else word for word in lost)
    yield from _each(words, text, lambda match: lost[match.group()])


def _added_negation(text: str, section: str) -> Changed:
    opening = re.match(
        r"(Patient|Another person|A speaker not identified) reports|Clinician states(?! there)", text
    )
    if opening:
        who = opening.group().rsplit(" ", 1)[0]
        yield text.replace(opening.group(), f"{who} denies", 1)
    elif not text.startswith(("No ", "Patient ", "Clinician ", "Another ", "Uncertain", "Imaging: no")):
        yield f"No {text[:1].lower()}{text[1:]}"
    yield from _each(r" (is|are) (?!no\b)", text, lambda match: f" {match.group(1)} not ")
    yield from _each(r"\bpositive\b", text, lambda match: "negative")


def _side(text: str, section: str) -> Changed:
    sides = {"left": "right", "right": "left"}
    changed = re.sub(r"\b(left|right)\b", lambda match: sides[match.group().lower()], text, flags=re.IGNORECASE)
    if text.lower() != changed.lower() and not {"left", "right"} <= set(re.findall(r"\w+", text.lower())):
        yield changed


_PLACES = {
    "neck (cervical)": "thoracic spine", "low back (lumbar)": "thoracic spine", "lower back": "neck",
    "low back": "neck", "lumbar": "cervical", "neck": "thoracic", "cervical": "thoracic", "thoracic": "lumbar",
    "flank": "neck", "leg": "arm", "arm": "hip", "L5-S1": "L3-4", "L4-5": "L2-3", "L3-4": "L5-S1", "L1": "L4",
    "C5-6": "C3-4",
}  # fmt: skip


def _place(text: str, section: str) -> Changed:
    """Not in "straight leg raise", which is a test, and not to a place the sentence names already."""
    words = "|".join(rf"(?<!straight )\b{re.escape(word)}(?!\w)" for word in _PLACES)
    for match in re.finditer(words, text, flags=re.IGNORECASE):
        other = next(place for word, place in _PLACES.items() if word.lower() == match.group().lower())
        if other.split()[0] not in text.lower():
            yield _capital(text[: match.start()] + other + text[match.end() :])


_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "forty")


def _number(text: str, section: str) -> Changed:
    spoken = "|".join(_NUMBERS)
    number = rf"(?<![A-Z\d.-])\d+(?![\d.-])|\b(?:{spoken})\b(?! of)"
    fresh = next(n for n in range(13, 99) if str(n) not in text)
    yield from _each(number, text, lambda match: str(fresh) if match.group().isdigit() else "eleven")


_UNITS = {
    "day": "week", "days": "weeks", "week": "month", "weeks": "months", "month": "year", "months": "years",
    "year": "month", "years": "months", "hours": "days", "minutes": "hours", "milligrams": "grams",
    "degrees": "percent",
}  # fmt: skip


def _unit(text: str, section: str) -> Changed:
    yield from _each(rf"\b({'|'.join(_UNITS)})\b", text, lambda match: _UNITS[match.group()])


_DRUGS = {
    "naproxen": "ibuprofen", "ibuprofen": "naproxen", "paracetamol": "tramadol", "duloxetine": "gabapentin",
    "sertraline": "fluoxetine", "advil": "aleve", "percocet": "lyrica", "muscle relaxant": "opioid",
    "anti-inflammatories": "muscle relaxants",
}  # fmt: skip


def _drug(text: str, section: str) -> Changed:
    yield from _each(rf"(?i)\b({'|'.join(_DRUGS)})\b", text, lambda match: _DRUGS[match.group().lower()])


def _speaker(text: str, section: str) -> Changed:
    openings = {
        "Patient reports": "Clinician states",
        "Clinician states there is no": "Patient denies",
        "Clinician states": "Patient reports",
        "Patient denies": "Clinician states there is no",
        "Another person reports": "Clinician states",
        "A speaker not identified reports": "Clinician states",
    }
    found = next((opening for opening in openings if text.startswith(opening)), None)
    if found:
        yield text.replace(found, openings[found], 1)


def _no_speaker(text: str, section: str) -> Changed:
    told = re.match(r"(Patient|Another person) reports:? ", text)
    if section in TOLD and told:
        yield _capital(text[told.end() :])


def _past_as_current(text: str, section: str) -> Changed:
    changed = re.sub(r", (past|old)\b(?! the| medical)", "", text)
    if changed != text:
        yield changed


def _current_as_past(text: str, section: str) -> Changed:
    if not re.search(r", (past|old)\b|denies|only if|\(family", text) and section != "Plan":
        yield f"{text.rstrip('.')}, past."


def _planned_as_done(text: str, section: str) -> Changed:
    yield from _each(r"\bordered\b", text, lambda match: "completed")
    if section == "Plan" and "ordered" not in text and not text.startswith("No "):
        plain = text[:1].lower() + text[1:]
        yield f"Completed {plain}"
        yield f"Patient took {plain}"


def _relative_as_patient(text: str, section: str) -> Changed:
    changed = re.sub(r" \((family|other) history\)", "", text)
    if changed != text:
        yield changed


def _patient_as_relative(text: str, section: str) -> Changed:
    if "history)" not in text and section != "Plan":
        yield f"{text.rstrip('.')} (family history)."


def _affirmed(text: str, section: str) -> Changed:
    changed = re.sub(r"^Uncertain: | \(uncertain\)| \(stated with “[^”]*”\)", "", text)
    if changed != text:
        yield _capital(changed)


def _hedged(text: str, section: str) -> Changed:
    plain = section in ("Assessment", "Physical examination", "Diagnostic testing", "Chief complaint")
    if plain and not text.startswith(("Uncertain", "No ", "Patient ", "Clinician ", "Another ")):
        yield f"Possible {text[:1].lower()}{text[1:]}"


MUTATIONS = (
    Mutation("a lost negation", "NA102", _lost_negation),
    Mutation("an added negation", "NA102", _added_negation),
    Mutation("another number", "NA103", _number),
    Mutation("another unit", "NA103", _unit),
    Mutation("the other side", "NA104", _side),
    Mutation("another place", "NA105", _place),
    Mutation("another drug", "NA106", _drug),
    Mutation("another speaker", "NA107", _speaker),
    Mutation("no speaker", "NA107", _no_speaker, floor=0.2),
    Mutation("past as current", "NA108", _past_as_current),
    Mutation("current as past", "NA108", _current_as_past),
    Mutation("planned as done", "NA108", _planned_as_done),
    Mutation("a relative's as the patient's", "NA109", _relative_as_patient),
    Mutation("the patient's as a relative's", "NA109", _patient_as_relative),
    Mutation("uncertain as certain", "NA110", _affirmed),
    Mutation("certain as uncertain", "NA110", _hedged),
)
