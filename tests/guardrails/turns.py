"""Whole turns as evidence, self-written: another scribe cites a turn for each sentence and knows no facts."""

from datetime import date

from guardrails import code
from scribe.schema.documentation import Documentation
from scribe.schema.draft import Draft
from scribe.schema.encounter import Encounter
from scribe.schema.evidence import Evidence
from scribe.schema.narrative import Narrative, Section, Statement
from scribe.schema.transcript import Segment, Transcript
from tests.build import transcript

COUCH = transcript(
    "C: What brings you in today?",
    "P: So my lower back has been bothering me for about six weeks now. It started after I helped my brother move "
    "a couch.",
    "C: And does the pain go anywhere, down the legs?",
    "P: Yeah, down the right leg, to about the calf. Sometimes my right foot tingles. But the left one is fine.",
    "C: Any weakness, or trouble with your bladder or bowels?",
    "P: No, no weakness. And no bladder or bowel problems.",
    "C: On a scale of zero to ten, how bad is it?",
    "P: Usually a four, but up to an eight when I drive.",
    "C: What have you tried?",
    "P: Ibuprofen, it took the edge off. And I did some physical therapy last year but that was for my shoulder.",
    "C: Okay. Have you ever had back surgery?",
    "P: No, never. My dad had a fusion though.",
    "C: On exam, straight leg raise is positive on the right at 45 degrees, negative on the left. Strength is five "
    "out of five in both legs. Sensation is decreased over the right lateral foot. Reflexes are symmetric.",
    "C: So this is low back pain with right-sided sciatica. I suspect a herniated disc at L5-S1.",
    "C: Let's start meloxicam 15 milligrams once a day and physical therapy. If it's not better in six weeks we'll "
    "get an MRI. Come back right away if you get weakness or can't control your bladder.",
)
DESK = transcript(
    "C: This is a 52 year old woman with a two year history of chronic neck pain, worse with computer work. She "
    "denies arm pain, numbness or weakness. She has tried acetaminophen and heat without relief. Past history is "
    "notable for hypothyroidism. Her mother had rheumatoid arthritis.",
    "C: On examination, cervical rotation is limited to sixty degrees on the left. There is tenderness over the "
    "right trapezius. Spurling's test is negative. Strength and reflexes are normal.",
    "C: X-rays show mild degenerative changes at C5-6. Assessment is chronic neck pain due to cervical "
    "spondylosis. Plan is physical therapy twice a week for six weeks and cyclobenzaprine 5 milligrams at night.",
)
HPI, EXAM, ASSESSMENT, PLAN = "History of present illness", "Physical examination", "Assessment", "Plan"
Row = tuple[Transcript, str, str, str]
"""The visit, the section, the numbers of the turns cited, and the sentence."""

RIGHT_TURNS: tuple[Row, ...] = (
    (COUCH, HPI, "2", "52-year-old patient presents with six weeks of low back pain after helping move a couch."),
    (COUCH, HPI, "2", "Patient reports low back pain for approximately 6 weeks."),
    (COUCH, HPI, "3 4", "The pain radiates down the right leg to the calf, with tingling of the right foot."),
    (COUCH, HPI, "4", "No symptoms on the left."),
    (COUCH, HPI, "5 6", "Denies weakness and denies bladder or bowel problems."),
    (COUCH, HPI, "7 8", "Pain is usually 4/10, up to 8/10 when driving."),
    (COUCH, HPI, "9 10", "Ibuprofen provided partial relief."),
    (COUCH, HPI, "10", "Has previously attended physical therapy, for the shoulder."),
    (COUCH, HPI, "11 12", "No prior back surgery."),
    (COUCH, "Family history", "12", "Father had a spinal fusion."),
    (COUCH, EXAM, "13", "Straight leg raise positive on the right at 45 degrees and negative on the left."),
    (COUCH, EXAM, "13", "SLR: positive right at 45°, negative left."),
    (COUCH, EXAM, "13", "Strength 5/5 in both lower extremities."),
    (COUCH, EXAM, "13", "Decreased sensation over the right lateral foot."),
    (COUCH, ASSESSMENT, "14", "Low back pain with right sciatica."),
    (COUCH, ASSESSMENT, "14", "Right-sided sciatica, possibly due to a herniated disc at L5-S1."),
    (COUCH, PLAN, "15", "Start meloxicam 15 mg daily."),
    (COUCH, PLAN, "15", "MRI if no improvement in 6 weeks."),
    (COUCH, PLAN, "15", "Meloxicam 15 mg once daily and physical therapy; MRI in six weeks if not better."),
    (COUCH, PLAN, "15", "Return immediately for weakness or loss of bladder control."),
    (DESK, HPI, "1", "52-year-old woman with a two-year history of chronic neck pain, worse with computer work."),
    (DESK, HPI, "1", "Patient denies arm pain, numbness or weakness."),
    (DESK, HPI, "1", "Tylenol and heat did not help."),
    (DESK, "Past medical history", "1", "Hypothyroidism."),
    (DESK, "Family history", "1", "Mother with rheumatoid arthritis."),
    (DESK, EXAM, "2", "Cervical rotation limited to 60 degrees to the left."),
    (DESK, EXAM, "2", "Tenderness over the right trapezius. Normal strength and reflexes."),
    (DESK, "Results", "3", "Cervical x-rays: mild degenerative changes at C5-C6."),
    (DESK, PLAN, "3", "Physical therapy 2x/week for 6 weeks; Flexeril 5 mg at bedtime."),
)

