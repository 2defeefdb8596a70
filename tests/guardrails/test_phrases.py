"""Phrases as clinicians and patients say them, and the concepts, sites, sides and doubts they hold."""

import pytest

from guardrails.reading.concepts import Concept
from guardrails.reading.phrases import read
from guardrails.reading.sites import Site

C, S = Concept, Site


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("chronic low back pain", [(C.PAIN, S.LUMBAR)]),
        ("pain in the lower back", [(C.PAIN, S.LUMBAR)]),
        ("LBP", [(C.PAIN, S.LUMBAR)]),
        ("lumbago with left sciatica", [(C.PAIN, S.LUMBAR), (C.SCIATICA, S.LUMBAR)]),
        ("acute lumbar strain, first visit", [(C.STRAIN, S.LUMBAR)]),
        (
            "degenerative disc disease of the lumbar spine with discogenic pain",
            [(C.DISC_DEGENERATION, S.LUMBAR), (C.DISCOGENIC, S.LUMBAR)],
        ),
        ("L4-5 disk herniation", [(C.DISC_DISPLACEMENT, S.LUMBAR)]),
        ("herniated disc at L5-S1", [(C.DISC_DISPLACEMENT, S.LUMBOSACRAL)]),
        ("cervicalgia", [(C.PAIN, S.CERVICAL)]),
        ("coccydynia", [(C.PAIN, S.COCCYX)]),
        ("SI joint dysfunction", [(C.SACROILIAC_DISORDER, S.SACROILIAC)]),
        ("facet arthropathy L4-5", [(C.SPONDYLOSIS, S.LUMBAR)]),
        ("upper back pain", [(C.PAIN, S.BACK)]),
        ("pain between the shoulder blades", [(C.PAIN, S.BACK)]),
        ("thoracic and lumbar back pain", [(C.PAIN, S.THORACIC), (C.PAIN, S.LUMBAR)]),
        ("my sciatica is back", [(C.SCIATICA, S.LUMBAR)]),
        ("persistent somatoform pain disorder", [(C.SOMATOFORM_PAIN, None)]),
        ("pain disorder with related psychological factors", [(C.PAIN_PSYCH_FACTORS, None)]),
    ],
)
def test_a_phrase_is_read_into_concepts_with_their_sites(
    phrase: str, expected: list[tuple[Concept, Site | None]]
) -> None:
    assert [(reading.concept, reading.site) for reading in read(phrase)] == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "cough",
        "sore throat",
        "pain in the back of my throat",
        "knee pain",
        "knee osteoarthritis",
        "carotid stenosis",
        "cervical lymphadenopathy",
        "chronic kidney disease",
        "chest pain",
        "no acute pathology",
        "I came back to talk about the results",
    ],
)
def test_a_phrase_of_something_else_has_no_concept_of_the_spine(phrase: str) -> None:
    assert read(phrase) == ()


@pytest.mark.parametrize(
    ("phrase", "certain"),
    [
        ("left lumbar radiculopathy, likely due to disc herniation", [C.RADICULOPATHY]),
        ("low back pain, concern for discitis", [C.PAIN]),
        ("possible lumbar stenosis", []),
        ("low back pain versus hip osteoarthritis", [C.PAIN]),
    ],
)
def test_a_hedge_makes_what_follows_it_uncertain(phrase: str, certain: list[Concept]) -> None:
    assert [reading.concept for reading in read(phrase) if not reading.hedged] == certain


@pytest.mark.parametrize(
    ("phrase", "left_over"),
    [
        ("lumbar spondylosis without myelopathy or radiculopathy", [C.SPONDYLOSIS]),
        ("no fracture, spondylolisthesis or stenosis", []),
        ("no acute fracture, disc-space narrowing at L5-S1", [C.DISC_NARROWING]),
        ("no fracture; disc-space narrowing at L5-S1", [C.DISC_NARROWING]),
        ("lumbar stenosis with no neurogenic claudication", [C.STENOSIS]),
    ],
)
def test_a_negation_reaches_as_far_as_its_list(phrase: str, left_over: list[Concept]) -> None:
    assert [reading.concept for reading in read(phrase) if not reading.negated] == left_over


@pytest.mark.parametrize(
    ("phrase", "concept", "sides"),
    [
        ("lumbago with left sciatica", C.SCIATICA, {"left"}),
        ("lumbago with left sciatica", C.PAIN, set()),
        ("left low back pain with sciatica", C.SCIATICA, set()),
        ("lumbago with sciatica, left side", C.SCIATICA, {"left"}),
        ("bilateral sciatica", C.SCIATICA, {"left", "right"}),
    ],
)
def test_a_side_belongs_to_the_concept_it_is_said_of(phrase: str, concept: Concept, sides: set[str]) -> None:
    assert [{s.value for s in r.sides} for r in read(phrase) if r.concept is concept] == [sides]
