"""A question and its answer are one fact; a question alone is none."""

import pytest


def test_a_no_to_a_question_denies_what_was_asked(hear):
    heard = hear("C: Any fever?", "P: No.")

    assert heard.statuses("red_flag", value="fever") == ["denied"]


def test_a_yes_to_a_question_documents_what_was_asked(hear):
    heard = hear("C: Any fever?", "P: Yes.")

    assert heard.statuses("red_flag", value="fever") == ["documented"]


def test_an_answered_question_quotes_the_question_first_and_then_the_answer(hear):
    heard = hear("C: Have you had any fever lately?", "P: No.")

    assert heard.quotes("red_flag") == [["fever", "No"]]


def test_the_person_who_answers_is_the_one_who_asserts(hear):
    heard = hear("C: Any fever?", "P: No.")

    assert [fact.speaker_role.value for fact in heard.facts("red_flag")] == ["patient"]


def test_a_question_that_nobody_answers_makes_no_fact(hear):
    heard = hear("C: Any fever?", "C: I will look at your back first.", "P: Okay.")

    assert heard.facts("red_flag") == []


def test_a_reply_about_something_else_makes_no_fact_of_the_question(hear):
    heard = hear("C: Any fever?", "P: My parking meter runs out at ten.")

    assert heard.facts("red_flag") == []


def test_none_of_those_denies_every_item_of_a_list(hear):
    heard = hear("C: Fever, chills, weight loss?", "P: None of those.")

    assert heard.values("red_flag", assertion="denied") == ["fever", "chills", "weight loss"]


def test_a_no_answers_a_row_of_short_questions(hear):
    heard = hear("C: Any fever? Any chills?", "P: No.")

    assert heard.statuses("red_flag") == ["denied", "denied"]


def test_a_no_answers_only_the_last_of_two_full_questions(hear):
    heard = hear("C: Do you smoke? Do you have any fever?", "P: No.")

    assert heard.facts("history") == []


def test_an_answer_that_picks_one_item_leaves_the_other_unanswered(hear):
    heard = hear("C: Do you get any numbness or tingling?", "P: A little tingling, yes.")

    assert heard.values("history") == ["tingling"]


def test_a_bare_yes_to_two_things_at_once_is_uncertain(hear):
    heard = hear("C: Any fever or chills?", "P: Yes.")

    assert heard.statuses("red_flag") == ["uncertain", "uncertain"]


def test_a_no_that_is_taken_back_is_not_a_denial(hear):
    heard = hear("C: Any tingling in your legs?", "P: No, well, a little.")

    assert "denied" not in heard.statuses("history")


def test_a_no_followed_by_the_symptom_documents_the_symptom(hear):
    heard = hear("C: Any tingling?", "P: No, well, I do get some tingling at night.")

    assert heard.statuses("history", value="tingling") == ["documented"]


def test_agreeing_to_a_negative_statement_denies(hear):
    heard = hear("C: So no pain going down your legs?", "P: Right, nothing like that.")

    assert heard.statuses("radiation", value="leg") == ["denied"]


def test_a_bare_yes_to_a_negative_question_decides_nothing_firm(hear):
    heard = hear("C: So no pain down your legs?", "P: Yes.")

    assert heard.statuses("radiation", value="leg") == ["uncertain"]


def test_a_statement_put_up_for_confirmation_is_the_patients_once_confirmed(hear):
    heard = hear("C: You have pain on the left side of your low back, right?", "P: Yes.")

    assert [fact.speaker_role.value for fact in heard.facts("laterality", value="left")] == ["patient"]


def test_a_rejected_statement_is_denied(hear):
    heard = hear("C: So the pain goes down your left leg, correct?", "P: No.")

    assert heard.statuses("radiation") == ["denied"]


def test_a_question_without_a_question_mark_is_still_a_question(hear):
    heard = hear("C: okay and do you have any fever", "P: no")

    assert heard.statuses("red_flag", value="fever") == ["denied"]


def test_a_duration_alone_answers_how_long(hear):
    heard = hear("C: How long has your back been hurting?", "P: About three months.")

    assert [(fact.attributes.duration, fact.attributes.unit) for fact in heard.facts("onset")] == [(3.0, "month")]


def test_a_number_alone_answers_the_pain_scale(hear):
    heard = hear("C: On a scale of zero to ten, how bad is it?", "P: I'd say a seven.")

    assert [fact.value for fact in heard.facts("severity")] == [7]


def test_an_answer_to_did_it_help_belongs_to_the_treatment_before(hear):
    heard = hear("C: What have you tried?", "P: Some ibuprofen.", "C: Did it help?", "P: Not really.")

    assert [fact.attributes.response for fact in heard.facts("treatment", value="ibuprofen")] == ["no"]


def test_a_patients_own_question_states_nothing(hear):
    heard = hear("P: Could this be cancer?", "C: No.")

    assert heard.facts("red_flag") == []


def test_question_and_answer_inside_one_segment_of_an_unknown_speaker_belong_together(hear):
    heard = hear("Any fever? No. I have low back pain.")

    assert heard.statuses("red_flag", value="fever") == ["denied"]


def test_unknown_speakers_stay_unknown(hear):
    heard = hear("Any fever?", "No.")

    assert [fact.speaker_role.value for fact in heard.facts("red_flag")] == ["unknown"]


def test_segments_of_one_speaker_are_read_as_one_turn(hear):
    heard = hear("C: Do you have any", "C: fever?", "P: No.")

    assert heard.statuses("red_flag", value="fever") == ["denied"]


