"""Of two readings the safer one stands: it supports no code the other would not, and loses no warning sign."""

import pytest

from guardrails import code
from guardrails.examples import Said, diagnosis, documentation, encounter, said
from scribe.extraction.cross_check import cross_check
from scribe.extraction.safer import safer
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Setting


def _merged(mine: tuple[Said, ...], theirs: tuple[Said, ...]) -> Documentation:
    first, second = documentation(mine), documentation(theirs)
    return safer(first, second, cross_check(first, second))


def _codes(found: Documentation) -> list[str]:
    """The codes of an office visit; those of a stay, where uncertain is coded, must be the same."""
    outpatient, inpatient = (
        [one.code for one in code(encounter(setting=setting), found).assignments]
        for setting in (Setting.OUTPATIENT, Setting.INPATIENT)
    )
    assert outpatient == inpatient
    return outpatient


SCIATICA = diagnosis("sciatica", quote="sciatica")


def _side(side: str) -> Said:
    return said("laterality", side, of_what="leg", quote="that leg")


@pytest.mark.parametrize(
    ("mine", "theirs", "codes"),
    [
        ((SCIATICA,), (diagnosis("sciatica", quote="sciatica", assertion="denied"),), []),
        ((SCIATICA, _side("left")), (SCIATICA, _side("right")), ["M54.30"]),
        ((SCIATICA, _side("left")), (SCIATICA, _side("left")), ["M54.32"]),
        (
            (said("region", "lumbar", by="patient", quote="there"),),
            (said("region", "cervical", by="patient", quote="there"),),
            ["M54.9"],
        ),
        (
            (diagnosis("low back pain"), said("chronicity", "chronic", words="chronic", quote="long")),
            (diagnosis("low back pain"), said("chronicity", "acute", words="acute", quote="long")),
            ["M54.50"],
        ),
    ],
)
def test_a_disputed_claim_supports_no_code_of_its_own(
    mine: tuple[Said, ...], theirs: tuple[Said, ...], codes: list[str]
) -> None:
    found = _merged(mine, theirs)

    assert _codes(found) == codes
    assert bool(found.disagreements) is (mine != theirs)


def test_both_readings_are_kept_as_they_were_read() -> None:
    found = _merged((SCIATICA, _side("left")), (SCIATICA, _side("right")))
    [one] = found.disagreements

    assert [str(fact.value) for fact in (one.primary, one.second) if fact] == ["left", "right"]


@pytest.mark.parametrize("first", [True, False])
def test_a_warning_sign_stands_whichever_reader_heard_it(first: bool) -> None:
    heard = said("red_flag", "fever", by="patient", quote="fever")
    denied = said("red_flag", "fever", by="patient", quote="fever", assertion="denied")
    pair = ((heard,), (denied,)) if first else ((denied,), (heard,))

    assert [fact.assertion.value for fact in _merged(*pair).facts] == ["documented"]


def test_a_warning_sign_that_only_the_second_reader_heard_is_added() -> None:
    found = _merged((diagnosis("low back pain"),), (said("red_flag", "fever", by="patient", quote="a fever"),))

    assert [(fact.id, fact.kind.value) for fact in found.facts] == [("f1", "diagnosis"), ("r1", "red_flag")]


@pytest.mark.parametrize("assertion", ["documented", "denied"])
def test_a_diagnosis_that_one_of_two_readers_did_not_take_for_one_decides_no_code(assertion: str) -> None:
    pain, sciatica = diagnosis("low back pain"), diagnosis("left sciatica", assertion=assertion)
    by_model, by_reader = _merged((pain, sciatica), (pain,)), _merged((pain,), (pain, sciatica))

    for found in (by_model, by_reader):
        assert _codes(found) == ["M54.50"]
        assert [one.on.value for one in found.disagreements] == ["only-one"]
        assert found.facts[-1].value == "left sciatica"
        assert found.facts[-1].assertion.value == ("uncertain" if assertion == "documented" else "denied")


def test_where_the_model_names_no_diagnosis_at_all_the_readers_stands() -> None:
    found = _merged((said("region", "lumbar", by="patient", quote="there"),), (diagnosis("left sciatica"),))

    assert _codes(found) == ["M54.32"]
    assert [one.on.value for one in found.disagreements] == ["only-one", "only-one"]


def test_a_diagnosis_that_nobody_else_heard_does_not_put_the_readers_in_doubt() -> None:
    junk = diagnosis("straight leg raise", quote="straight leg raise")

    found = _merged((SCIATICA, junk)[1:], (said("region", "lumbar", by="patient", quote="there"), SCIATICA))

    assert _codes(found) == ["M54.40"]
    assert [fact.assertion.value for fact in found.facts if fact.value == "straight leg raise"] == ["uncertain"]


