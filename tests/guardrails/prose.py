"""Sentences of other scribes, self-written: right ones that must pass, wrong ones with the rule that must see them.

Each rests on the facts it names, beside a back pain that makes the visit one of the spine. Add a row for each
sentence that was judged wrongly.
"""

from typing import Any

from guardrails.examples import CheckExample, Said, complaint, diagnosis, flags, passes, said

CC, HPI, PMH, PSH = "Chief complaint", "History of present illness", "Past medical history", "Past surgical history"
FH, SH, MEDS, ROS = "Family history", "Social history", "Medications", "Review of systems"
ALL_HISTORIES = "Past medical, family and social history"
EXAM, FILMS, ASSESSMENT, PLAN, AP = "Physical examination", "Imaging", "Assessment", "Plan", "Assessment and Plan"
AGE = 45


def _told(kind: str, value: Any, quote: str, **rest: Any) -> Said:
    return said(kind, value, quote=quote, by="patient", **rest)


def _denied(kind: str, value: Any, quote: str, **rest: Any) -> Said:
    return _told(kind, value, quote, assertion="denied", **rest)


def _found(kind: str, value: Any, quote: str, **rest: Any) -> Said:
    return said(kind, value, quote=quote, **rest)


def _planned(kind: str, value: Any, quote: str, **rest: Any) -> Said:
    return said(kind, value, quote=quote, temporality="planned", **rest)


