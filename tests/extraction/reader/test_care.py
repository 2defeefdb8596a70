"""Treatments, pictures, examination, plans."""

import pytest


@pytest.mark.parametrize(
    ("words", "response"),
    [
        ("I took ibuprofen and it helped a lot.", "helped"),
        ("Ibuprofen takes the edge off.", "partly"),
        ("I tried ibuprofen, but it didn't help.", "no"),
        ("I took ibuprofen to see if it helps.", None),
    ],
)
def test_a_treatment_keeps_what_it_did(hear, words, response):
    heard = hear("P: " + words)

    assert [fact.attributes.response for fact in heard.facts("treatment")] == [response]


def test_a_response_belongs_to_the_treatment_it_was_said_of(hear):
    heard = hear("P: Ibuprofen didn't help, but heat helps a lot.")

    responses = {str(fact.value): fact.attributes.response for fact in heard.facts("treatment")}
    assert responses == {"ibuprofen": "no", "heat": "helped"}


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("P: I tried gabapentin last year.", "past"),
        ("P: I'm taking gabapentin.", "current"),
        ("C: I'm going to prescribe gabapentin.", "planned"),
        ("C: Continue the gabapentin.", "current"),
        ("C: If that doesn't help, we can start gabapentin.", "hypothetical"),
    ],
)
def test_a_treatment_has_its_time(hear, line, when):
    heard = hear(line)

    assert [fact.temporality.value for fact in heard.facts("treatment", value="gabapentin")] == [when]


@pytest.mark.parametrize(
    ("words", "dose"),
    [
        ("I take naproxen 500 mg twice a day.", "500 mg twice a day"),
        ("I take ibuprofen, eight hundred milligrams a day.", "eight hundred milligrams a day"),
    ],
)
def test_a_dose_is_kept_as_said(hear, words, dose):
    heard = hear("P: " + words)

    assert [fact.attributes.dose for fact in heard.facts("treatment")] == [dose]


def test_a_treatment_that_was_never_had_is_denied(hear):
    heard = hear("C: Have you tried physical therapy?", "P: No.")

    assert heard.statuses("treatment") == ["denied"]


def test_a_denied_side_effect_does_not_deny_the_drug(hear):
    heard = hear("C: Did you get any stomach upset from the ibuprofen?", "P: No.")

    assert "denied" not in heard.statuses("treatment")


def test_each_finding_of_a_report_is_its_own_fact(hear):
    heard = hear("C: The x-ray report says: no acute pathology. There is disc-space narrowing at L5-S1.")

    assert heard.values("imaging") == ["no acute pathology", "disc-space narrowing at l5-s1"]
    assert {fact.attributes.status for fact in heard.facts("imaging")} == {"reported"}


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("C: I reviewed your MRI, and it shows a herniated disc.", "reviewed"),
        ("C: Let's order an MRI of your lumbar spine.", "ordered"),
        ("P: I had an x-ray last month and it was normal.", "reported"),
    ],
)
def test_imaging_is_ordered_reviewed_or_reported(hear, line, status):
    heard = hear(line)

    assert {fact.attributes.status for fact in heard.facts("imaging")} == {status}


def test_a_finding_never_loses_its_no(hear):
    heard = hear("P: They did an x-ray and told me nothing was broken.")

    assert heard.values("imaging") == ["nothing was broken"]


def test_a_finding_on_a_picture_is_no_diagnosis(hear):
    heard = hear("C: Your MRI shows a herniated disc at L4-5.")

    assert heard.facts("diagnosis") == []


def test_what_the_clinician_concludes_after_a_picture_is_a_diagnosis(hear):
    heard = hear("C: Your MRI shows a disc bulge. So this is a lumbar radiculopathy.")

    assert heard.values("diagnosis") == ["lumbar radiculopathy"]


def test_motion_keeps_movement_region_and_degrees(hear):
    heard = hear("C: Your lumbar flexion is limited to sixty degrees, extension is full.")

    found = [(str(f.value), f.attributes.movement, f.attributes.degrees) for f in heard.facts("range_of_motion")]
    assert found == [("limited", "flexion", 60.0), ("full", "extension", None)]


