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


@pytest.mark.parametrize(
    "said",
    [
        "The rain soiled the floor.",
        "I give way to other cars.",
        "The tap leaked.",
        "I dropped ten pounds of flour on the floor.",
        "The pain is burning up my leg.",
        "I can't hold it in my hand.",
        "I strain to go upstairs.",
        "I wear knee pads for tiling.",
        "I lost ten pounds on a diet.",
    ],
)
def test_like_words_of_other_things_are_no_sign(hear, said: str) -> None:
    assert hear(f"P: {said}").values("red_flag") == []


@pytest.mark.parametrize(
    ("asked", "answer", "status"),
    [
        ("Can you feel it when you wipe?", "No.", ["documented"]),
        ("Can you feel it when you wipe?", "Yes.", ["denied"]),
        ("Are you able to empty your bladder?", "Not really.", ["documented"]),
        ("Are you able to empty your bladder?", "I'm not sure.", ["uncertain"]),
        ("Are you peeing okay?", "No.", ["documented"]),
        ("Do you pee a lot?", "No.", []),
    ],
)
def test_what_no_longer_works_is_a_sign_although_the_answer_is_no(hear, asked, answer, status) -> None:
    assert hear(f"C: {asked}", f"P: {answer}").statuses("red_flag") == status
