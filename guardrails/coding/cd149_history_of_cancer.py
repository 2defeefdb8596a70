"""CD149 HISTORY_OF_CANCER: a past cancer the clinician documents."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import VISIT, CodingRule, Place, Suggestion
from guardrails.examples import diagnosis, gives, said
from guardrails.reading.concepts import Concept
from guardrails.reading.mentions import Mention, Standing
from guardrails.reading.phrases import normal
from guardrails.reading.picture import Picture

_CODES = {
    "breast": "Z85.3",
    "prostate": "Z85.46",
    "lung": "Z85.118",
    "colon": "Z85.038",
    "kidney": "Z85.528",
    "renal": "Z85.528",
    "thyroid": "Z85.850",
    "bladder": "Z85.51",
    "ovarian": "Z85.43",
    "melanoma": "Z85.820",
    "leukemia": "Z85.6",
    "lymphoma": "Z85.72",
}
"""Word of the primary site -> history code; another site is Z85.9."""


def _is_past(mention: Mention) -> bool:
    words = ("history", "past", "previous", "treated", "remission", "removed", "status post", "survivor", "prior")
    text = normal(str(getattr(mention.fact, "value", "")))
    return mention.standing is Standing.PAST or any(word in text for word in words)


def _code(mention: Mention) -> str:
    text = normal(str(getattr(mention.fact, "value", "")))
    return next((code for word, code in _CODES.items() if word in text), "Z85.9")


def derive(picture: Picture) -> Iterator[Suggestion]:
    for mention in picture.with_standing(Standing.PAST, Standing.HISTORY):
        if mention.concept is Concept.CANCER and mention.by_clinician and _is_past(mention):
            because = "A clinician documents a past cancer: history, never a current cancer."
            yield Suggestion(_code(mention), VISIT, (mention.fact,), because, Place.ASSOCIATED)


RULE = CodingRule(
    id="CD149",
    name="HISTORY_OF_CANCER",
    title="A past cancer the clinician documents",
    why="A cancer that is no longer treated is a history code (I.C.2.m).",
    rows=("D49",),
    citation=guidelines("I.C.2.m, I.C.21.c.4"),
    derive=derive,
    examples=(
        gives(
            "breast", diagnosis("low back pain"), said("history", "history of breast cancer"), codes="M54.50 Z85.3"
        ),
        gives(
            "told by the patient only",
            diagnosis("low back pain"),
            said("history", "history of breast cancer", by="patient"),
            codes="M54.50",
        ),
        gives(
            "a mother's",
            diagnosis("low back pain"),
            said("history", "breast cancer", experiencer="family"),
            codes="M54.50",
        ),
    ),
)