LOW_BACK = complaint("low back pain", quote="my low back hurts")
LEFT_LEG = _told("radiation", "leg", "it shoots down my left leg", side="left")
THREE_WEEKS = _told("onset", "three weeks", "for three weeks", duration=3.0, unit="week")
SEVEN = _told("severity", 7, "about a seven out of ten")
NAPROXEN_BEFORE = _told(
    "treatment", "naproxen", "I took naproxen and it helped a little", temporality="past", response="partly"
)
THERAPY_PLANNED = _planned("treatment", "physical therapy", "we'll start physical therapy")
MRI_ORDERED = _planned("imaging", None, "I'm ordering an MRI", modality="MRI", status="ordered")
NO_WEAKNESS = _denied("red_flag", "weakness", "no weakness")
NO_NUMBNESS = _denied("history", "numbness", "no numbness")
NO_BLADDER = _denied("red_flag", "bladder or bowel incontinence", "no trouble with bladder or bowels")
NO_INJURY = _denied("mechanism", "injury", "I didn't injure it", injury="none")
SLR_NEGATIVE = _found("neurologic_exam", "straight leg raise negative", "Straight leg raise is negative")
SLR_LEFT = _found(
    "neurologic_exam", "straight leg raise positive on the left", "Straight leg raise is positive on the left"
)
STRENGTH = _found("neurologic_exam", "strength 5/5", "Strength is five out of five")
TENDER = _found("physical_exam", "lumbar paraspinal tenderness", "you're tender over the lumbar paraspinals")
FLEXION = _found(
    "range_of_motion",
    "limited",
    "flexion is limited to forty degrees",
    movement="flexion",
    region="lumbar",
    degrees=40.0,
)
SCIATICA = _found("diagnosis", "low back pain with left sciatica", "low back pain with left sciatica")
MOTHERS = _told("history", "ankylosing spondylitis", "my mother has ankylosing spondylitis", experiencer="family")
SITTING = _told("functional_limitation", "sitting limited to 20 minutes", "I can only sit for twenty minutes")
BENDING = _told("pain_description", "worse when bending", "it's worse when I bend")
NO_RADIATION = _told("radiation", "none", "it doesn't go anywhere")
FILM_CLEAR = _found(
    "imaging", "no acute pathology", "the x-ray report says no acute pathology", modality="x-ray", status="reported"
)
FILM_DISC = _found(
    "imaging",
    "disc-space narrowing at L5-S1",
    "disc-space narrowing at L5-S1",
    modality="x-ray",
    region="lumbosacral",
    status="reported",
)
IBUPROFEN_PLANNED = _planned(
    "treatment", "ibuprofen", "ibuprofen 400 milligrams three times a day", dose="400 milligrams three times a day"
)
STONES_BEFORE = _told("history", "kidney stones", "I had kidney stones years ago", temporality="past")
FUSION_BEFORE = _told("treatment", "lumbar fusion", "I had a lumbar fusion in 2015", temporality="past")
SUSPECTED_DISC = _found(
    "diagnosis", "disc herniation", "I suspect a disc herniation", assertion="uncertain", certainty_words="suspect"
)
RIGHT_ARM = _told("radiation", "arm", "it goes down my right arm to the hand", side="right", to_where="to the hand")
NECK = complaint("neck pain", quote="my neck is killing me")
TWO_YEARS = _told("onset", "about two years", "about two years", duration=2.0, unit="year")
FEW_MONTHS = _told("onset", "few months", "a few months", unit="month")
GABAPENTIN = _told(
    "treatment", "gabapentin", "gabapentin 300 mg three times a day", dose="300 mg three times a day"
)
FLEXERIL_BEFORE = _told("treatment", "Flexeril", "Flexeril did nothing for me", temporality="past", response="no")
EPIDURAL_BEFORE = _told(
    "treatment",
    "epidural steroid injection",
    "the epidural helped last year",
    temporality="past",
    response="helped",
)
REFERRAL = _planned("plan", "refer to spine surgery", "I'm going to refer you to spine surgery")
RETURN_ADVICE = _found(
    "plan", "come back sooner", "if you get weaker, come back sooner", temporality="hypothetical"
)
REFLEXES = _found("neurologic_exam", "reflexes 2+ and symmetric", "reflexes are two plus and symmetric")
LEFT_FOOT = _found(
    "neurologic_exam", "sensation decreased over the left foot", "sensation is decreased over the left foot"
)
DORSIFLEXION = _found(
    "neurologic_exam", "ankle dorsiflexion 4/5 on the left", "left ankle dorsiflexion is four out of five"
)
GAIT = _found("physical_exam", "normal gait", "gait is normal")
SPASM = _found("physical_exam", "paraspinal spasm", "some paraspinal spasm")
EXTENSION = _found("range_of_motion", "painful", "extension is painful", movement="extension")
MRI_DISC = _found(
    "imaging",
    "disc herniation at L4-5 with left nerve root compression",
    "MRI shows a disc herniation at L4-5 with left nerve root compression",
    modality="MRI",
    region="lumbar",
    status="reviewed",
)
LEFT_L5 = _found("diagnosis", "left L5 radiculopathy", "left L5 radiculopathy")
PROBABLE_STENOSIS = _found(
    "diagnosis", "lumbar stenosis", "probably lumbar stenosis", assertion="uncertain", certainty_words="probably"
)
NECK_STRAIN = _found("diagnosis", "cervical strain", "cervical strain")
NOT_PSYCHOLOGICAL = _found("psychogenic", "unspecified", "this is not psychological", assertion="denied")
OSTEOPOROSIS = _told("red_flag", "osteoporosis", "I have osteoporosis")
NO_CANCER = _denied("red_flag", "history of cancer", "no cancer")
NO_WEIGHT_LOSS = _denied("red_flag", "weight loss", "no weight loss")
NIGHT = _told("pain_description", "worse at night", "it's worse at night")
BURNING = _told("pain_description", "burning", "burning")
LIFTING = _told("functional_limitation", "cannot lift more than 10 pounds", "I can't lift more than ten pounds")
SLEEP = _told("functional_limitation", "trouble sleeping", "I have trouble sleeping")
DIABETES = _told("history", "diabetes", "I have diabetes")
APPENDIX_BEFORE = _told("history", "appendectomy", "I had my appendix out", temporality="past")
FATHERS = _told("history", "lumbar disc surgery", "my dad had back surgery for a disc", experiencer="family")
ALCOHOL = _told("history", "alcohol", "a couple of beers on weekends")
NO_SMOKING = _denied("history", "smoking", "I've never smoked")
FALL = _told(
    "mechanism", "fell on the ice", "I fell on the ice last Tuesday", injury="current", date="last Tuesday"
)
OLD_ACCIDENT = _told("mechanism", "car accident", "I was in a car accident ten years ago", injury="old")
SIX_WEEKS = _planned("plan", "follow up in six weeks", "see you in six weeks")
MELOXICAM_PLANNED = _planned("treatment", "meloxicam", "meloxicam 15 mg once a day", dose="15 mg once a day")
STOP_IBUPROFEN = _planned("plan", "stop ibuprofen", "stop the ibuprofen")
NO_FEVER = _denied("red_flag", "fever", "no fever")
NO_CHILLS = _denied("red_flag", "chills", "no chills")
NEVER_SMOKED = _denied("history", "smoking", "I don't smoke")
DEPRESSION = _told("history", "depression", "I have depression")
HEAT_BEFORE = _told("treatment", "heat", "heat didn't help", temporality="past", response="no")
NORMAL_REFLEXES = _found("neurologic_exam", "reflexes are normal", "reflexes are normal")
LIFTED_BOX = _told("mechanism", "lifted a heavy box", "I lifted a heavy box", injury="current")
TWO_WEEKS = _planned("plan", "follow up in two weeks", "come back in two weeks")
SADDLE_ADVICE = _found(
    "red_flag", "saddle numbness", "if you get numb in the saddle area, go to the ER", temporality="hypothetical"
)
GABAPENTIN_NIGHT = _told("treatment", "gabapentin", "I take gabapentin 300 mg at night", dose="300 mg at night")
NEURONTIN = _told("treatment", "gabapentin", "I'm on Neurontin")
OWN_SCIATICA = _told("diagnosis", "sciatica", "my sciatica is back", stated_by="patient")
TOLD_DISC = _told("diagnosis", "slipped disc", "my chiropractor says I have a slipped disc", stated_by="other")
FEVER = _told("red_flag", "fever", "I had a fever")
TOLD_STENOSIS = _told("diagnosis", "lumbar stenosis", "my old doctor said stenosis", stated_by="other")


