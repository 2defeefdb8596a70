"""Regions, sides and radiation: what hurts, where, and what only sounds like it."""

import pytest


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("I have low back pain.", "lumbar"),
        ("My lower back has been killing me.", "lumbar"),
        ("I've had a stiff neck all week.", "cervical"),
        ("My back hurts.", "unspecified"),
        ("There is an ache between my shoulder blades.", "unspecified"),
        ("My tailbone is sore.", "coccygeal"),
        ("I get pain in my right flank.", "flank"),
        ("I tweaked my lower back yesterday.", "lumbar"),
    ],
)
def test_a_complaint_names_its_region(hear, words, region):
    heard = hear("P: " + words)

    assert region in heard.values("region", assertion="documented")


@pytest.mark.parametrize(
    "words",
    [
        "I'll be right back.",
        "The pain comes back every night.",
        "Back in 2010 I moved here.",
        "The back of my knee is sore.",
        "I went back to my doctor with a cough.",
    ],
)
def test_back_is_not_always_a_body_part(hear, words):
    heard = hear("P: " + words)

    assert heard.facts("region") == []


@pytest.mark.parametrize(
    "words",
    [
        "It hurts right in the lower back.",
        "My back hurts right now.",
        "All right, my back hurts.",
        "My back hurts, right?",
        "I left work early because my back hurts.",
    ],
)
def test_right_and_left_are_not_always_sides(hear, words):
    heard = hear("P: " + words)

    assert heard.facts("laterality") == []


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("The pain goes down my right leg.", "right"),
        ("It hurts on the left side of my low back.", "left"),
        ("Both of my legs ache.", "bilateral"),
        ("It's more on the right.", "right"),
    ],
)
def test_a_side_is_read_with_what_it_belongs_to(hear, words, side):
    heard = hear("P: " + words)

    assert set(heard.values("laterality")) == {side}


def test_the_last_side_wins_and_its_quote_holds_both(hear):
    heard = hear("P: The pain goes down my left, sorry, my right leg.")

    assert heard.values("laterality") == ["right"]
    assert heard.quotes("laterality") == [["left, sorry, my right leg"]]


def test_a_correction_reaches_back_over_a_full_stop(hear):
    heard = hear("C: Which leg is it?", "P: The left. Well, no, the right.")

    assert heard.values("laterality") == ["right"]


def test_a_no_between_two_sides_is_not_always_a_correction(hear):
    heard = hear("P: I have pain in my left leg, no right leg pain.")

    assert "left" in heard.values("laterality")


@pytest.mark.parametrize(
    ("words", "site"),
    [
        ("It shoots down my left leg below the knee.", "leg"),
        ("The pain runs into my arm.", "arm"),
        ("It spreads to my buttock.", "buttock"),
        ("The pain wraps around my ribs, I mean it goes around to my ribs.", "chest_wall"),
        ("It doesn't go anywhere.", "none"),
    ],
)
def test_travelling_pain_is_radiation(hear, words, site):
    heard = hear("P: " + words)

    assert heard.values("radiation") == [site]


def test_no_radiation_in_a_note_is_documented_as_none(dictate):
    heard = dictate("Low back pain, no radiation.")

    assert [(str(fact.value), fact.assertion.value) for fact in heard.facts("radiation")] == [
        ("none", "documented")
    ]


def test_nowhere_else_does_not_contradict_the_leg(hear):
    heard = hear("P: It goes down my right leg.", "C: Does it go anywhere else?", "P: No.")

    assert heard.values("radiation") == ["leg"]


def test_tenderness_found_on_examination_is_no_region_of_pain(hear):
    heard = hear("C: On exam there is tenderness over the lumbar spine.")

    assert heard.facts("region") == []


def test_a_film_names_no_region_of_pain(hear):
    heard = hear("C: I looked at your lumbar x-ray and it shows no fracture.")

    assert heard.facts("region") == []


def test_a_screening_question_makes_no_spine_complaint_of_a_cough(hear):
    heard = hear("C: What brings you in?", "P: I have a bad cough.", "C: Any back pain?", "P: No.")

    assert heard.values("chief_complaint") == ["cough"]
    assert heard.statuses("region") == ["denied"]


def test_a_site_alone_answers_where(hear):
    heard = hear("C: Where does it hurt?", "P: Across my lower back.")

    assert heard.values("region") == ["lumbar"]


def test_a_region_is_about_the_only_problem_of_the_visit(hear):
    heard = hear("P: I have low back pain.", "C: My assessment is chronic low back pain.")

    diagnosis = heard.facts("diagnosis")[0]
    assert [fact.about for fact in heard.facts("chronicity")] == [diagnosis.id]


def test_chronic_said_of_the_neck_is_not_about_the_low_back(hear):
    heard = hear("C: My assessment is chronic neck pain. For your low back pain, we'll start therapy.")

    neck = heard.facts("diagnosis")[0]
    assert [fact.about for fact in heard.facts("chronicity")] == [neck.id]


@pytest.mark.parametrize(
    "said",
    [
        "It's been in the back of my mind, and it hurts my pride.",
        "He stabbed me in the back at work.",
        "The fence runs along the back yard.",
        "It went from hand to hand, and on the other hand it hurt.",
        "My boss is a royal pain in the backside.",
    ],
)
def test_parts_of_the_body_in_idioms_are_none(hear, said):
    heard = hear(f"P: {said}")

    assert [fact for kind in ("region", "radiation", "laterality") for fact in heard.facts(kind)] == []


@pytest.mark.parametrize(
    ("asked", "answer", "sites"),
    [
        ("Does it stay in one place?", "No.", []),
        (
            "Does it travel into your buttocks or legs?",
            "Into the right buttock, but not past the knee.",
            ["buttock"],
        ),
        ("Does it shoot anywhere?", "Down my left arm.", ["arm"]),
        ("Does it shoot anywhere?", "No, it stays in my neck.", ["none"]),
    ],
)
def test_the_answer_says_where_it_goes(hear, asked, answer, sites):
    heard = hear(f"C: {asked}", f"P: {answer}")

    assert heard.values("radiation", assertion="documented") == sites


def test_a_pain_that_mostly_stays_but_was_told_to_travel_travels(hear):
    heard = hear("P: It stays in my back most of the time. Sometimes it goes down my left leg.")

    assert heard.values("radiation", assertion="documented") == ["leg"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She denies any radiation.", [("none", "documented")]),
        ("Denies radiating pain.", [("none", "documented")]),
        ("She denies any radiation into the legs.", [("leg", "denied")]),
        ("Denies fever. Radiation into the left leg.", [("leg", "documented")]),
    ],
)
def test_a_denied_radiation_is_none(dictate, text, found):
    assert [(str(f.value), f.assertion.value) for f in dictate(text).facts("radiation")] == found
