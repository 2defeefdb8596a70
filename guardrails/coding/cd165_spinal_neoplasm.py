"""CD165 SPINAL_NEOPLASM: multiple myeloma or a primary tumour of the vertebral column."""

import re
from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import VISIT, CodingRule, Suggestion
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.mentions import Mention
from guardrails.reading.phrases import normal
from guardrails.reading.picture import Picture
from guardrails.reading.sites import Site
from scribe.schema.facts import Diagnosis

_MYELOMA = ((r"(?<!not )in remission", "C90.01"), (r"relapse", "C90.02"))
_TAIL = (Site.SACRAL, Site.SACROILIAC, Site.COCCYX)


def derive(picture: Picture) -> Iterator[Suggestion]:
    for mention in picture.established(Concept.MYELOMA, Concept.SPINE_TUMOUR):
        if code := _code(mention):
            yield Suggestion(code, VISIT, (mention.fact,), "The provider diagnoses a neoplasm of the spine.")


def _code(mention: Mention) -> str:
    text = normal(mention.fact.value) if isinstance(mention.fact, Diagnosis) else mention.reading.text
    if mention.concept is Concept.MYELOMA:
        return next((code for words, code in _MYELOMA if re.search(words, text)), "C90.00")
    if "metasta" in text or "secondary" in text:
        return ""
    if "benign" in text:
        return "D16.8" if mention.reading.site in _TAIL else "D16.6"
    if any(word in text for word in ("primary", "malignan", "sarcoma", "cancer")):
        return "C41.4" if mention.reading.site in _TAIL else "C41.2"
    return "D49.2"


RULE = CodingRule(
    id="CD165",
    name="SPINAL_NEOPLASM",
    title="Myeloma or a primary tumour of the vertebral column",
    why="A neoplasm of the spine is coded as such; the pain of its site is part of it.",
    rows=("D47", "D48"),
    citation=guidelines("I.C.2"),
    derive=derive,
    examples=(
        gives("myeloma", diagnosis("multiple myeloma with lumbar pain"), codes="C90.00"),
        gives("not in remission", diagnosis("back pain, myeloma not in remission"), codes="C90.00"),
        gives("a primary tumour", diagnosis("primary malignant tumor of the lumbar vertebra"), codes="C41.2"),
        gives("suspected only", complaint("low back pain"), diagnosis("possible myeloma"), codes="M54.50"),
    ),
)
