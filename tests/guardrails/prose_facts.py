"""Facts that sentences of other scribes rest on, self-written: prose_right must pass, prose_wrong must be found.

Each sentence rests on the facts it names, beside a back pain that makes the visit one of the spine. Add a row for
each sentence that was judged wrongly.
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


def right(section: str, sentence: str, *facts: Said) -> CheckExample:
    back = diagnosis("back pain")
    return passes(sentence, back, *facts, sentence=sentence, section=section, **_resting_on(facts))


def wrong(rule: str, section: str, sentence: str, *facts: Said) -> tuple[str, CheckExample]:
    back = diagnosis("back pain")
    return rule, flags(sentence, back, *facts, sentence=sentence, section=section, **_resting_on(facts))
