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


@pytest.mark.parametrize(
    ("lines", "sign"),
    [
        (("P: I haven't been able to pee since last night.",), "urinary retention"),
        (("P: I've not been able to urinate.",), "urinary retention"),
        (("P: I still haven't been able to pass any water.",), "urinary retention"),
        (("P: I can't feel it when I wipe.",), "saddle numbness"),
        (("P: I couldn't feel anything when I wiped.",), "saddle numbness"),
        (("P: My left leg keeps giving out.",), "weakness"),
        (("P: My knee keeps on giving out on me.",), "weakness"),
        (("P: I woke up drenched in sweat.",), "night sweats"),
        (("C: Any loss of bladder control?", "P: I leak a little when I cough."), "bladder or bowel incontinence"),
        (("P: Bowels, I've been having accidents.",), "bladder or bowel incontinence"),
        (("C: How are your bowels?", "P: I had an accident on Sunday."), "bladder or bowel incontinence"),
        (
            ("C: Any trouble holding your urine?", "P: Sometimes I don't make it to the bathroom."),
            "bladder or bowel incontinence",
        ),
        (("P: I don't always make it to the toilet.",), "bladder or bowel incontinence"),
        (("C: Any fevers?", "P: I did on Saturday."), "fever"),
        (("C: Any fevers?", "P: I had one on Saturday."), "fever"),
        (("C: Have you had a fever?", "P: I did last week."), "fever"),
        (("P: I've never had this weakness before.",), "weakness"),
        (("P: I never had weakness until last week.",), "weakness"),
        (("P: No weakness until yesterday.",), "weakness"),
        (("P: I don't get any weakness unless I walk far.",), "weakness"),
        (("P: I didn't notice the weight loss until my wife said so.",), "weight loss"),
        (("P: I hadn't noticed the weakness till Monday.",), "weakness"),
    ],
)
def test_a_warning_sign_told_with_a_no_inside_is_heard(hear, lines: tuple[str, ...], sign: str) -> None:
    assert hear(*lines).values("red_flag", assertion="documented") == [sign]


@pytest.mark.parametrize(
    "lines",
    [
        ("P: I'm able to pee just fine.",),
        ("P: I've never had weakness before.",),
        ("P: I didn't notice any weakness.",),
        ("P: I had a car accident on Sunday.",),
        ("C: How are your bowels?", "P: Fine. I was in an accident on Sunday."),
        ("C: Any fevers?", "P: I did the dishes."),
        ("P: My patience keeps giving out.",),
        ("P: I always make it to the toilet.",),
    ],
)
def test_like_words_without_the_sign_document_none(hear, lines: tuple[str, ...]) -> None:
    assert hear(*lines).values("red_flag", assertion="documented") == []
