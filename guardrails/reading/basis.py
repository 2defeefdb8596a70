"""What a code rests on: the concepts a record must establish for it, and the part of the spine it names."""

from functools import lru_cache

from guardrails.reading.concepts import DISC, Concept
from guardrails.reading.sites import FAMILY, REGION_DIGIT, Family

C = Concept

_BASIS: tuple[tuple[str, frozenset[Concept]], ...] = (
    ("M54.51", frozenset({C.VERTEBROGENIC, C.ENDPLATE})),
    ("M54.59", frozenset({C.PAIN_OF_TYPE})),
    ("M54.3", frozenset({C.SCIATICA})),
    ("M54.4", frozenset({C.SCIATICA})),
    ("M54.1", frozenset({C.RADICULOPATHY})),
    ("M54.81", frozenset({C.OCCIPITAL_NEURALGIA})),
    ("G57.0", frozenset({C.SCIATICA})),
    ("M50.0", DISC | {C.MYELOPATHY}),
    ("M51.0", DISC | {C.MYELOPATHY}),
    ("M50.1", DISC),
    ("M51.1", DISC),
    ("M50.2", frozenset({C.DISC_DISPLACEMENT})),
    ("M51.2", frozenset({C.DISC_DISPLACEMENT})),
    ("M50.3", frozenset({C.DISC_DEGENERATION, C.DISC_NARROWING, C.DEGENERATIVE_CHANGE, C.ENDPLATE})),
    ("M51.3", frozenset({C.DISC_DEGENERATION, C.DISC_NARROWING, C.DEGENERATIVE_CHANGE, C.ENDPLATE})),
    ("M50", DISC),
    ("M51", DISC),
    ("M47", frozenset({C.SPONDYLOSIS, C.DEGENERATIVE_CHANGE})),
    ("M48.0", frozenset({C.STENOSIS})),
    ("M48.5", frozenset({C.FRACTURE})),
    ("M43.1", frozenset({C.SPONDYLOLISTHESIS})),
    ("M43.0", frozenset({C.SPONDYLOLYSIS})),
    ("M41", frozenset({C.SCOLIOSIS})),
    ("M45", frozenset({C.ANKYLOSING_SPONDYLITIS})),
    ("M46.1", frozenset({C.SACROILIITIS})),
    ("M46.2", frozenset({C.OSTEOMYELITIS})),
    ("M46.3", frozenset({C.DISCITIS})),
    ("M46.4", frozenset({C.DISCITIS})),
    ("M62.83", frozenset({C.SPASM})),
    ("M79.1", frozenset({C.MYOFASCIAL})),
    ("M79.6", frozenset({C.LIMB_PAIN})),
    ("M80", frozenset({C.OSTEOPOROTIC_FRACTURE})),
    ("M81", frozenset({C.OSTEOPOROSIS})),
    ("M96.1", frozenset({C.POSTLAMINECTOMY})),
    ("G83.4", frozenset({C.CAUDA_EQUINA})),
    ("G89.3", frozenset({C.NEOPLASM_PAIN, C.CANCER, C.METASTASIS})),
    ("G89.4", frozenset({C.CHRONIC_PAIN_SYNDROME})),
    ("F45.41", frozenset({C.SOMATOFORM_PAIN})),
    ("F45.42", frozenset({C.PAIN_PSYCH_FACTORS})),
    ("F3", frozenset({C.MOOD})),
    ("F41", frozenset({C.MOOD})),
    ("S39.01", frozenset({C.STRAIN})),
    ("S29.01", frozenset({C.STRAIN})),
    ("S16.1", frozenset({C.STRAIN})),
    ("S33", frozenset({C.SPRAIN})),
    ("S23", frozenset({C.SPRAIN})),
    ("S13.4", frozenset({C.SPRAIN})),
    ("S39.9", frozenset({C.INJURY})),
    ("S22", frozenset({C.FRACTURE})),
    ("S32", frozenset({C.FRACTURE})),
    ("S12", frozenset({C.FRACTURE})),
    ("C7", frozenset({C.METASTASIS})),
    ("C", frozenset({C.CANCER})),
    ("Z85", frozenset({C.CANCER})),
    ("O", frozenset({C.PREGNANCY})),
    ("Z3", frozenset({C.PREGNANCY})),
)
"""First stem that fits, and the concepts of which the record must establish one."""

_PLAIN_FAMILY = {
    "M54.2": Family.NECK,
    "M54.81": Family.NECK,
    "M54.6": Family.THORAX,
    "M54.3": Family.LOW_BACK,
    "M54.4": Family.LOW_BACK,
    "M54.5": Family.LOW_BACK,
    "M53.3": Family.TAILBONE,
    "M46.1": Family.TAILBONE,
    "R10.A": Family.FLANK,
    "M50": Family.NECK,
    "S12": Family.NECK,
    "S13": Family.NECK,
    "S14": Family.NECK,
    "S16": Family.NECK,
    "S22": Family.THORAX,
    "S23": Family.THORAX,
    "S24": Family.THORAX,
    "S29": Family.THORAX,
    "S32": Family.LOW_BACK,
    "S33.6": Family.TAILBONE,
    "S33": Family.LOW_BACK,
    "S34": Family.LOW_BACK,
    "S39": Family.LOW_BACK,
}
_DIGIT_AT = {"M54.1": 5, "M51": 5, "M43": 5, "M48.0": 5, "M47": 5, "M46": 5, "M45": 4, "M47.81": 6}
_FAMILY_OF_DIGIT = {digit: FAMILY[site] for site, digit in reversed(REGION_DIGIT.items()) if digit != "0"}


_JUDGED = "M4 M5 M62.83 M79.1 M79.6 M80 M96 G54 G57 G83.4 G89 F45.4 R52 R10.A S1 S2 S3 C"


@lru_cache(maxsize=4096)
def is_judged(code: str) -> bool:
    """The code is of the spine or of a cause of its pain. Any other may belong to a condition that is not read."""
    return code.startswith(tuple(_JUDGED.split()))


@lru_cache(maxsize=4096)
def concepts_of(code: str) -> frozenset[Concept]:
    """The concepts of which a code needs one; empty for a code of plain pain, or one not known here."""
    return next((concepts for stem, concepts in _BASIS if code.startswith(stem)), frozenset())


@lru_cache(maxsize=4096)
def family_of(code: str) -> Family | None:
    """The part of the spine a code names, or None."""
    plain = next((family for stem, family in _PLAIN_FAMILY.items() if code.startswith(stem)), None)
    if plain:
        return plain
    at = [place for stem, place in _DIGIT_AT.items() if code.startswith(stem)]
    return _FAMILY_OF_DIGIT.get(code[at[-1] : at[-1] + 1]) if at else None
