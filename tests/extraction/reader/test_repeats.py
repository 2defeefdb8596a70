"""What is said again in fewer words is no second fact, and a question what a treatment did takes it for granted."""

import pytest


def test_the_back_is_the_low_back_where_no_other_part_is_told(hear):
    heard = hear("P: My back hurts.", "C: Where?", "P: It's my lower back.")

    assert heard.values("region") == ["lumbar"]
    assert "My back hurts" in heard.quotes("region")[0]


@pytest.mark.parametrize("other", ["My upper back hurts.", "My whole back hurts.", "My spine hurts."])
def test_another_part_of_the_back_stays_a_fact(hear, other):
    heard = hear(f"P: My lower back hurts. {other}")

    assert heard.values("region") == ["lumbar", "unspecified"]


def test_the_back_stays_where_two_parts_of_it_are_told(hear):
    heard = hear("P: My back hurts. I have lumbar pain and thoracic spine pain.")

    assert sorted(heard.values("region")) == ["lumbar", "thoracic", "unspecified"]


def test_a_leg_named_again_without_its_side_is_the_same_leg(hear):
    once = hear("P: The pain goes down my left leg. It's a pain down the leg.")
    twice = hear(
        "P: The pain goes down my left leg and then the pain goes down my right leg. It's pain down the leg."
    )

    assert [fact.attributes.side for fact in once.facts("radiation")] == ["left"]
    assert len(twice.facts("radiation")) == 3


@pytest.mark.parametrize(
    ("asked", "answer", "status", "response"),
    [
        ("Did the gabapentin help?", "No, not really.", "documented", "no"),
        ("Did the gabapentin help?", "A little.", "documented", "partly"),
        ("Did the gabapentin help?", "It made me dizzy.", "documented", None),
        ("Did the gabapentin help?", "I never took it.", "denied", None),
    ],
)
def test_asking_what_a_treatment_did_takes_it_for_granted(hear, asked, answer, status, response):
    heard = hear(f"C: {asked}", f"P: {answer}")

    found = [(fact.assertion.value, fact.attributes.response) for fact in heard.facts("treatment")]
    assert found == [(status, response)]


@pytest.mark.parametrize("asked", ["Would gabapentin help?", "Do you think surgery could help?"])
def test_a_treatment_that_is_only_thought_of_is_not(hear, asked):
    assert hear(f"C: {asked}", "P: Maybe.").facts("treatment", assertion="documented") == []
