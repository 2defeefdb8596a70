"""What the words around a mention make of it, in near-miss pairs."""

import pytest


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("I have pain in my leg.", "documented"),
        ("I have no pain in my leg.", "denied"),
        ("There isn't any pain in my leg.", "denied"),
        ("No, I have pain in my leg.", "documented"),
        ("There is no change in the pain in my leg.", "documented"),
        ("There is no doubt about the pain in my leg.", "documented"),
        ("It's not only the pain in my leg.", "documented"),
        ("No fever but I have pain in my leg.", "documented"),
        ("I might have some pain in my leg.", "uncertain"),
    ],
)
def test_the_status_of_leg_pain_follows_the_words_around_it(hear, words, status):
    heard = hear("P: " + words)

    assert heard.statuses("radiation", value="leg") == [status]


def test_a_contrast_of_two_sites_denies_neither(hear):
    heard = hear("P: It's not the leg pain that bothers me, it's the low back.")

    assert "denied" not in heard.statuses("radiation") + heard.statuses("region")


def test_a_list_of_denials_in_a_dictated_note_denies_each(dictate):
    heard = dictate("Denies leg pain, numbness, weakness and any bladder or bowel change.")

    statuses = [fact.assertion.value for fact in heard.documentation.facts]
    assert statuses == ["denied"] * 4


def test_a_denial_does_not_reach_a_later_finding(dictate):
    heard = dictate("Exam: no swelling, straight leg raise negative, L4-5 paraspinal tenderness.")

    assert heard.statuses("physical_exam", value="l4-5 paraspinal tenderness") == ["documented"]


@pytest.mark.parametrize(
    "words",
    [
        "Come back if you lose control of your bladder.",
        "Call me right away if you get a fever.",
        "Watch for weakness in your legs.",
        "If the pain goes down your leg, let me know.",
    ],
)
def test_a_return_precaution_is_no_symptom(hear, words):
    heard = hear("C: " + words)

    assert heard.facts("red_flag") + heard.facts("radiation") == []


def test_what_happens_whenever_the_patient_sits_is_no_hypothesis(hear):
    heard = hear("P: If I sit too long, the pain goes down my leg.")

    assert heard.statuses("radiation", value="leg") == ["documented"]


def test_a_relatives_condition_is_the_familys(hear):
    heard = hear("P: My mother has spinal stenosis.")

    assert [fact.experiencer.value for fact in heard.facts("diagnosis")] == ["family"]


def test_a_relatives_complaint_is_not_the_patients_chief_complaint(hear):
    heard = hear("P: My father has low back pain too.")

    assert [fact.experiencer.value for fact in heard.facts("region")] == ["family"]


def test_ten_years_ago_is_past(hear):
    heard = hear("P: Ten years ago I had pain in my leg.")

    assert [fact.temporality.value for fact in heard.facts("radiation")] == ["past"]


def test_started_two_weeks_ago_is_current(hear):
    heard = hear("P: My low back pain started two weeks ago.")

    assert [fact.temporality.value for fact in heard.facts("region")] == ["current"]


def test_used_to_is_past(hear):
    heard = hear("P: I used to have pain in my leg.")

    assert [fact.temporality.value for fact in heard.facts("radiation")] == ["past"]


@pytest.mark.parametrize(
    ("words", "status", "hedge"),
    [
        ("You have lumbar spinal stenosis.", "documented", None),
        ("You probably have lumbar spinal stenosis.", "uncertain", "probably"),
        ("This is consistent with lumbar spinal stenosis.", "uncertain", "consistent with"),
        ("I think you have lumbar spinal stenosis.", "documented", "i think"),
    ],
)
def test_a_diagnosis_keeps_how_certain_it_was(hear, words, status, hedge):
    heard = hear("C: " + words)

    facts = heard.facts("diagnosis")
    assert [(fact.assertion.value, fact.attributes.certainty_words) for fact in facts] == [(status, hedge)]


