"""The checklist says of each kind how far it has been heard, and nothing else."""

import pytest

from scribe.extraction.checklist import KINDS, checklist
from scribe.extraction.reader import Reader
from scribe.schema.checklist import HeardAs
from scribe.schema.documentation import Documentation
from scribe.schema.facts import (
    ChronicityFact,
    Fact,
    History,
    Imaging,
    Laterality,
    Onset,
    Radiation,
    Region,
    Treatment,
)
from scribe.schema.facts import QuantityAttributes as Quantity
from scribe.schema.terms import (
    Assertion,
    Chronicity,
    Experiencer,
    FactKind,
    RadiationSite,
    RegionName,
    Side,
    Temporality,
)
from tests.build import encounter, quote, transcript

SAID = transcript("U: words")
EVIDENCE = (quote(SAID, "words"),)
DENIED, UNCERTAIN = Assertion.DENIED, Assertion.UNCERTAIN


def state(kind: FactKind, *facts: Fact) -> HeardAs:
    """Of the kind, where these facts were read."""
    named = tuple(fact.model_copy(update={"id": f"f{at}"}) for at, fact in enumerate(facts))
    (found,) = (one for one in checklist(Documentation(facts=named), 1.0).items if one.kind is kind)
    return found.state


def region(value: RegionName = RegionName.LUMBAR, **more: object) -> Region:
    return Region(id="f", value=value, evidence=EVIDENCE, **more)


def onset(**more: object) -> Onset:
    lasted = Quantity(duration=3, unit="week")
    return Onset(**{"id": "f", "value": "three weeks", "attributes": lasted, "evidence": EVIDENCE, **more})


def chronicity(value: Chronicity, **more: object) -> ChronicityFact:
    return ChronicityFact(id="f", value=value, evidence=EVIDENCE, **more)


def test_a_visit_in_which_nothing_was_said_has_every_kind_in_its_order_not_heard_yet() -> None:
    found = checklist(Documentation(), 0.0)

    assert [one.kind for one in found.items] == list(KINDS)
    assert {one.state for one in found.items} == {HeardAs.NOT_HEARD_YET}


def test_the_order_is_that_of_the_contract() -> None:
    assert list(KINDS) == [kind for kind in FactKind if kind in KINDS]


def test_a_duration_alone_is_no_chronicity() -> None:
    assert state(FactKind.CHRONICITY, onset()) is HeardAs.DURATION_ONLY
    assert state(FactKind.ONSET, onset()) is HeardAs.HEARD


def test_a_word_for_it_is_a_chronicity_whatever_the_duration() -> None:
    assert state(FactKind.CHRONICITY, onset(), chronicity(Chronicity.CHRONIC)) is HeardAs.HEARD


@pytest.mark.parametrize(
    "no_duration",
    [
        onset(attributes=Quantity()),
        onset(assertion=DENIED),
        onset(experiencer=Experiencer.FAMILY),
        onset(temporality=Temporality.PAST),
    ],
    ids=["a beginning without a length", "denied", "of a relative", "of an earlier pain"],
)
def test_what_is_no_duration_of_this_pain_says_nothing_of_chronicity(no_duration: Onset) -> None:
    assert state(FactKind.CHRONICITY, no_duration) is HeardAs.NOT_HEARD_YET


def test_an_unspecified_region_or_side_is_said_to_be_that() -> None:
    side = Laterality(id="f", value=Side.UNSPECIFIED, evidence=EVIDENCE)

    assert state(FactKind.REGION, region(RegionName.UNSPECIFIED)) is HeardAs.UNSPECIFIED_ONLY
    assert state(FactKind.LATERALITY, side) is HeardAs.UNSPECIFIED_ONLY


def test_a_named_region_outweighs_an_unspecified_an_uncertain_and_a_denied_one() -> None:
    others = (region(RegionName.UNSPECIFIED), region(assertion=UNCERTAIN), region(assertion=DENIED))

    assert state(FactKind.REGION, *others, region()) is HeardAs.HEARD


def test_a_region_that_was_only_guessed_at_is_uncertain() -> None:
    guessed = region(assertion=UNCERTAIN)

    assert state(FactKind.REGION, guessed, region(RegionName.UNSPECIFIED)) is HeardAs.UNCERTAIN_ONLY
    assert state(FactKind.REGION, guessed, region(assertion=DENIED)) is HeardAs.UNCERTAIN_ONLY
    assert state(FactKind.REGION, region(RegionName.UNSPECIFIED, assertion=UNCERTAIN)) is HeardAs.UNCERTAIN_ONLY


def test_what_was_only_denied_is_heard_as_denied() -> None:
    denied = Radiation(id="f", value=RadiationSite.LEG, assertion=DENIED, evidence=EVIDENCE)

    assert state(FactKind.RADIATION, denied) is HeardAs.DENIED


@pytest.mark.parametrize(
    "other",
    [
        {"experiencer": Experiencer.FAMILY},
        {"experiencer": Experiencer.OTHER},
        {"temporality": Temporality.PAST},
        {"temporality": Temporality.PLANNED},
        {"temporality": Temporality.HYPOTHETICAL},
    ],
    ids=str,
)
def test_only_the_patients_present_problem_has_a_region(other: dict[str, object]) -> None:
    assert state(FactKind.REGION, region(**other)) is HeardAs.NOT_HEARD_YET


def test_what_was_tried_seen_or_had_before_counts_and_a_relatives_history_does_not() -> None:
    past = {"id": "f", "value": "text", "evidence": EVIDENCE, "temporality": Temporality.PAST}

    assert state(FactKind.TREATMENT, Treatment(**past)) is HeardAs.HEARD
    assert state(FactKind.IMAGING, Imaging(**past)) is HeardAs.HEARD
    assert state(FactKind.HISTORY, History(**past)) is HeardAs.HEARD
    assert state(FactKind.HISTORY, History(**past, experiencer=Experiencer.FAMILY)) is HeardAs.NOT_HEARD_YET


def test_every_string_of_a_checklist_is_a_kind_or_a_state() -> None:
    visit = transcript(
        "C: How long have you had the low back pain, and is it on the left?",
        "P: About three weeks. It may be the left side. My mother had chronic back pain.",
    )
    found = checklist(Reader().extract(encounter(), visit), 4.0).model_dump(mode="json")

    assert set(found) == {"items", "heard_until"}
    assert {tuple(one) for one in found["items"]} == {("kind", "state")}
    strings = {text for one in found["items"] for text in one.values()}
    assert strings <= {*FactKind, *HeardAs}
    assert found["heard_until"] == 4.0
