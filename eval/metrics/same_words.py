"""Words for the same: whether what a note or a fact says stands in other words in what was said.

A word stands there where the words have its stem, a word that begins with it, or one of its group of words for the
same.
"""

from collections.abc import Iterable

from eval.metrics.listed import listed
from eval.metrics.note_words import numbers, plain

LIGHT = listed(
    "a an and are as at be been being but by can could did do does for from had has have he her his i if in into "
    "is it its me my no nor not of off on or our over she so some than that the their them then there these they "
    "this to too under up was we were when which while who will with would you your without none never "
    "patient patients clinician provider speaker states stated state reports reported report denies denied deny "
    "describes described says said notes noted endorses site pain chronicity onset duration mechanism radiation "
    "function movement side severity treatment history warning signs diagnosis imaging uncertain family planned "
    "past view own visit today current currently present plan ordered order start continue review reviewed "
    "mentioned"
)
_GROUPS = tuple(
    map(
        listed,
        (
            "lumbar low lower lumbago",
            "cervical neck",
            "thoracic mid upper middle",
            "coccyx coccygeal tailbone",
            "injury injuries injured fall fell accident trauma hurt lifted lift",
            "incontinence urine urinary bladder leak leaking bowel control",
            "weakness weak strength strong",
            "numbness numb feeling sensation",
            "tingling paresthesia paresthesias pins needles",
            "physiotherapy physical therapy physio",
            "medication medicine pill pills tablet tablets drug",
            "psychological psychologically psychogenic somatoform stress emotional mental",
            "exclusively solely purely entirely only",
            "limited limitation trouble hard difficulty difficult",
            "help helped helps better relief relieved improved",
            "worse worsened worsens aggravated",
            "stiffness stiff tight",
            "back spine spinal",
            "ray rays xray film films radiograph",
            "management control",
            "chest wall rib ribs",
            "painful hurts hurt hurting sore pain ache",
            "flexion flex bend bending forward over",
            "extension extend backward backwards",
            "rotation rotate rotating twist twisting turn",
        ),
    )
)
_ENDINGS = ("ness", "ing", "ed", "ly", "es", "s")


def content(text: str) -> list[str]:
    """The words of content of a text: no function words, no words of reporting, no numbers."""
    words = [word for word in plain(text) if word not in LIGHT]
    return [word for word in words if len(word) > 1 and not word[0].isdigit() and not numbers(word)]


def is_of_words(text: str, said: Iterable[str]) -> bool:
    """Whether any word of content of a text stands in what was said; True of a text without one."""
    words, there = content(text), {word for one in said for word in plain(one)}
    return not words or any(stands(word, there) for word in words)


def stands(word: str, said: set[str]) -> bool:
    """Whether the words said hold the word, its stem or a word for the same."""
    if word in said or any(word in group and group & said for group in _GROUPS):
        return True
    stem = _stem(word)
    return any(_stem(other) == stem or (len(stem) >= 4 and other.startswith(stem)) for other in said)


def _stem(word: str) -> str:
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 3), "")
    return word.removesuffix(ending)