def test_teaching_about_people_in_general_is_no_finding(hear):
    heard = hear("C: Sometimes low back pain can lead to something called sciatica.")

    assert heard.documentation.facts == ()


def test_what_a_drafted_note_says_is_not_what_was_said(dictate):
    heard = dictate("The drafted note says lumbar pain radiating to the right leg.")

    assert heard.documentation.facts == ()


def test_words_that_deny_themselves_are_a_denial(hear):
    heard = hear("P: My neck has not been bothering me.")

    assert heard.statuses("region") == ["denied"]
    assert heard.facts("chief_complaint") == []


def test_unclear_is_no_uncle(dictate):
    heard = dictate("Impression: left flank pain, etiology unclear.")

    assert {fact.experiencer.value for fact in heard.documentation.facts} == {"patient"}


def test_without_punctuation_a_denial_stays_in_its_statement(hear):
    heard = hear(
        "C: do you have any pain in your legs", "P: no there is no pain in my legs it stays in my low back"
    )

    assert heard.statuses("radiation", value="leg") == ["denied"]
    assert heard.statuses("radiation", value="none") == []
    assert "denied" not in heard.statuses("region")


def test_a_question_without_punctuation_is_not_read_as_a_statement(hear):
    heard = hear("C: and do you have any numbness or tingling", "P: no i have no numbness and no tingling")

    assert set(heard.statuses("history")) == {"denied"}


def test_a_plan_for_a_case_is_hypothetical(hear):
    heard = hear("C: If it gets worse, we'll order an MRI.")

    assert [fact.temporality.value for fact in heard.facts("plan")] == ["hypothetical"]
    assert heard.facts("imaging") == []


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("I have no pain in my leg.", "no pain in my leg"),
        ("I haven't had a fever.", "haven't had a fever"),
        ("I don't feel depressed.", "don't feel depressed"),
    ],
)
def test_the_quote_of_a_denial_shows_the_denial(hear, words, quote):
    denied = [fact for fact in hear("P: " + words).documentation.facts if fact.assertion.value == "denied"]

    assert [evidence.quote for fact in denied for evidence in fact.evidence] == [quote]


@pytest.mark.parametrize(
    ("words", "numb", "tingling"),
    [
        ("Not numbness, more like pins and needles in my right foot.", ["denied"], ["documented"]),
        ("It's not numbness so much as tingling in my foot.", ["denied"], ["documented"]),
        ("No numbness, rather some tingling in my foot.", ["denied"], ["documented"]),
        ("No numbness or tingling in my foot.", ["denied"], ["denied"]),
    ],
)
def test_what_it_is_instead_is_not_denied_with_it(hear, words, numb, tingling):
    facts = hear("P: " + words).facts("history")

    assert [f.assertion.value for f in facts if "numb" in str(f.value)] == numb
    assert [f.assertion.value for f in facts if "tingling" in str(f.value)] == tingling


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        ("I can't pick up my daughter.", ["patient"]),
        ("I can't play with my daughter.", ["patient"]),
        ("My daughter can't bend over.", ["family"]),
    ],
)
def test_somebody_who_is_lifted_is_not_who_it_is_about(hear, words, whose):
    assert [f.experiencer.value for f in hear("P: " + words).facts("functional_limitation")] == whose


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("I had no numbness until the surgery.", "documented"),
        ("I had no numbness before the surgery.", "uncertain"),
        ("I've never had numbness before.", "uncertain"),
        ("I've never had this numbness.", "uncertain"),
        ("I've never had numbness.", "denied"),
        ("I have no numbness.", "denied"),
    ],
)
def test_what_was_not_there_earlier_is_not_denied_of_today(hear, words, status):
    assert hear("P: " + words).statuses("history", value="numbness") == [status]


@pytest.mark.parametrize("words", ["I had no pain until I fell.", "I never had back pain before my fall."])
def test_a_denial_does_not_reach_behind_until(hear, words):
    heard = hear("P: " + words)

    assert heard.facts("mechanism", injury="none") == []
    assert "denied" not in heard.statuses("region")
