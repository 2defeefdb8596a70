"""How long, how bad, since what: numbers and mechanisms."""

import pytest

from scribe.extraction.reader.quantities import durations, number_of, scores


@pytest.mark.parametrize(
    ("words", "count", "unit"),
    [
        ("for about a year now", 1.0, "year"),
        ("for three weeks now", 3.0, "week"),
        ("a year and a half", 1.5, "year"),
        ("one and a half years", 1.5, "year"),
        ("a couple of months", 2.0, "month"),
        ("6 months ago", 6.0, "month"),
        ("a few days", None, "day"),
        ("four or five months", None, "month"),
        ("twenty-five years", 25.0, "year"),
    ],
)
def test_durations_are_read_in_words_and_digits(words, count, unit):
    found = durations(words)

    assert [(each.count, each.unit) for each in found] == [(count, unit)]


@pytest.mark.parametrize(
    ("words", "value"), [("seven out of ten", 7), ("7/10", 7), ("6 out of 10", 6), ("4.5/10", 4.5)]
)
def test_scores_out_of_ten_are_numbers(words, value):
    assert [score.value for score in scores(words)] == [value]


def test_a_range_of_scores_stays_words():
    assert [score.value for score in scores("four or five out of ten")] == ["four to five"]


def test_a_number_beyond_the_scale_stays_words(hear):
    heard = hear("C: How bad is it, zero to ten?", "P: Twelve.")

    assert heard.values("severity") == ["twelve"]


def test_eight_hundred_is_eight_hundred():
    assert number_of("eight hundred") == 800


def test_strength_out_of_five_is_no_pain_score(hear):
    heard = hear("C: Strength is 5/5 in both legs.")

    assert heard.facts("severity") == []


@pytest.mark.parametrize(
    ("words", "chronicity"),
    [
        ("My assessment is chronic low back pain.", ["chronic"]),
        ("My assessment is acute low back pain.", ["acute"]),
        ("You have chronic kidney disease.", []),
        ("You have chronic migraines.", []),
        ("The x-ray shows no acute pathology.", []),
        ("She is in no acute distress.", []),
        ("You have had low back pain for years.", ["unspecified"]),
    ],
)
def test_chronic_counts_only_when_said_of_the_pain(hear, words, chronicity):
    heard = hear("C: " + words)

    assert heard.values("chronicity") == chronicity


@pytest.mark.parametrize(
    ("words", "injury"),
    [
        ("I hurt my back lifting a couch yesterday.", "current"),
        ("I fell off a horse twenty years ago.", "old"),
        ("My back started hurting after a car accident last week.", "current"),
    ],
)
def test_a_mechanism_says_whether_the_injury_is_current(hear, words, injury):
    heard = hear("P: " + words)

    assert {fact.attributes.injury for fact in heard.facts("mechanism")} == {injury}


def test_no_injury_is_a_denied_mechanism(dictate):
    heard = dictate("Low back pain for two weeks, no injury.")

    assert [(fact.assertion.value, fact.attributes.injury) for fact in heard.facts("mechanism")] == [
        ("denied", "none")
    ]


def test_falling_asleep_is_no_fall(hear):
    heard = hear("P: I can't fall asleep at night.")

    assert heard.facts("mechanism") == []


def test_an_undated_fall_is_as_old_as_years_of_pain(hear):
    heard = hear("P: My back has been hurting for two years. I fell at work.")

    assert [fact.attributes.injury for fact in heard.facts("mechanism")] == ["old"]


def test_the_duration_of_a_therapy_is_no_onset(hear):
    heard = hear("P: I did six weeks of physical therapy.")

    assert heard.facts("onset") == []


@pytest.mark.parametrize(
    "words",
    [
        "I can't sit more than twenty minutes.",
        "It's hard to tie my shoes.",
        "I have trouble sleeping because of it.",
    ],
)
def test_what_cannot_be_done_is_a_functional_limit(hear, words):
    heard = hear("P: " + words)

    assert heard.statuses("functional_limitation") == ["documented"]


def test_no_trouble_walking_is_a_denied_limit(hear):
    heard = hear("P: I have no trouble walking.")

    assert heard.statuses("functional_limitation") == ["denied"]


def test_not_remembering_is_no_functional_limit(hear):
    heard = hear("P: I can't remember when it started.")

    assert heard.facts("functional_limitation") == []


def test_chronic_pain_syndrome_is_a_name_and_no_duration(hear):
    heard = hear("C: My impression is chronic pain syndrome.")

    assert heard.facts("chronicity") == []


