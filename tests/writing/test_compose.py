"""The note says what the facts say, who said it, and nothing else."""

from collections.abc import Sequence

import pytest

from scribe.schema.documentation import Documentation
from scribe.schema.facts import (
    ChiefComplaint,
    Diagnosis,
    DiagnosisAttributes,
    FactBase,
    History,
    Imaging,
    ImagingAttributes,
    MotionAttributes,
    PainDescription,
    Plan,
    Radiation,
    RangeOfMotion,
    RedFlag,
    Region,
    Treatment,
    TreatmentAttributes,
)
from scribe.schema.narrative import Statement
from scribe.schema.terms import (
    Assertion,
    Experiencer,
    ImagingStatus,
    Motion,
    RadiationSite,
    RegionName,
    Temporality,
    TreatmentResponse,
)
from scribe.schema.transcript import SpeakerRole
from scribe.writing.compose import compose
from tests.build import quote, transcript

CLINICIAN, PATIENT = SpeakerRole.CLINICIAN, SpeakerRole.PATIENT
SOURCE = transcript("P: word one two three four five six.")


def make(cls: type[FactBase], number: int, value: object, **more: object) -> FactBase:
    """A fact whose quote is the number-th word of the source."""
    words = ["word", "one", "two", "three", "four", "five", "six"]
    fields = {"speaker_role": PATIENT, **more}
    return cls(id=f"f{number}", value=value, evidence=(quote(SOURCE, words[number]),), **fields)


def sections(*facts: FactBase) -> dict[str, Sequence[Statement]]:
    """Title to statements of the composed note."""
    documentation = Documentation.model_construct(facts=facts, not_discussed=(), unread=(), disagreements=())
    return {section.title: section.statements for section in compose(documentation).sections}


def test_no_facts_make_no_sections() -> None:
    assert sections() == {}


def test_denials_of_one_speaker_are_one_statement_with_all_their_quotes() -> None:
    found = sections(
        make(Radiation, 1, RadiationSite.LEG, assertion=Assertion.DENIED),
        make(RedFlag, 2, "two", assertion=Assertion.DENIED),
    )

    (statement,) = found["History of present illness"]
    assert statement.text == "Patient denies leg pain or two."
    assert [e.quote for e in statement.evidence] == ["one", "two"]
    assert statement.fact_ids == ("f1", "f2")


def test_the_same_claim_said_twice_is_one_statement_with_both_quotes() -> None:
    found = sections(make(ChiefComplaint, 1, "low back pain"), make(ChiefComplaint, 2, "low back pain"))

    (statement,) = found["Chief complaint"]
    assert (statement.text, len(statement.evidence)) == ("Low back pain.", 2)


def test_a_patients_words_stay_the_patients() -> None:
    details = TreatmentAttributes(dose="500 mg", response=TreatmentResponse.PARTLY)
    found = sections(make(Treatment, 1, "naproxen", attributes=details))

    assert (
        found["History of present illness"][0].text == "Patient reports treatment: naproxen 500 mg (helped partly)."
    )


def test_what_one_speaker_says_of_one_kind_is_one_sentence() -> None:
    found = sections(make(PainDescription, 1, "dull ache"), make(PainDescription, 2, "worse when I bend"))

    (statement,) = found["History of present illness"]
    assert statement.text == "Patient reports pain: dull ache; “worse when I bend”."
    assert statement.fact_ids == ("f1", "f2")


def test_a_treatment_inside_a_spoken_plan_is_not_said_twice() -> None:
    source = transcript("C: Continue naproxen as needed.")
    plan = Plan(
        id="f1",
        value="continue naproxen as needed",
        speaker_role=CLINICIAN,
        temporality=Temporality.PLANNED,
        evidence=(quote(source, "Continue naproxen as needed"),),
    )
    drug = Treatment(id="f2", value="naproxen", speaker_role=CLINICIAN, evidence=(quote(source, "naproxen"),))

    found = sections(plan, drug)

    assert {title: [s.text for s in each] for title, each in found.items()} == {
        "Plan": ["Continue naproxen as needed."]
    }


def test_a_clinicians_measurement_stands_plain_in_the_examination() -> None:
    details = MotionAttributes(movement="flexion", region=RegionName.LUMBAR, degrees=60.0)
    found = sections(make(RangeOfMotion, 1, Motion.LIMITED, speaker_role=CLINICIAN, attributes=details))

    assert found["Physical examination"][0].text == "Lumbar flexion limited, 60 degrees."


def test_a_report_is_named_as_its_source() -> None:
    details = ImagingAttributes(modality="x-ray", status=ImagingStatus.REPORTED)
    found = sections(make(Imaging, 1, "disc-space narrowing", speaker_role=CLINICIAN, attributes=details))

    assert found["Diagnostic testing"][0].text == "X-ray (report): disc-space narrowing."


def test_a_diagnosis_of_the_patient_is_no_assessment() -> None:
    details = DiagnosisAttributes(stated_by=PATIENT)
    found = sections(make(Diagnosis, 1, "sciatica", attributes=details))

    assert list(found) == ["History of present illness"]
    assert (
        found["History of present illness"][0].text
        == "Patient reports diagnosis: sciatica, the patient's own view."
    )


def test_an_unknown_speaker_makes_no_assessment() -> None:
    found = sections(make(Diagnosis, 1, "lumbar strain", speaker_role=SpeakerRole.UNKNOWN))

    assert "Assessment" not in found