def test_what_only_the_reader_heard_of_treatment_and_imaging_is_no_silence() -> None:
    pain = diagnosis("low back pain")
    others = (
        said("treatment", "naproxen", by="patient", quote="naproxen"),
        said("imaging", "normal", modality="MRI"),
    )

    found = _merged((pain,), (pain, *others))

    assert [(fact.id, fact.kind.value) for fact in found.facts] == [
        ("f1", "diagnosis"),
        ("r1", "treatment"),
        ("r2", "imaging"),
    ]
    assert not {"treatment", "imaging"} & set(found.not_discussed)


def test_that_a_psychological_cause_is_excluded_needs_both_readers() -> None:
    excluded = said("psychogenic", "exclusive", by="clinician", assertion="denied", quote="not in your head")
    pain = diagnosis("low back pain")

    assert [f.assertion.value for f in _merged((pain, excluded), (pain,)).facts] == ["documented", "uncertain"]


def test_an_injury_that_one_reader_takes_for_old_is_uncertain() -> None:
    def fell(injury: str) -> Said:
        return said("mechanism", "fell off a ladder", by="patient", injury=injury, quote="fell off a ladder")

    found = _merged((SCIATICA, fell("current")), (SCIATICA, fell("old")))

    assert [one.on.value for one in found.disagreements] == ["value"]
    assert found.facts[-1].assertion.value == "uncertain"


@pytest.mark.parametrize("other", [{"temporality": "past"}, {"experiencer": "family"}])
def test_whose_and_when_are_disputed_too(other: dict[str, str]) -> None:
    theirs = diagnosis("sciatica", quote="sciatica", **other)

    for pair in (((SCIATICA,), (theirs,)), ((theirs,), (SCIATICA,))):
        found = _merged(*pair)
        assert _codes(found) == []
        assert [str(one.on) for one in found.disagreements] == list(other)


def test_a_sign_that_one_reader_takes_for_past_stands_as_the_other_heard_it() -> None:
    now, before = (
        said("red_flag", "fever", by="patient", quote="fever", temporality=when) for when in ("current", "past")
    )

    for pair in (((now,), (before,)), ((before,), (now,))):
        assert [fact.temporality.value for fact in _merged(*pair).facts] == ["current"]


def test_equal_sides_of_other_parts_are_two_claims() -> None:
    def left(part: str) -> Said:
        return said("laterality", "left", of_what=part, quote=f"my left {part}")

    found = _merged((SCIATICA, left("leg")), (SCIATICA, diagnosis("low back pain"), left("shoulder")))

    assert [str(one.kind) for one in found.disagreements] == ["laterality", "diagnosis", "laterality"]


def test_an_added_fact_belongs_to_the_problem_it_is_about() -> None:
    pain, worse = (
        diagnosis("low back pain"),
        said("pain_description", "worse at night", by="patient", quote="night"),
    )
    second = documentation((pain, worse))
    first = documentation((pain,))
    about = second.model_copy(
        update={"facts": (second.facts[0], second.facts[1].model_copy(update={"about": second.facts[0].id}))}
    )

    found = safer(first, about, ())

    assert found.facts[-1].about == found.facts[0].id


def test_back_pain_beside_low_back_pain_is_no_claim_that_the_other_reading_missed() -> None:
    low = said("region", "lumbar", by="patient", quote="my low back")
    back, upper = (said("region", "unspecified", by="patient", quote=f"my {part}back") for part in ("", "upper "))

    assert cross_check(documentation((back, low)), documentation((low,))) == ()
    assert len(cross_check(documentation((upper, low)), documentation((low,)))) == 1


ONE_BREATH = "I have had a fever, night sweats and weight loss"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (("documented", "night sweats"), ("fever", "night sweats", "weight loss")),
        (("denied", "fever"), ("weight loss",)),
    ],
)
def test_a_quote_of_the_whole_sentence_hides_no_sign_of_the_other_reader(
    mine: tuple[str, str], theirs: tuple[str, ...]
) -> None:
    assertion, sign = mine
    first = (said("red_flag", sign, by="patient", quote=ONE_BREATH, assertion=assertion),)
    second = documentation(tuple(said("red_flag", other, by="patient", quote=ONE_BREATH) for other in theirs))
    in_one_place = second.with_facts(
        fact.model_copy(update={"evidence": documentation(first).facts[0].evidence}) for fact in second.facts
    )

    found = safer(documentation(first), in_one_place, ())

    assert {f.value for f in found.facts if f.assertion.value == "documented"} >= set(theirs)
    assert sign in {fact.value for fact in found.facts}
