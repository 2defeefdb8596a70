"""Facts match labels as the labels' own words say, and slices add up."""

from typing import Any

import pytest

from eval.metrics import assertion_flips, fact_precision, fact_recall, silence_broken
from eval.metrics.examples import Said, drafted, expected, label, said
from eval.metrics.matching import matches, place_of
from eval.metrics.metric import Metric, pooled
from eval.metrics.sliced import sliced

TURNS = ("P: The pain is a seven, I took naproxen 500 mg, my mother has arthritis.", "C: X-ray was reviewed.")


_DENIED_FRACTURE = label("imaging", "fracture", "X-ray", "s2", assertion="denied")
_NO_LEG = label("radiation", "leg", "pain", or_values=("none",), assertion="denied")


@pytest.mark.parametrize(
    ("wanted", "found", "agrees"),
    [
        (_DENIED_FRACTURE, said("imaging", "no fracture", "X-ray"), True),
        (_DENIED_FRACTURE, said("imaging", "says no fracture", "X-ray"), True),
        (_DENIED_FRACTURE, said("imaging", "fracture", "X-ray"), False),
        (
            label("imaging", "no fracture", "X-ray", "s2"),
            said("imaging", "fracture", "X-ray", assertion="denied"),
            True,
        ),
        (label("imaging", "no fracture", "X-ray", "s2"), said("imaging", "fracture", "X-ray"), False),
        (label("imaging", "fracture", "X-ray", "s2"), said("imaging", "no fracture", "X-ray"), False),
        (_NO_LEG, said("radiation", "none", "pain"), True),
        (_NO_LEG, said("radiation", "leg", "pain"), False),
        (
            label("functional_limitation", "bend", "pain"),
            said("functional_limitation", "not able to bend", "pain"),
            True,
        ),
        (
            label("physical_exam", "no mass, pulses good", "pain", words=("mass",)),
            said("physical_exam", "no mass", "pain"),
            True,
        ),
        (label("severity", 7, "seven"), said("severity", 7, "seven"), True),
        (label("severity", 7, "seven"), said("severity", 7.0, "seven"), True),
        (label("severity", 7, "seven"), said("severity", 8, "seven"), False),
        (label("severity", 7, "seven", words=("seven",)), said("severity", "a seven", "seven"), True),
        (label("imaging", None, "X-ray", "s2"), said("imaging", None, "X-ray"), True),
        (label("imaging", None, "X-ray", "s2"), said("imaging", "fracture", "X-ray"), False),
        (
            label("imaging", None, "X-ray", "s2", modality="x-ray"),
            said("imaging", None, "X-ray", modality="X-RAY"),
            True,
        ),
        (label("treatment", "Naproxen", "naproxen"), said("treatment", "naproxen 500 mg", "took"), True),
        (label("treatment", "naproxen", "naproxen"), said("treatment", "a pill", "took naproxen"), False),
        (label("treatment", "naproxen", "naproxen"), said("treatment", "tramadol", "took naproxen"), False),
        (label("treatment", "naproxen", "naproxen"), said("treatment", "took it", "took naproxen"), True),
        (label("treatment", "proxen", "naproxen"), said("treatment", "naproxen", "naproxen"), False),
        (
            label("treatment", "naproxen", "naproxen", dose="500 mg"),
            said("treatment", "naproxen", "naproxen"),
            False,
        ),
        (label("region", "lumbar", "pain", words=("cervical",)), said("region", "cervical", "pain"), False),
        (
            label("history", "arthritis", "arthritis"),
            said("history", "arthritis", "arthritis", experiencer="family"),
            False,
        ),
        (
            label("history", "arthritis", "arthritis"),
            said("history", "arthritis", "arthritis", temporality="past"),
            True,
        ),
    ],
)
def test_a_fact_matches_as_its_label_says(wanted: Any, found: Said, agrees: bool) -> None:
    fact = drafted(*TURNS, facts=[found]).documentation.facts[0]

    assert matches(wanted, fact) is agrees


def test_a_quote_that_was_heard_otherwise_has_no_place() -> None:
    result = drafted("P: My lower back.")

    assert place_of(label("region", "lumbar", "lower back"), result) == ("s1", 3, 13)
    assert place_of(label("region", "lumbar", "low back"), result) is None
    assert place_of(label("region", "lumbar", "lower back", "s9"), result) is None


@pytest.mark.parametrize(
    "metric", [fact_recall, fact_precision, assertion_flips, silence_broken], ids=lambda m: m.__name__
)
def test_slices_add_up_to_the_whole(metric: Any) -> None:
    scored: Metric[Any, Any] = metric.METRIC
    reference = expected(
        label("severity", 7, "seven"),
        label("treatment", "naproxen", "naproxen", assertion="denied"),
        label("history", "arthritis", "arthritis"),
        complete_for=("severity", "treatment"),
        not_discussed=("imaging", "plan"),
    )
    heard = drafted(
        *TURNS,
        facts=[
            said("severity", 7, "seven"),
            said("severity", 3, "seven"),
            said("treatment", "naproxen", "naproxen"),
            said("imaging", None, "X-ray"),
        ],
    )

    slices = sliced(scored, reference, heard)

    assert len(slices) > 1
    assert pooled(slices.values()) == scored.score(reference, heard)
    assert all(name.startswith(f"{scored.id}[") for name in slices)


def test_only_a_turned_denial_is_dangerous() -> None:
    result = drafted("P: No fever.", facts=[said("red_flag", "fever", "fever")])
    denied = label("red_flag", "fever", "fever", assertion="denied")
    hedged = label("red_flag", "fever", "fever", assertion="uncertain")

    found = [
        assertion_flips.is_dangerous(*flip) for flip in assertion_flips.flips(expected(denied, hedged), result)
    ]

    assert found == [True, False]