def test_a_hedge_is_kept_with_its_words() -> None:
    details = DiagnosisAttributes(certainty_words="probably")
    found = sections(
        make(
            Diagnosis,
            1,
            "disc herniation",
            speaker_role=CLINICIAN,
            assertion=Assertion.UNCERTAIN,
            attributes=details,
        )
    )

    assert found["Assessment"][0].text == "Uncertain: disc herniation (stated with “probably”)."


def test_a_relatives_condition_is_family_history() -> None:
    found = sections(make(Diagnosis, 1, "ankylosing spondylitis", experiencer=Experiencer.FAMILY))

    (statement,) = found["Past medical, family and social history"]
    assert "family history" in statement.text


def test_what_would_only_be_done_later_is_not_written_as_present() -> None:
    found = sections(make(RedFlag, 1, "one", speaker_role=CLINICIAN, temporality=Temporality.HYPOTHETICAL))

    assert found["Plan"][0].text == "One, only if it occurs."


def test_a_warning_signs_name_never_says_more_than_the_words() -> None:
    found = sections(make(RedFlag, 2, "bladder incontinence", assertion=Assertion.DENIED))

    assert found["History of present illness"][0].text == "Patient denies “two”."


@pytest.mark.parametrize(
    ("name", "question", "answer", "written"),
    [
        ("weight loss", "Any weight dropping off?", "No.", "Patient denies weight loss."),
        ("saddle numbness", "Numb seat?", "None of that.", "Patient denies saddle numbness."),
        ("saddle numbness", "Any numbness between the legs?", "No.", "Patient denies saddle numbness."),
        (
            "saddle numbness",
            "Is the bottom of the foot numb?",
            "No.",
            "Patient says “No.”, asked “Is the bottom of the foot numb?”.",
        ),
        ("incontinence", "How is it?", "I am continent.", "Patient denies incontinence."),
        ("bladder trouble", "Is the bladder okay?", "It's fine.", "Patient denies bladder trouble."),
        (
            "urinary retention",
            "Sit. Have you passed urine today?",
            "Yes, twice.",
            "Patient says “Yes, twice.”, asked “Have you passed urine today?”.",
        ),
        ("saddle numbness", "Any numbness?", "No.", "Patient says “No.”, asked “Any numbness?”."),
        ("urinary retention", "trouble going", "No.", "Patient denies “trouble going”."),
        ("cauda equina", "bladder", "No.", "Patient says “No.”, asked “bladder”."),
        ("fever", "Hot or cold?", "No, neither.", "Patient says “No, neither.”, asked “Hot or cold?”."),
    ],
)
def test_a_denied_sign_stands_under_its_name_or_in_the_words_of_the_exchange(
    name: str, question: str, answer: str, written: str
) -> None:
    source = transcript(f"C: {question}", f"P: {answer}")
    sign = RedFlag(
        id="f1",
        value=name,
        speaker_role=PATIENT,
        assertion=Assertion.DENIED,
        evidence=(quote(source, question), quote(source, answer)),
    )

    assert [s.text for s in sections(sign)["History of present illness"]] == [written]


def test_a_study_that_is_denied_is_written_as_not_there() -> None:
    by_clinician = {"speaker_role": CLINICIAN, "assertion": Assertion.DENIED}
    film = ImagingAttributes(modality="x-ray")

    def texts(*facts: FactBase) -> list[str]:
        return [s.text for statements in sections(*facts).values() for s in statements]

    assert texts(make(Imaging, 1, None, **by_clinician)) == ["Imaging: no imaging."]
    assert texts(make(Imaging, 1, None, attributes=film, **by_clinician)) == ["Imaging: no x-ray."]


def test_a_sign_that_is_denied_by_what_is_well_never_stands_behind_a_denial() -> None:
    source = transcript("C: Appetite is good. No trauma.")
    eats = {"speaker_role": CLINICIAN, "assertion": Assertion.DENIED}
    found = sections(
        RedFlag(id="f1", value="weight loss", evidence=(quote(source, "Appetite is good"),), **eats),
        RedFlag(id="f2", value="trauma", evidence=(quote(source, "No trauma"),), **eats),
    )

    assert [s.text for s in found["History of present illness"]] == [
        "Clinician states there is no trauma.",
        "Clinician says “Appetite is good”.",
    ]


def test_a_denial_reads_after_the_verb_that_denies_it() -> None:
    def texts(*facts: FactBase) -> list[str]:
        return [s.text for statements in sections(*facts).values() for s in statements]

    by_patient = {"assertion": Assertion.DENIED}
    denied = by_patient | {"speaker_role": CLINICIAN}
    bends = MotionAttributes(movement="flexion")

    assert texts(make(Region, 1, RegionName.UNSPECIFIED, **by_patient)) == ["Patient denies pain of the back."]
    assert texts(make(Region, 1, RegionName.CERVICAL, **denied)) == [
        "Clinician states there is no pain of the neck (cervical)."
    ]
    assert texts(make(RangeOfMotion, 1, Motion.PAINFUL, attributes=bends, **denied)) == ["No painful flexion."]
    assert texts(make(History, 1, "pregnant", **by_patient)) == ["Patient denies pregnancy."]
    assert texts(make(History, 1, "denies any leg swelling", **by_patient)) == ["Patient denies leg swelling."]