def test_a_quote_never_crosses_a_segment(hear):
    heard = hear("P: The pain shoots down my", "P: left leg.")

    assert heard.quotes("radiation", value="leg") == [["pain shoots down my", "left leg"]]


def test_unless_it_is_asked_for_its_use_a_treatment_is_not_settled(hear):
    heard = hear("C: Is the ibuprofen any better than the naproxen?", "P: A little.")

    assert "uncertain" not in heard.statuses("treatment")


def test_i_have_before_an_object_is_no_yes(hear):
    heard = hear("P: Is there any fever going around?", "C: I have the results here.")

    assert heard.facts("red_flag") == []


def test_left_or_right_handed_is_no_side_of_the_pain(hear):
    heard = hear("P: My neck hurts.", "C: Are you left or right handed?", "P: Right.")

    assert heard.facts("laterality") == []


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("Yeah, no.", ["denied"]),
        ("Yeah. No.", ["denied"]),
        ("Yeah, no, not really.", ["denied"]),
        ("Yes and no.", ["uncertain"]),
        ("Not since Saturday.", ["uncertain"]),
        ("Define fever.", []),
        ("Only at night.", ["documented"]),
        ("I sure don't.", ["denied"]),
        ("I sure do.", ["documented"]),
        ("Not one bit.", ["denied"]),
        ("Not much.", ["uncertain"]),
        ("Sure don't.", ["denied"]),
        ("Sure haven't.", ["denied"]),
        ("Can't say I have.", ["denied"]),
        ("Not to my knowledge.", ["denied"]),
        ("Yeah, no question.", ["documented"]),
        ("Sure do.", ["documented"]),
        ("Yeah, I don't sleep because of it.", ["documented"]),
    ],
)
def test_a_no_behind_a_yes_is_a_no(hear, answer, status):
    assert hear("C: Any fever?", "P: " + answer).statuses("red_flag", value="fever") == status


@pytest.mark.parametrize(
    "lines",
    [
        ("C: Any fever?", "P: What do you mean?", "C: A temperature.", "P: Oh. No."),
        ("C: Any fever?", "P: Fever?", "C: Yes.", "P: No."),
        ("C: Any fever?", "P: Fever?", "C: Yeah, burning up.", "P: No."),
        ("C: Any fever?", "P: Sorry, what?", "C: A fever lately.", "P: No, not at all."),
        ("C: Any fever?", "P: Sorry?", "C: Any fever?", "P: No."),
        ("C: Any fever?", "P: Like what?", "C: Like, chills, sweating.", "P: No, nothing."),
        ("C: Any fever?", "P: Hmm.", "C: In the last week, I mean.", "P: Oh, no."),
    ],
)
def test_an_answer_that_first_asks_back_is_still_one(hear, lines):
    assert hear(*lines).statuses("red_flag", value="fever") == ["denied"]


@pytest.mark.parametrize(
    "lines",
    [
        ("C: Any fever?", "P: What do you mean?", "C: I will look at your back first.", "P: No."),
        ("C: Any fever?", "P: My knee hurts.", "C: A lot.", "P: No."),
        ("C: Any fever?", "P: Can I sit?", "C: Sure.", "P: No, I can stand."),
        ("C: Any fever?", "P: What do you mean?", "C: Do you smoke?", "P: No."),
    ],
)
def test_an_answer_to_something_else_does_not_reach_back(hear, lines):
    assert hear(*lines).facts("red_flag", value="fever") == []


def test_the_first_and_the_second_of_two_are_told_apart(hear):
    heard = hear("C: Any weakness or numbness?", "P: Yes to the first, no to the second.")

    assert heard.statuses("red_flag", value="weakness") == ["documented"]
    assert heard.statuses("history", value="numbness") == ["denied"]


def test_a_no_reaches_both_halves_of_an_or(hear):
    heard = hear("C: Any weakness in the leg, or trouble holding your urine?", "P: No, nothing like that.")

    assert heard.statuses("red_flag") == ["denied", "denied"]


@pytest.mark.parametrize(
    ("asked", "answer", "side"),
    [
        ("Left leg or right leg?", "The right.", ["right"]),
        ("Is it your right or your left side?", "Both.", ["bilateral"]),
        ("The left?", "No, the right.", ["right"]),
        ("Right side, left side, or both?", "Both.", ["bilateral"]),
        ("The right one?", "Yes.", ["right"]),
        ("Is that your left leg?", "No, my right.", ["right"]),
        ("It hurts, right?", "Yes.", []),
        ("Is it the right leg or the left?", "Left.", ["left"]),
        ("Are you sitting on the left chair or the right chair?", "Right here.", []),
        ("Left or right handed?", "Right.", []),
    ],
)
def test_a_choice_of_sides_is_answered_by_one(hear, asked, answer, side):
    assert hear("P: My leg hurts.", "C: " + asked, "P: " + answer).values("laterality") == side


@pytest.mark.parametrize(
    ("answer", "status"), [("No.", ("documented", "past")), ("Yes.", ("documented", "current"))]
)
def test_what_is_no_longer_there_is_past(hear, answer, status):
    heard = hear("C: You mentioned numbness. Is it still there?", "P: " + answer)

    assert [(f.assertion.value, f.temporality.value) for f in heard.facts("history")] == [status]


def test_what_would_have_been_is_no_sign(hear):
    assert hear("P: If I had a fever I would have called you.").facts("red_flag") == []
    assert hear("P: If I walk my leg would go weak.").statuses("red_flag") == ["documented"]