def _resting_on(facts: tuple[Said, ...]) -> dict[str, Any]:
    return {"cites": tuple(f"f{number}" for number in range(2, 2 + len(facts))), "age_years": AGE}


def _right(section: str, sentence: str, *facts: Said) -> CheckExample:
    back = diagnosis("back pain")
    return passes(sentence, back, *facts, sentence=sentence, section=section, **_resting_on(facts))


def _wrong(rule: str, section: str, sentence: str, *facts: Said) -> tuple[str, CheckExample]:
    back = diagnosis("back pain")
    return rule, flags(sentence, back, *facts, sentence=sentence, section=section, **_resting_on(facts))


RIGHT = (
    _right(
        HPI,
        "The patient is a 45-year-old who presents with a 3-week history of low back pain.",
        LOW_BACK,
        THREE_WEEKS,
    ),
    _right(
        HPI, "She reports three weeks of low back pain shooting down the left leg.", LOW_BACK, THREE_WEEKS, LEFT_LEG
    ),
    _right(
        HPI, "Low back pain x 3 weeks, radiating into the left lower extremity.", LOW_BACK, THREE_WEEKS, LEFT_LEG
    ),
    _right(
        HPI,
        "Patient reports low back pain radiating to the left leg without associated weakness or numbness.",
        LOW_BACK,
        LEFT_LEG,
        NO_WEAKNESS,
        NO_NUMBNESS,
    ),
    _right(HPI, "Denies weakness, numbness, or bowel/bladder incontinence.", NO_WEAKNESS, NO_NUMBNESS, NO_BLADDER),
    _right(
        HPI, "No weakness, numbness or changes in bladder or bowel function.", NO_WEAKNESS, NO_NUMBNESS, NO_BLADDER
    ),
    _right(HPI, "There is no weakness and no numbness.", NO_WEAKNESS, NO_NUMBNESS),
    _right(HPI, "Negative for weakness and numbness.", NO_WEAKNESS, NO_NUMBNESS),
    _right(HPI, "Weakness: denied.", NO_WEAKNESS),
    _right(HPI, "He has not noticed any weakness.", NO_WEAKNESS),
    _right(HPI, "No known injury.", NO_INJURY),
    _right(HPI, "Patient denies any trauma or injury.", NO_INJURY),
    _right(HPI, "Onset was atraumatic.", NO_INJURY),
    _right(HPI, "Low back pain does not radiate.", LOW_BACK, NO_RADIATION),
    _right(HPI, "Low back pain, non-radiating.", LOW_BACK, NO_RADIATION),
    _right(HPI, "Tried naproxen with partial relief.", NAPROXEN_BEFORE),
    _right(HPI, "Naproxen helped a little.", NAPROXEN_BEFORE),
    _right(HPI, "Previously took naproxen, which helped only partially.", NAPROXEN_BEFORE),
    _right(HPI, "Naproxen did not fully relieve the pain.", NAPROXEN_BEFORE),
    _right(HPI, "Pain is rated 7/10.", SEVEN),
    _right(HPI, "Severity: 7 out of 10.", SEVEN),
    _right(HPI, "Pain is worse with bending.", BENDING),
    _right(HPI, "The pain worsens with bending forward.", BENDING),
    _right(HPI, "Sitting tolerance is about 20 minutes.", SITTING),
    _right(HPI, "She cannot sit for more than 20 minutes.", SITTING),
    _right(FH, "Mother with ankylosing spondylitis.", MOTHERS),
    _right(HPI, "Family history is notable for ankylosing spondylitis in her mother.", MOTHERS),
    _right(EXAM, "Straight leg raise is negative; strength 5/5 throughout.", SLR_NEGATIVE, STRENGTH),
    _right(EXAM, "SLR negative.", SLR_NEGATIVE),
    _right(EXAM, "Negative straight leg raise test.", SLR_NEGATIVE),
    _right(EXAM, "Positive straight leg raise on the left.", SLR_LEFT),
    _right(EXAM, "Motor strength is 5/5.", STRENGTH),
    _right(EXAM, "Tenderness to palpation over the lumbar paraspinal muscles.", TENDER),
    _right(EXAM, "On examination, there is lumbar paraspinal tenderness.", TENDER),
    _right(EXAM, "Lumbar flexion limited to 40 degrees.", FLEXION),
    _right(EXAM, "Flexion is restricted to 40°.", FLEXION),
    _right(FILMS, "X-ray: no acute pathology.", FILM_CLEAR),
    _right(FILMS, "X-rays show no acute pathology.", FILM_CLEAR),
    _right(FILMS, "X-ray without acute pathology but with disc-space narrowing at L5-S1.", FILM_CLEAR, FILM_DISC),
    _right(FILMS, "Lumbosacral x-ray demonstrates L5-S1 disc space narrowing.", FILM_DISC),
    _right(ASSESSMENT, "Low back pain with sciatica on the left side.", SCIATICA),
    _right(ASSESSMENT, "1. Low back pain with left-sided sciatica.", SCIATICA),
    _right(ASSESSMENT, "Left sciatica and low back pain (M54.42).", SCIATICA),
    _right(PLAN, "Start physical therapy and obtain an MRI.", THERAPY_PLANNED, MRI_ORDERED),
    _right(PLAN, "Refer to PT.", THERAPY_PLANNED),
    _right(PLAN, "Physical therapy to be started.", THERAPY_PLANNED),
    _right(PLAN, "MRI has been ordered.", MRI_ORDERED),
    _right(PLAN, "MRI ordered to evaluate further.", MRI_ORDERED),
    _right(PLAN, "Ibuprofen 400 mg TID.", IBUPROFEN_PLANNED),
    _right(PLAN, "Begin ibuprofen 400 mg three times daily.", IBUPROFEN_PLANNED),
    _right(PLAN, "Take ibuprofen 400 mg every 8 hours.", IBUPROFEN_PLANNED),
    _right(PMH, "Kidney stones.", STONES_BEFORE),
    _right(ALL_HISTORIES, "History of kidney stones.", STONES_BEFORE),
    _right(PSH, "Lumbar fusion (2015).", FUSION_BEFORE),
    _right(HPI, "She underwent lumbar fusion in 2015.", FUSION_BEFORE),
    _right(ASSESSMENT, "Suspected disc herniation.", SUSPECTED_DISC),
    _right(ASSESSMENT, "Disc herniation is suspected.", SUSPECTED_DISC),
    _right(ASSESSMENT, "Differential includes disc herniation.", SUSPECTED_DISC),
    _right(ASSESSMENT, "Findings concerning for disc herniation.", SUSPECTED_DISC),
    _right(
        HPI,
        "Patient reports low back pain for the past 3 weeks. It radiates down the left leg. He denies weakness.",
        LOW_BACK,
        THREE_WEEKS,
        LEFT_LEG,
        NO_WEAKNESS,
    ),
    _right(HPI, "Patient with low back pain, no weakness, tried naproxen.", LOW_BACK, NO_WEAKNESS, NAPROXEN_BEFORE),
    _right(HPI, "The pain starts in the low back and goes down the left leg.", LOW_BACK, LEFT_LEG),
    _right(
        HPI, "Low back pain with radiation to the left leg, made worse by bending.", LOW_BACK, LEFT_LEG, BENDING
    ),
    _right(
        EXAM, "Lumbar paraspinals are tender, SLR positive on the left, strength 5/5.", SLR_LEFT, STRENGTH, TENDER
    ),
    _right(
        HPI,
        "Patient developed low back pain three weeks ago with no preceding injury.",
        LOW_BACK,
        NO_INJURY,
        THREE_WEEKS,
    ),
    _right(ROS, "Constitutional: negative for fever and chills.", NO_FEVER, NO_CHILLS),
    _right(ROS, "Afebrile by report, no fevers.", NO_FEVER),
    _right(SH, "Non-smoker.", NEVER_SMOKED),
    _right(SH, "Does not smoke.", NEVER_SMOKED),
    _right(PMH, "Depression.", DEPRESSION),
    _right(HPI, "Heat provided no relief.", HEAT_BEFORE),
    _right(HPI, "Patient tried heat without benefit.", HEAT_BEFORE),
    _right(EXAM, "Reflexes intact.", NORMAL_REFLEXES),
    _right(EXAM, "Reflexes are within normal limits.", NORMAL_REFLEXES),
    _right(HPI, "Pain began after he lifted a heavy box.", LIFTED_BOX),
    _right(PLAN, "Follow up in 2 weeks.", TWO_WEEKS),
    _right(PLAN, "Return to clinic in two weeks.", TWO_WEEKS),
    _right(PLAN, "Go to the ER if saddle numbness develops.", SADDLE_ADVICE),
    _right(MEDS, "Gabapentin 300 mg nightly.", GABAPENTIN_NIGHT),
    _right(MEDS, "Currently taking gabapentin.", NEURONTIN),
    _right(HPI, "Patient has been taking gabapentin.", NEURONTIN),
    _right(HPI, "Patient states that his sciatica is back.", OWN_SCIATICA),
    _right(HPI, "Per the patient, a chiropractor diagnosed a slipped disc.", TOLD_DISC),
    _right(HPI, "Patient presents with neck pain radiating down the right arm to the hand.", NECK, RIGHT_ARM),
    _right(HPI, "C/o cervical pain w/ right upper extremity radiation.", NECK, RIGHT_ARM),
    _right(HPI, "Symptoms have been present for approximately 2 years.", NECK, TWO_YEARS),
    _right(HPI, "Neck pain x2 years.", NECK, TWO_YEARS),
    _right(HPI, "Symptoms began several months ago.", FEW_MONTHS),
    _right(MEDS, "Gabapentin 300 mg TID.", GABAPENTIN),
    _right(HPI, "She is currently on gabapentin 300 mg three times daily.", GABAPENTIN),
    _right(HPI, "Cyclobenzaprine was not helpful.", FLEXERIL_BEFORE),
    _right(HPI, "He tried Flexeril without any relief.", FLEXERIL_BEFORE),
    _right(HPI, "Failed cyclobenzaprine.", FLEXERIL_BEFORE),
    _right(HPI, "Prior epidural steroid injection was helpful.", EPIDURAL_BEFORE),
    _right(HPI, "She had an epidural steroid injection last year with good relief.", EPIDURAL_BEFORE),
    _right(PLAN, "Referral to spine surgery.", REFERRAL),
    _right(PLAN, "I will refer the patient to spine surgery.", REFERRAL),
    _right(AP, "Plan: refer to spine surgery for evaluation.", REFERRAL),
    _right(PLAN, "Return sooner if weakness worsens.", RETURN_ADVICE),
    _right(PLAN, "Advised to come back sooner should she get weaker.", RETURN_ADVICE),
    _right(EXAM, "Reflexes 2+ and symmetric.", REFLEXES),
    _right(EXAM, "DTRs 2+ symmetric bilaterally.", REFLEXES),
    _right(EXAM, "Decreased sensation over the left foot.", LEFT_FOOT),
    _right(EXAM, "Sensation is diminished in the left foot.", LEFT_FOOT),
    _right(EXAM, "Left ankle dorsiflexion strength 4/5.", DORSIFLEXION),
    _right(EXAM, "4/5 strength with left ankle dorsiflexion.", DORSIFLEXION),
    _right(EXAM, "Gait normal.", GAIT),
    _right(EXAM, "Gait is within normal limits.", GAIT),
    _right(EXAM, "Gait was not antalgic.", GAIT),
    _right(EXAM, "Paraspinal muscle spasm present.", SPASM),
    _right(EXAM, "There is spasm of the paraspinal muscles.", SPASM),
    _right(EXAM, "Pain with extension.", EXTENSION),
    _right(EXAM, "Extension reproduces pain.", EXTENSION),
    _right(
        FILMS, "MRI lumbar spine reviewed: L4-L5 disc herniation with compression of the left nerve root.", MRI_DISC
    ),
    _right(
        FILMS, "Lumbar MRI demonstrates disc herniation at L4/5 compressing the nerve root on the left.", MRI_DISC
    ),
    _right(ASSESSMENT, "Radiculopathy, left, L5.", LEFT_L5),
    _right(ASSESSMENT, "Left-sided L5 lumbar radiculopathy.", LEFT_L5),
    _right(ASSESSMENT, "Probable lumbar stenosis.", PROBABLE_STENOSIS),
    _right(ASSESSMENT, "Symptoms likely due to lumbar stenosis.", PROBABLE_STENOSIS),
    _right(ASSESSMENT, "Cervical strain.", NECK_STRAIN),
    _right(ASSESSMENT, "Strain of the neck.", NECK_STRAIN),
    _right(ASSESSMENT, "No psychological component.", NOT_PSYCHOLOGICAL),
    _right(ASSESSMENT, "Pain is not felt to be psychological in origin.", NOT_PSYCHOLOGICAL),
    _right(PMH, "Significant for osteoporosis.", OSTEOPOROSIS),
    _right(HPI, "Patient has a history of osteoporosis.", OSTEOPOROSIS),
    _right(HPI, "Denies history of cancer and weight loss.", NO_CANCER, NO_WEIGHT_LOSS),
    _right(HPI, "No history of cancer. No unexplained weight loss.", NO_CANCER, NO_WEIGHT_LOSS),
    _right(ROS, "Cancer: none.", NO_CANCER),
    _right(HPI, "Pain worse at night.", NIGHT),
    _right(HPI, "Symptoms are aggravated at night.", NIGHT),
    _right(HPI, "Quality: burning.", BURNING),
    _right(HPI, "The pain is described as burning in nature.", BURNING),
    _right(HPI, "Unable to lift more than 10 lbs.", LIFTING),
    _right(HPI, "Lifting is limited to 10 pounds.", LIFTING),
    _right(HPI, "Sleep is disturbed.", SLEEP),
    _right(HPI, "Reports difficulty sleeping.", SLEEP),
    _right(PMH, "Diabetes.", DIABETES),
    _right(ALL_HISTORIES, "Patient reports: diabetes mellitus.", DIABETES),
    _right(PSH, "Appendectomy.", APPENDIX_BEFORE),
    _right(ALL_HISTORIES, "Status post appendectomy.", APPENDIX_BEFORE),
    _right(FH, "Father: lumbar disc surgery.", FATHERS),
    _right(ALL_HISTORIES, "Father underwent lumbar disc surgery.", FATHERS),
    _right(SH, "Occasional alcohol use.", ALCOHOL),
    _right(SH, "Never smoker.", NO_SMOKING),
    _right(SH, "Denies tobacco use; has never smoked.", NO_SMOKING),
    _right(HPI, "Pain started after a fall on ice last Tuesday.", FALL),
    _right(HPI, "She slipped and fell on ice last Tuesday.", FALL),
    _right(HPI, "Remote history of a motor vehicle accident 10 years ago.", OLD_ACCIDENT),
    _right(HPI, "History notable for a car accident ten years ago.", OLD_ACCIDENT),
    _right(PLAN, "Follow-up in 6 weeks.", SIX_WEEKS),
    _right(PLAN, "RTC 6 weeks.", SIX_WEEKS),
    _right(PLAN, "Start meloxicam 15 mg daily.", MELOXICAM_PLANNED),
    _right(PLAN, "Meloxicam 15mg PO QD.", MELOXICAM_PLANNED),
    _right(PLAN, "Discontinue ibuprofen.", STOP_IBUPROFEN),
    _right(PLAN, "Stop ibuprofen.", STOP_IBUPROFEN),
    _right(
        HPI,
        "This is a patient with burning neck pain, worse at night, that travels down the right arm.",
        NECK,
        RIGHT_ARM,
        BURNING,
        NIGHT,
    ),
    _right(HPI, "Neck pain began without inciting injury.", NECK, NO_INJURY),
    _right(
        HPI,
        "There was no injury. Red flags: no cancer, no weight loss.",
        NECK,
        NO_INJURY,
        NO_WEIGHT_LOSS,
        NO_CANCER,
    ),
    _right(EXAM, "Gait normal, reflexes 2+ and symmetric, paraspinal spasm noted.", GAIT, REFLEXES, SPASM),
    _right(
        HPI,
        "Treatment to date: gabapentin, Flexeril (no relief) and an epidural steroid injection that helped.",
        GABAPENTIN,
        FLEXERIL_BEFORE,
        EPIDURAL_BEFORE,
    ),
    _right(
        HPI,
        "Patient reports low back pain. She denies weakness, numbness, and bladder or bowel incontinence.",
        LOW_BACK,
        NO_WEAKNESS,
        NO_NUMBNESS,
        NO_BLADDER,
    ),
    _right(ASSESSMENT, "Left L5 radiculopathy secondary to L4-5 disc herniation.", LEFT_L5, MRI_DISC),
    _right(HPI, "The patient states that the neck pain is severe.", NECK),
    _right(ASSESSMENT, "Acute cervical strain after a fall on ice.", NECK_STRAIN, FALL),
)