def test_knee_flexion_is_no_motion_of_the_spine(hear):
    heard = hear("C: Knee flexion is limited.")

    assert heard.facts("range_of_motion") == []


def test_pain_free_flexion_is_denied_pain(hear):
    heard = hear("C: No pain with flexion.")

    assert [(str(f.value), f.assertion.value) for f in heard.facts("range_of_motion")] == [("painful", "denied")]


def test_examination_findings_are_the_clinicians(hear):
    heard = hear("C: Straight leg raise is negative on both sides, strength is 5/5, reflexes are symmetric.")

    assert heard.values("neurologic_exam") == [
        "straight leg raise is negative on both sides",
        "strength is 5/5",
        "reflexes are symmetric",
    ]


def test_a_patient_examines_nothing(hear):
    heard = hear("P: My reflexes are normal.")

    assert heard.facts("neurologic_exam") == []


def test_announcing_an_examination_is_no_plan(hear):
    heard = hear("C: I'm going to press along your back. Let's take a look.")

    assert heard.facts("plan") == []


@pytest.mark.parametrize(
    ("words", "plan"),
    [
        ("We'll refer you to physical therapy.", "refer you to physical therapy"),
        ("Let's order an MRI of the lumbar spine.", "order an mri of the lumbar spine"),
        ("Please come back in six weeks.", "come back in six weeks"),
    ],
)
def test_what_the_clinician_will_do_is_a_plan(hear, words, plan):
    heard = hear("C: " + words)

    assert heard.values("plan") == [plan]


def test_not_prescribing_is_no_plan(hear):
    heard = hear("C: We don't really like to prescribe that.")

    assert heard.facts("plan") == []


def test_a_movement_asked_for_in_the_examination_has_the_answer_for_a_finding(hear):
    hurts = hear("C: Lean back for me. Does that hurt?", "P: Yes.")
    does_not = hear("C: Turn your head to the left. Any pain?", "P: No.")

    assert [(str(f.value), f.assertion.value, f.attributes.movement) for f in hurts.facts("range_of_motion")] == [
        ("painful", "documented", "extension")
    ]
    assert does_not.statuses("range_of_motion", movement="rotation") == ["denied"]


@pytest.mark.parametrize("line", ["C: Bend forward as far as you can.", "C: Can you touch your toes all the way?"])
def test_what_the_patient_is_told_to_do_is_no_finding(hear, line):
    assert hear(line, "P: Okay.").facts("range_of_motion") == []


@pytest.mark.parametrize(
    ("line", "modality"),
    [
        ("C: Your nerve conduction study shows compression at the wrist.", "EMG"),
        ("C: The bone density scan showed degenerative changes.", "DEXA"),
        ("C: The imaging shows narrowing at L5-S1.", "imaging"),
    ],
)
def test_each_kind_of_picture_is_known_by_its_name(hear, line, modality):
    assert {fact.attributes.modality for fact in hear(line).facts("imaging")} == {modality}


@pytest.mark.parametrize(
    ("words", "response"),
    [
        ("I took naproxen. Nothing helped.", "no"),
        ("I took naproxen. Nothing has helped.", "no"),
        ("I took naproxen. None of it worked.", "no"),
        ("I took naproxen. It never once helped.", "no"),
        ("I took naproxen and I don't think it helped.", "no"),
        ("I don't think the naproxen helped.", "no"),
        ("I don't feel like naproxen helps.", "no"),
        ("I took naproxen, can't say it helped.", "no"),
        ("I took naproxen, it hardly helped.", "no"),
        ("I took naproxen. Not that it helped.", "no"),
        ("Naproxen helped at first but not anymore.", "partly"),
        ("I doubt the naproxen helped.", "no"),
        ("Not one naproxen helped.", "no"),
        ("I took naproxen. I'm not sure it helped.", None),
        ("I took naproxen. I don't know if it helped.", None),
        ("I took naproxen. Nothing else helped.", None),
        ("Naproxen didn't help until the third day.", None),
        ("I took naproxen. No question, it helped.", "helped"),
        ("I took naproxen. There's no doubt it helped.", "helped"),
        ("I took naproxen. I can't complain, it helped.", "helped"),
        ("I took naproxen. I think it helped.", "helped"),
        ("I took naproxen. It helped, no problem.", "helped"),
    ],
)
def test_a_negative_before_helped_is_never_help(hear, words, response):
    assert [fact.attributes.response for fact in hear("P: " + words).facts("treatment")] == [response]