WRONG_TURNS: tuple[tuple[str, Row], ...] = (
    ("NA103", (COUCH, HPI, "2", "Patient reports low back pain for 6 months.")),
    ("NA102", (COUCH, HPI, "5 6", "Reports weakness.")),
    ("NA102", (COUCH, HPI, "5 6", "Reports bladder problems.")),
    ("NA103", (COUCH, HPI, "7 8", "Pain is usually 6/10.")),
    ("NA106", (COUCH, HPI, "9 10", "Naproxen provided partial relief.")),
    ("NA102", (COUCH, HPI, "11 12", "Prior back surgery.")),
    ("NA109", (COUCH, HPI, "12", "Patient had a fusion.")),
    ("NA102", (COUCH, EXAM, "13", "Straight leg raise negative on the right.")),
    ("NA103", (COUCH, EXAM, "13", "Strength 4/5.")),
    ("NA105", (COUCH, EXAM, "13", "Decreased sensation over the right hand.")),
    ("NA102", (COUCH, EXAM, "13", "Reflexes asymmetric.")),
    ("NA110", (COUCH, ASSESSMENT, "14", "Herniated disc at L5-S1.")),
    ("NA105", (COUCH, ASSESSMENT, "14", "Herniated disc at L4-5 suspected.")),
    ("NA103", (COUCH, PLAN, "15", "Start meloxicam 7.5 mg daily.")),
    ("NA102", (DESK, HPI, "1", "Reports arm pain.")),
    ("NA102", (DESK, HPI, "1", "Heat gave relief.")),
    ("NA105", (DESK, HPI, "1", "Chronic low back pain.")),
    ("NA109", (DESK, "Past medical history", "1", "Rheumatoid arthritis.")),
    ("NA102", (DESK, EXAM, "2", "Spurling positive.")),
    ("NA104", (DESK, EXAM, "2", "Tenderness over the left trapezius.")),
    ("NA102", (DESK, "Results", "3", "X-rays show no degenerative changes.")),
    ("NA103", (DESK, PLAN, "3", "Cyclobenzaprine 10 mg nightly.")),
)


def draft_of_turn(row: Row) -> Draft:
    """The sentence alone, with the turns it cites."""
    visit, section, turns, text = row
    cited = [segment for segment in visit.segments if segment.id.removeprefix("s") in turns.split()]
    statement = Statement(text=text, evidence=tuple(map(_whole, cited)))
    encounter = Encounter(id="e1", date_of_service=date(2026, 11, 20), age_years=52)
    facts = Documentation()
    return Draft(
        encounter=encounter,
        documentation=facts,
        coding=code(encounter, facts),
        narrative=Narrative(sections=(Section(title=section, statements=(statement,)),)),
        transcript=visit,
    )


def _whole(segment: Segment) -> Evidence:
    text = segment.text
    return Evidence(
        segment_id=segment.id, quote=text, start_char=0, end_char=len(text), speaker_role=segment.speaker_role
    )
