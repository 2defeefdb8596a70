"""Of two readings the safer one stands: it supports no code the other would not, and loses no warning sign."""

import pytest

from guardrails import code
from guardrails.examples import Said, diagnosis, documentation, encounter, said
from scribe.extraction.cross_check import cross_check
from scribe.extraction.safer import safer
from scribe.schema.documentation import Documentation


def _merged(mine: tuple[Said, ...], theirs: tuple[Said, ...]) -> Documentation:
    first, second = documentation(mine), documentation(theirs)
    return safer(first, cross_check(first, second))


def _codes(found: Documentation) -> list[str]:
    return [assignment.code for assignment in code(encounter(), found).assignments]


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


def test_what_only_the_second_reader_has_of_another_kind_is_not_added() -> None:
    pain = diagnosis("low back pain")
    found = _merged((pain,), (pain, diagnosis("left sciatica")))

    assert [fact.id for fact in found.facts] == ["f1"]
    assert [one.on.value for one in found.disagreements] == ["only-one"]
