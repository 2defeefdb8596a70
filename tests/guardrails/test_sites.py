"""Sites: words and levels of the spine, the families they belong to, and the part of the spine a code names."""

import pytest

from guardrails.reading.basis import concepts_of, family_of, is_judged
from guardrails.reading.concepts import Concept
from guardrails.reading.sides import codes_by_side
from guardrails.reading.sites import Family, Site, cervical_level, families_in, site_in
from scribe.schema.terms import Side


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("c1", Site.CERVICAL),
        ("c5-6", Site.CERVICAL),
        ("c7-t1", Site.CERVICOTHORACIC),
        ("t1", Site.THORACIC),
        ("t12", Site.THORACIC),
        ("t11-12", Site.THORACIC),
        ("t12-l1", Site.THORACOLUMBAR),
        ("l 1", Site.LUMBAR),
        ("l4/5", Site.LUMBAR),
        ("l4 to l5", Site.LUMBAR),
        ("l5-s1", Site.LUMBOSACRAL),
        ("l5 on s1", Site.LUMBOSACRAL),
        ("l5-1", Site.LUMBOSACRAL),
        ("l4-1", Site.LUMBAR),
        ("t5-1", Site.THORACIC),
        ("s1", Site.SACRAL),
    ],
)
def test_a_level_of_the_spine_is_a_site(text: str, site: Site) -> None:
    assert site_in(text) is site


@pytest.mark.parametrize("text", ["t0", "c13", "t20 weighted film", "c diff", "type 2 diabetes", "s-shaped", ""])
def test_what_is_no_level_is_no_site(text: str) -> None:
    assert site_in(text) is None


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("neck", Site.CERVICAL),
        ("cervical spine", Site.CERVICAL),
        ("thoracic spine", Site.THORACIC),
        ("dorsal spine", Site.THORACIC),
        ("low back", Site.LUMBAR),
        ("lower back", Site.LUMBAR),
        ("lumbago", Site.LUMBAR),
        ("loin", Site.LUMBAR),
        ("lumbosacral", Site.LUMBOSACRAL),
        ("sacrum", Site.SACRAL),
        ("sacroiliac", Site.SACROILIAC),
        ("tailbone", Site.COCCYX),
        ("coccyx", Site.COCCYX),
        ("flank", Site.FLANK),
        ("thoracolumbar", Site.THORACOLUMBAR),
        ("upper back", Site.BACK),
        ("between the shoulder blades", Site.BACK),
        ("whole spine", Site.BACK),
        ("knee", None),
    ],
)
def test_the_words_of_the_reference_name_their_site(text: str, site: Site | None) -> None:
    assert site_in(text) is site


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("neck and low back", {Family.NECK, Family.LOW_BACK}),
        ("back", {Family.BACK}),
        ("back and neck", {Family.NECK}),
        ("tenderness at l4", {Family.LOW_BACK}),
        ("thoracic film, t12-l1", {Family.THORAX}),
        ("thoracolumbar", {Family.BACK}),
        ("knee", set()),
    ],
)
def test_a_text_names_every_family_and_the_back_only_where_nothing_is_nearer(
    text: str, families: set[Family]
) -> None:
    assert families_in(text) == families


@pytest.mark.parametrize(
    ("text", "level"), [("c5-6", "56"), ("c5-c6 disc", "56"), ("c5", ""), ("l4-5", ""), ("neck", "")]
)
def test_a_cervical_disc_has_the_level_of_two_vertebrae(text: str, level: str) -> None:
    assert cervical_level(text) == level


@pytest.mark.parametrize(
    ("code", "family"),
    [
        ("M54.2", Family.NECK),
        ("M54.12", Family.NECK),
        ("M54.13", Family.NECK),
        ("M54.14", Family.THORAX),
        ("M54.15", Family.BACK),
        ("M54.16", Family.LOW_BACK),
        ("M54.17", Family.LOW_BACK),
        ("M54.18", Family.TAILBONE),
        ("M54.6", Family.THORAX),
        ("M54.50", Family.LOW_BACK),
        ("M53.3", Family.TAILBONE),
        ("M50.122", Family.NECK),
        ("M51.360", Family.LOW_BACK),
        ("M51.14", Family.THORAX),
        ("M43.16", Family.LOW_BACK),
        ("M43.12", Family.NECK),
        ("M47.26", Family.LOW_BACK),
        ("M47.816", Family.LOW_BACK),
        ("M47.812", Family.NECK),
        ("M48.061", Family.LOW_BACK),
        ("M48.02", Family.NECK),
        ("M45.4", Family.THORAX),
        ("M46.46", Family.LOW_BACK),
        ("M46.1", Family.TAILBONE),
        ("S33.6XXA", Family.TAILBONE),
        ("S33.5XXA", Family.LOW_BACK),
        ("S13.4XXA", Family.NECK),
        ("S22.060A", Family.THORAX),
        ("R10.A1", Family.FLANK),
        ("M54.10", None),
        ("M54.9", None),
        ("M51.9", None),
        ("G89.29", None),
        ("F45.41", None),
    ],
)
def test_a_code_names_its_part_of_the_spine(code: str, family: Family | None) -> None:
    assert family_of(code) is family


@pytest.mark.parametrize(
    ("code", "concept"),
    [
        ("M54.51", Concept.VERTEBROGENIC),
        ("M54.59", Concept.PAIN_OF_TYPE),
        ("M54.31", Concept.SCIATICA),
        ("M54.16", Concept.RADICULOPATHY),
        ("M51.16", Concept.DISC_DISPLACEMENT),
        ("M51.06", Concept.MYELOPATHY),
        ("M51.360", Concept.DISC_DEGENERATION),
        ("M51.360", Concept.DISC_NARROWING),
        ("M51.360", Concept.DEGENERATIVE_CHANGE),
        ("M51.360", Concept.ENDPLATE),
        ("M54.51", Concept.ENDPLATE),
        ("M47.816", Concept.DEGENERATIVE_CHANGE),
        ("G89.3", Concept.METASTASIS),
        ("G89.3", Concept.CANCER),
        ("M80.08XA", Concept.OSTEOPOROTIC_FRACTURE),
        ("S32.010A", Concept.FRACTURE),
        ("C79.51", Concept.METASTASIS),
        ("C50.919", Concept.CANCER),
    ],
)
def test_a_code_that_needs_a_diagnosis_says_which(code: str, concept: Concept) -> None:
    assert concept in concepts_of(code)


@pytest.mark.parametrize("code", ["M54.9", "M54.2", "M54.50", "M54.6"])
def test_a_code_of_plain_pain_needs_no_diagnosis(code: str) -> None:
    assert concepts_of(code) == frozenset()


@pytest.mark.parametrize(
    ("code", "judged"), [("M54.9", True), ("G89.29", True), ("S33.5XXA", True), ("J20.9", False), ("I10", False)]
)
def test_a_code_of_another_part_of_the_body_is_not_judged(code: str, judged: bool) -> None:
    assert is_judged(code) is judged


@pytest.mark.parametrize(
    ("sides", "codes"),
    [
        (set(), ["M54.30"]),
        ({Side.RIGHT}, ["M54.31"]),
        ({Side.LEFT}, ["M54.32"]),
        ({Side.LEFT, Side.RIGHT}, ["M54.31", "M54.32"]),
    ],
)
def test_both_sides_are_two_codes_and_no_side_is_the_unspecified_one(sides: set[Side], codes: list[str]) -> None:
    assert list(codes_by_side("M54.3", frozenset(sides))) == codes
