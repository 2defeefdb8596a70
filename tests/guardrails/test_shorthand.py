"""How clinicians abbreviate: each phrase (several diagnoses parted by a bar) with its codes in order."""

import pytest

from guardrails.drafting import draft_of
from guardrails.examples import diagnosis, flags

PHRASES = (
    ("LBP c/w lumbar strain", "M54.50"),
    ("prob. lumbar stenosis|low back pain", "M54.50"),
    ("poss L4-5 HNP|low back pain", "M54.50"),
    ("susp lumbar stenosis|low back pain", "M54.50"),
    ("c/f lumbar stenosis|low back pain", "M54.50"),
    ("lumbar stenosis (?)|low back pain", "M54.50"),
    ("low back pain; doubt radiculopathy", "M54.50"),
    ("LBP, sciatica unlikely", "M54.50"),
    ("low back pain, doubt sciatica", "M54.50"),
    ("b/l sciatica", "M54.31 M54.32"),
    ("LBP with b/l sciatica", "M54.41 M54.42"),
    ("low back strain s/p MVA", "S39.012A"),
    ("cervical strain status post motor vehicle accident", "S16.1XXA"),
    ("neck strain and low back strain s/p MVA", "S16.1XXA S39.012A"),
    ("lumbar strain (resolved)|low back pain", "M54.50"),
    ("lumbar stenosis with vascular claudication", "M48.061"),
    ("LBP 2/2 lumbar stenosis w/ NC", "M48.062"),
    ("non-chronic low back pain", "M54.50"),
    ("not chronic low back pain", "M54.50"),
    ("back pain, lumbar region", "M54.50"),
    ("back pain (lumbar)", "M54.50"),
    ("lower backache", "M54.50"),
    ("C-spine pain", "M54.2"),
    ("T-spine pain", "M54.6"),
    ("L-spine pain", "M54.50"),
    ("spondylosis L-spine", "M47.816"),
    ("neck pain and low back pain, both chronic", "M54.2 M54.50 G89.29"),
    ("CLBP", "M54.50 G89.29"),
    ("R L5 radic", "M54.16"),
    ("lumbar HNP w/ R leg radic", "M51.16"),
    ("cervical/thoracic/lumbar strain after a fall", "S16.1XXA S29.012A S39.012A"),
    ("DDD L3-4, L4-5, L5-S1", "M51.369 M51.379"),
    ("sciatica (L)", "M54.32"),
    ("sciatica, L>R", "M54.31 M54.32"),
    ("right sciatica s/p fusion", "M54.31"),
    ("low back pain s/p fall", "M54.50"),
    ("lumbar radiculopathy, right", "M54.16"),
    ("LBP d/t lumbar DDD", "M51.360"),
    ("low back pain, chronic", "M54.50 G89.29"),
    ("lumbar pain with radiculopathy, rule out stenosis", "M54.16 M54.50"),
)


@pytest.mark.parametrize(("phrase", "codes"), PHRASES)
def test_an_abbreviated_assessment_is_read_as_it_is_meant(phrase: str, codes: str) -> None:
    draft = draft_of(flags("a visit", *map(diagnosis, phrase.split("|"))))

    assert " ".join(assignment.code for assignment in draft.coding.assignments) == codes