def test_weeks_of_pregnancy_are_no_onset(dictate):
    heard = dictate("She is 28 weeks pregnant with low back pain for three days.")

    assert [(fact.attributes.duration, fact.attributes.unit) for fact in heard.facts("onset")] == [(3.0, "day")]
    assert "28 weeks pregnant" in heard.values("history")


def test_a_word_of_course_behind_the_pain_is_heard(dictate):
    assert dictate("Assessment: low back pain, chronic.").values("chronicity") == ["chronic"]
    assert dictate("Low back pain for four years, long-standing.").values("chronicity") == ["unspecified"]


def test_the_site_of_a_finding_is_no_complaint(dictate):
    heard = dictate("Palpable spasm of the lumbar paraspinals.")

    assert heard.values("chief_complaint") + heard.values("region") == []


def test_chronic_said_of_another_place_is_not_the_backs(hear):
    elsewhere = hear("C: You have chronic hip pain, chronic pain in the knee, and new low back pain.")
    here = hear("C: You have hip pain and chronic low back pain.")

    assert elsewhere.values("chronicity") == []
    assert here.values("chronicity") == ["chronic"]


@pytest.mark.parametrize(
    "words",
    [
        "Getting in and out of bed is a chore.",
        "I have a hard time getting my shoes on.",
        "My wife has to tie my shoes.",
        "It bothers me when I sit at my desk for too long.",
        "I don't go hiking any more.",
    ],
)
def test_a_limit_is_told_in_many_ways(hear, words):
    heard = hear("P: " + words)

    assert heard.statuses("functional_limitation") == ["documented"]


@pytest.mark.parametrize(
    "words",
    [
        "I can't do anything about the traffic.",
        "I can sit for hours without pain.",
        "I couldn't open the portal.",
        "Sitting is not a problem.",
    ],
)
def test_what_is_no_limit_of_function_is_none(hear, words):
    assert hear("P: " + words).statuses("functional_limitation") in ([], ["denied"])


@pytest.mark.parametrize(
    ("lines", "onset"),
    [
        (("P: My back pain started on October twelfth.",), "on october twelfth"),
        (("P: My back pain started October 12th.",), "october 12th"),
        (("P: The back pain started at the beginning of March.",), "at the beginning of march"),
        (("P: My back pain began back in 1998.",), "back in 1998"),
        (("P: My back pain began in the spring of 2019.",), "in the spring of 2019"),
        (("P: My back hurts. It first came on around the third of June.",), "on around the third of june"),
        (("C: When did it start?", "P: Back in 1998."), "back in 1998"),
        (("C: When did it start?", "P: Beginning of March."), "beginning of march"),
        (("C: When did it start?", "P: Nineteen ninety-eight."), "nineteen ninety-eight"),
        (("P: My back has hurt since January 2020.",), "since january 2020"),
    ],
)
def test_a_date_is_when_the_pain_began(hear, lines, onset):
    assert hear(*lines).values("onset") == [onset]


@pytest.mark.parametrize(
    "words",
    [
        "I had breast cancer ten years ago.",
        "I had a heart attack five years ago.",
        "I haven't peed since yesterday.",
        "My MRI in 2019 was for the pain.",
        "I started a new job on October twelfth.",
        "The pain may start again.",
        "My daughter turned twelve in March.",
    ],
)
def test_a_date_of_something_else_is_no_onset(hear, words):
    assert hear("P: " + words).values("onset") == []


@pytest.mark.parametrize(
    ("words", "chronicity"),
    [
        ("My back hurts. It's been chronic for years.", ["chronic"]),
        ("This back pain is a pain, it's chronic now.", ["chronic"]),
        ("My back hurts. It's been there for years.", ["unspecified"]),
        ("I have kidney disease. It's been chronic for years.", []),
        ("My back is fine. My headaches, they have been chronic for years.", []),
    ],
)
def test_it_is_as_chronic_as_what_was_told_before(hear, words, chronicity):
    assert hear("P: " + words).values("chronicity") == chronicity


@pytest.mark.parametrize(
    ("told", "status", "date"),
    [
        ("I fell off a ladder back in 1998.", "old", "back in 1998"),
        ("I fell on October twelfth and it has hurt since.", "current", "on october twelfth"),
        ("It was a car accident in March of 2021.", "unclear", "in march of 2021"),
        ("I lifted a box last Tuesday.", "current", "last tuesday"),
        ("I fell two weeks ago.", "current", "two weeks ago"),
    ],
)
def test_an_injury_has_its_date_as_it_was_told(hear, told, status, date):
    [fact] = [f for f in hear("C: What happened?", f"P: {told}").documentation.facts if f.kind.value == "mechanism"]

    assert (fact.attributes.injury, fact.attributes.date) == (status, date)