@pytest.mark.parametrize(
    "words", ["P: I took naproxen and tried heat. Neither helped.", "P: Neither the naproxen nor the heat helped."]
)
def test_neither_helped_is_said_of_both(hear, words):
    heard = hear(words)

    assert [fact.attributes.response for fact in heard.facts("treatment")] == ["no", "no"]


@pytest.mark.parametrize(
    ("line", "drugs"),
    [
        ("P: I take naproxen and gabapentin, and warfarin for my heart.", ["naproxen", "gabapentin"]),
        ("P: I take gabapentin, and a blood thinner.", ["gabapentin"]),
        ("P: I take naproxen, but that's aspirin for my heart.", ["naproxen"]),
        ("P: I take aspirin for my heart.", []),
        ("P: I take aspirin, lisinopril, and metoprolol for my heart.", []),
        ("P: I'm allergic to naproxen, ibuprofen, and codeine.", []),
    ],
)
def test_a_drug_for_the_heart_takes_no_other_drug_away(hear, line, drugs):
    assert hear(line).values("treatment") == drugs


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("C: I want you to stop the ibuprofen.", "past"),
        ("P: I stopped taking the ibuprofen.", "past"),
        ("P: I quit taking ibuprofen.", "past"),
        ("P: I came off the ibuprofen.", "past"),
        ("C: Don't stop the ibuprofen.", "current"),
        ("P: I never stopped taking ibuprofen.", "current"),
        ("P: I'm taking ibuprofen.", "current"),
    ],
)
def test_a_drug_that_is_stopped_is_past(hear, line, when):
    facts = hear(line).facts("treatment")
    assert [(fact.assertion.value, fact.temporality.value) for fact in facts] == [("documented", when)]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        (
            "Straight leg raise is positive on the left at forty degrees and negative on the right.",
            [
                "straight leg raise is positive on the left at forty degrees",
                "straight leg raise negative on the right",
            ],
        ),
        (
            "Straight leg raise positive on the right, negative on the left.",
            ["straight leg raise positive on the right", "straight leg raise negative on the left"],
        ),
        ("Straight leg raise is negative on both sides.", ["straight leg raise is negative on both sides"]),
        (
            "Straight leg raise is positive on the right and he limps.",
            ["straight leg raise is positive on the right"],
        ),
    ],
)
def test_a_test_of_two_sides_has_two_findings(dictate, text, findings):
    assert dictate(text).values("neurologic_exam") == findings


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("C: Any physical therapy?", "P: I did six weeks of it."), [("physical therapy", "documented")]),
        (("C: Any therapy?", "P: I did about a month of it."), [("therapy", "documented")]),
        (("C: Any injections?", "P: Two epidurals. The first helped for a month."), [("epidurals", "documented")]),
        (("C: Any injections?", "P: I did six weeks of antibiotics."), []),
        (("C: Any therapy?", "P: I did the dishes."), []),
    ],
)
def test_a_treatment_that_is_asked_for_is_had_as_the_answer_tells(hear, lines, found):
    assert [(str(f.value), f.assertion.value) for f in hear(*lines).facts("treatment")] == found


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (("P: I'm allergic to naproxen.",), ["allergic to naproxen"]),
        (("P: I'm allergic to naproxen and codeine, so I take Tylenol.",), ["allergic to naproxen and codeine"]),
        (("P: I'm not allergic to anything.",), ["allergies"]),
        (("C: Any allergies?", "P: No."), ["allergies"]),
        (("C: Are you allergic to any medications?", "P: Naproxen."), ["allergic to naproxen"]),
    ],
)
def test_an_allergy_keeps_its_drug(hear, lines, value):
    assert hear(*lines).values("history") == value


def test_what_somebody_is_allergic_to_is_not_taken(hear):
    heard = hear("C: Are you allergic to any medications?", "P: Naproxen.")

    assert heard.facts("treatment") == []