WRONG = (
    _wrong("NA103", HPI, "Patient has had low back pain for 3 months.", LOW_BACK, THREE_WEEKS),
    _wrong("NA104", HPI, "Low back pain radiating to the right lower extremity.", LOW_BACK, LEFT_LEG),
    _wrong("NA102", HPI, "Low back pain without radicular symptoms into the left leg.", LOW_BACK, LEFT_LEG),
    _wrong("NA102", HPI, "Patient reports weakness but no numbness.", NO_WEAKNESS, NO_NUMBNESS),
    _wrong("NA102", HPI, "Positive for weakness and numbness.", NO_WEAKNESS, NO_NUMBNESS),
    _wrong("NA102", HPI, "Pain began after an injury.", NO_INJURY),
    _wrong("NA102", HPI, "Low back pain that radiates.", LOW_BACK, NO_RADIATION),
    _wrong("NA102", HPI, "Tried naproxen without relief.", NAPROXEN_BEFORE),
    _wrong("NA106", HPI, "Tried ibuprofen with partial relief.", NAPROXEN_BEFORE),
    _wrong("NA103", HPI, "Pain is rated 9/10.", SEVEN),
    _wrong("NA102", HPI, "Pain is better with bending.", BENDING),
    _wrong("NA103", HPI, "Sitting tolerance is about 45 minutes.", SITTING),
    _wrong("NA109", HPI, "Patient has ankylosing spondylitis.", MOTHERS),
    _wrong("NA109", ASSESSMENT, "Ankylosing spondylitis.", MOTHERS),
    _wrong("NA102", EXAM, "SLR positive.", SLR_NEGATIVE),
    _wrong("NA104", EXAM, "Positive straight leg raise on the right.", SLR_LEFT),
    _wrong("NA103", EXAM, "Motor strength is 4/5.", STRENGTH),
    _wrong("NA105", EXAM, "Tenderness to palpation over the cervical paraspinal muscles.", TENDER),
    _wrong("NA103", EXAM, "Lumbar flexion limited to 60 degrees.", FLEXION),
    _wrong("NA102", EXAM, "Lumbar flexion is full.", FLEXION),
    _wrong("NA102", FILMS, "X-ray shows acute pathology.", FILM_CLEAR),
    _wrong("NA105", FILMS, "X-ray demonstrates L4-L5 disc space narrowing.", FILM_DISC),
    _wrong("NA104", ASSESSMENT, "Low back pain with right sciatica.", SCIATICA),
    _wrong("NA108", HPI, "Patient completed physical therapy.", THERAPY_PLANNED),
    _wrong("NA108", FILMS, "MRI was performed.", MRI_ORDERED),
    _wrong("NA103", PLAN, "Ibuprofen 600 mg TID.", IBUPROFEN_PLANNED),
    _wrong("NA103", PLAN, "Ibuprofen 400 mg BID.", IBUPROFEN_PLANNED),
    _wrong("NA108", ASSESSMENT, "Kidney stones.", STONES_BEFORE),
    _wrong("NA108", MEDS, "Currently taking naproxen.", NAPROXEN_BEFORE),
    _wrong("NA110", ASSESSMENT, "Disc herniation.", SUSPECTED_DISC),
    _wrong("NA110", ASSESSMENT, "The patient has a disc herniation.", SUSPECTED_DISC),
    _wrong("NA107", EXAM, "On examination, low back pain.", LOW_BACK),
    _wrong("NA107", ASSESSMENT, "Sciatica.", OWN_SCIATICA),
    _wrong("NA107", HPI, "Patient reports paraspinal tenderness.", TENDER),
    _wrong("NA102", SH, "Current smoker.", NEVER_SMOKED),
    _wrong("NA102", ROS, "Fever present.", NO_FEVER),
    _wrong("NA102", ROS, "Afebrile.", FEVER),
    _wrong("NA102", HPI, "Heat was helpful in the past.", HEAT_BEFORE),
    _wrong("NA102", EXAM, "Reflexes are diminished.", NORMAL_REFLEXES),
    _wrong("NA103", PLAN, "Follow up in 2 months.", TWO_WEEKS),
    _wrong("NA106", MEDS, "Pregabalin.", NEURONTIN),
    _wrong("NA108", HPI, "Saddle numbness.", SADDLE_ADVICE),
    _wrong("NA108", PLAN, "Lumbar fusion planned.", FUSION_BEFORE),
    _wrong("NA101", EXAM, "Babinski negative, gait normal.", LOW_BACK),
    _wrong("NA101", PLAN, "Start cyclobenzaprine 10 mg.", LOW_BACK),
    _wrong("NA101", HPI, "Low back pain for six weeks.", LOW_BACK),
    _wrong("NA102", HPI, "Patient reports bladder incontinence.", NO_BLADDER),
    _wrong("NA102", ASSESSMENT, "No low back pain.", LOW_BACK),
    _wrong("NA102", ASSESSMENT, "Low back pain has resolved; patient no longer has low back pain.", LOW_BACK),
    _wrong("NA105", HPI, "Pain shoots down the left arm.", LEFT_LEG),
    _wrong(
        "NA104", HPI, "Patient presents with neck pain radiating down the left arm to the hand.", NECK, RIGHT_ARM
    ),
    _wrong("NA105", HPI, "Patient presents with low back pain radiating down the right leg.", NECK, RIGHT_ARM),
    _wrong("NA103", HPI, "Neck pain for 2 weeks.", NECK, TWO_YEARS),
    _wrong("NA103", HPI, "Symptoms began a few years ago.", FEW_MONTHS),
    _wrong("NA103", MEDS, "Gabapentin 600 mg TID.", GABAPENTIN),
    _wrong("NA103", MEDS, "Gabapentin 300 mg BID.", GABAPENTIN),
    _wrong("NA106", MEDS, "Pregabalin 300 mg TID.", GABAPENTIN),
    _wrong("NA102", HPI, "Cyclobenzaprine was helpful.", FLEXERIL_BEFORE),
    _wrong("NA108", HPI, "Takes cyclobenzaprine.", FLEXERIL_BEFORE),
    _wrong("NA108", PLAN, "Epidural steroid injection will be scheduled.", EPIDURAL_BEFORE),
    _wrong("NA102", HPI, "Prior epidural steroid injection provided no relief.", EPIDURAL_BEFORE),
    _wrong("NA108", HPI, "Patient was seen by and underwent spine surgery.", REFERRAL),
    _wrong("NA103", EXAM, "Reflexes 3+ and symmetric.", REFLEXES),
    _wrong("NA102", EXAM, "Reflexes 2+ and asymmetric.", REFLEXES),
    _wrong("NA104", EXAM, "Decreased sensation over the right foot.", LEFT_FOOT),
    _wrong("NA105", EXAM, "Decreased sensation over the left hand.", LEFT_FOOT),
    _wrong("NA102", EXAM, "Sensation is intact over the left foot.", LEFT_FOOT),
    _wrong("NA103", EXAM, "Left ankle dorsiflexion strength 5/5.", DORSIFLEXION),
    _wrong("NA102", EXAM, "Gait is abnormal.", GAIT),
    _wrong("NA102", EXAM, "No paraspinal spasm.", SPASM),
    _wrong("NA102", EXAM, "Extension is pain-free.", EXTENSION),
    _wrong("NA102", FILMS, "MRI shows no disc herniation at L4-5.", MRI_DISC),
    _wrong("NA105", FILMS, "MRI shows disc herniation at L5-S1 with left nerve root compression.", MRI_DISC),
    _wrong("NA104", FILMS, "MRI shows L4-5 disc herniation with right nerve root compression.", MRI_DISC),
    _wrong("NA104", ASSESSMENT, "Right L5 radiculopathy.", LEFT_L5),
    _wrong("NA105", ASSESSMENT, "Left S1 radiculopathy.", LEFT_L5),
    _wrong("NA110", ASSESSMENT, "Lumbar stenosis.", PROBABLE_STENOSIS),
    _wrong("NA110", ASSESSMENT, "Rule out cervical strain.", NECK_STRAIN),
    _wrong("NA105", ASSESSMENT, "Lumbar strain.", NECK_STRAIN),
    _wrong("NA102", ASSESSMENT, "Pain is psychological in origin.", NOT_PSYCHOLOGICAL),
    _wrong("NA102", PMH, "No osteoporosis.", OSTEOPOROSIS),
    _wrong("NA102", HPI, "Denies weight loss; history of cancer.", NO_CANCER, NO_WEIGHT_LOSS),
    _wrong("NA102", HPI, "Pain better at night.", NIGHT),
    _wrong("NA103", HPI, "Unable to lift more than 20 lbs.", LIFTING),
    _wrong("NA102", HPI, "No trouble sleeping.", SLEEP),
    _wrong("NA109", FH, "Father has diabetes.", DIABETES),
    _wrong("NA109", PSH, "Lumbar disc surgery.", FATHERS),
    _wrong("NA108", PLAN, "Appendectomy planned.", APPENDIX_BEFORE),
    _wrong("NA102", SH, "Smokes daily.", NO_SMOKING),
    _wrong("NA102", HPI, "Injury at work.", NO_INJURY),
    _wrong("NA108", HPI, "Recently in a car accident.", OLD_ACCIDENT),
    _wrong("NA103", HPI, "Car accident two years ago.", OLD_ACCIDENT),
    _wrong("NA103", PLAN, "Follow up in 6 months.", SIX_WEEKS),
    _wrong("NA106", PLAN, "Start naproxen 15 mg daily.", MELOXICAM_PLANNED),
    _wrong("NA103", PLAN, "Start meloxicam 7.5 mg daily.", MELOXICAM_PLANNED),
    _wrong("NA107", EXAM, "Burning pain on examination.", BURNING),
    _wrong("NA107", HPI, "Patient reports paraspinal spasm.", SPASM),
    _wrong("NA107", ASSESSMENT, "Lumbar stenosis.", TOLD_STENOSIS),
    _wrong("NA108", HPI, "Patient came back sooner because of weakness.", RETURN_ADVICE),
    _wrong("NA102", HPI, "Positive history of cancer.", NO_CANCER),
    _wrong("NA102", HPI, "No falls.", FALL),
    _wrong("NA108", MEDS, "Patient has been taking meloxicam 15 mg daily.", MELOXICAM_PLANNED),
)
