"""Warning signs in the words patients have for them, and near misses that are none."""

import pytest


@pytest.mark.parametrize(
    ("said", "sign"),
    [
        ("I can barely pass urine since yesterday.", "urinary retention"),
        ("I have trouble passing water.", "urinary retention"),
        ("I soiled my underwear at the shop.", "bladder or bowel incontinence"),
        ("I leaked urine when I coughed.", "bladder or bowel incontinence"),
        ("My left leg just gives way on the stairs.", "weakness"),
        ("I've lost twelve kilos since spring.", "weight loss"),
    ],
)
def test_a_warning_sign_is_heard_in_the_patients_words(hear, said: str, sign: str) -> None:
    assert hear(f"P: {said}").values("red_flag", assertion="documented") == [sign]


@pytest.mark.parametrize(
    "said", ["No, I never leaked urine.", "My leg does not give way.", "I have not lost ten kilos."]
)
def test_a_denied_one_is_denied(hear, said: str) -> None:
    assert hear(f"P: {said}").values("red_flag", assertion="documented") == []


@pytest.mark.parametrize("said", ["The rain soiled the floor.", "I give way to other cars.", "The tap leaked."])
def test_like_words_of_other_things_are_no_sign(hear, said: str) -> None:
    assert hear(f"P: {said}").values("red_flag") == []
