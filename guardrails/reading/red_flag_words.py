"""Words of warning signs and the alert they belong to (CODING reference section 8).

Screening prompts from public guidance on acute low back pain; a clinician must approve the final lists.
"""

import re
from enum import StrEnum


class AlertKind(StrEnum):
    """What a warning sign may mean."""

    CAUDA_EQUINA = "signs that may mean pressure on the cauda equina"
    NEURO_DEFICIT = "a progressive or major neurological deficit, or a sign of the cord"
    INFECTION = "signs that may mean infection"
    FRACTURE = "signs that may mean a fracture"
    MALIGNANCY = "signs that may mean a malignancy"
    VASCULAR = "signs that may mean a vascular or visceral cause"
    POSTOP = "signs of a complication after spine surgery"
    OTHER = "a warning sign"


K = AlertKind
_WORDS: tuple[tuple[AlertKind, str], ...] = (
    (
        K.POSTOP,
        r"(after|since|following) (the |spine |spinal |back )*(surgery|operation|fusion|laminectomy)|wound d",
    ),
    (
        K.CAUDA_EQUINA,
        r"urin\w*|bladder|retention|incontinen\w*|bowel|saddle|perianal|perineal|groin numb\w*|sphincter",
    ),
    (K.CAUDA_EQUINA, r"cauda equina|bilateral (leg|sciatica).*(weak|numb)"),
    (K.NEURO_DEFICIT, r"foot drop|(progressive|worsening|new|increasing) \w*\s?weak\w*|weakness|gait|clums\w*"),
    (K.NEURO_DEFICIT, r"hyperreflexia|clonus|babinski|paraly\w*|drop(ping)? things|cannot walk|balance"),
    (K.INFECTION, r"fever\w*|chills|rigors|night sweats|infection|bacter\w+|sepsis|iv drug\w*|intravenous drug\w*"),
    (
        K.INFECTION,
        r"recent (spinal|epidural|back) (procedure|injection|surgery)|inject\w* drugs|immun\w+|hiv|dialysis|"
        r"transplant|abscess",
    ),
    (K.FRACTURE, r"steroid\w*|prednisone|corticosteroid\w*|osteoporo\w*|major trauma|trauma|fracture|fall\w*|fell"),
    (K.MALIGNANCY, r"cancer|malignan\w+|carcinoma|tumou?r|lymphoma|myeloma|melanoma|weight loss|lost weight"),
    (
        K.MALIGNANCY,
        r"night pain|pain at night|unremitting|wakes? (him|her|me|you|the patient)?|supine pain|appetite",
    ),
    (K.VASCULAR, r"pulsatil\w*|tearing|ripping|syncope|passed out|faint\w*|aneurysm|aort\w+|chest pain"),
)
PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})")) for kind, words in _WORDS)

EXAM = re.compile(
    r"foot drop|hyperreflexia|hyper-reflexi\w*|brisk reflexes|clonus|babinski|saddle (an?esthesia|numbness)|"
    r"perianal (numbness|sensory loss)|sphincter tone (lax|decreased|reduced|absent)|"
    r"(lax|decreased|reduced|absent) (anal |rectal )?(sphincter|tone)|pulsatile (abdominal )?mass|"
    r"(spastic|ataxic|unsteady) gait|"
    r"gait (disturbance|instability|ataxia)|hand clumsiness|clumsy hands|(progressive|worsening) \w*\s?weakness"
)
HISTORY = re.compile(
    r"recent (bacter\w+|infection|spinal (procedure|injection|surgery)|epidural)|bacter(a|e)mia|endocarditis|"
    r"cancer|carcinoma|lymphoma|myeloma|melanoma|malignan\w+|\biv drug|intravenous drug|inject\w* drugs|"
    r"immunosuppress\w*|\bhiv\b|dialysis|"
    r"transplant|aneurysm|long[- ]term (steroid|prednisone)|unexplained weight loss"
)
DESCRIPTION = re.compile(r"unremitting|tearing|night pain|wakes \w+ (up )?(at|every) night")
MAJOR_TRAUMA = re.compile(
    r"(car|motor|vehicle|road|motorcycle|bike|traffic) \w*\s?(accident|collision|crash)|\bmv[ac]\b|rollover|"
    r"(fall|fell) (from|off) (a |the )?(height|ladder|roof|scaffold|tree|horse)|struck by|ejected"
)
MINOR_TRAUMA = re.compile(
    r"\b(fall|fell|slip\w*|tripp\w*|stumbl\w*|tumbl\w*|landed|sat down hard|bend\w*|bent|stoop\w*|lift\w*)\b"
)
ELDERLY = 65
"""Age from which a minor trauma may break bone."""

BRITTLE = re.compile(r"osteopor|long[- ]term (steroid|prednisone|corticosteroid)|chronic (steroid|prednisone)")
NO_BETTER = re.compile(
    r"no (improvement|better)|not (improv|gett|any better|better)|unchanged|getting worse|worsening"
)
DEFICIT = re.compile(
    r"weak|numb|deficit|[0-4]\s?(/|out of)\s?5|reduced (power|strength|sensation)|absent|foot drop"
)
WEEKS_IN = {"week": 1.0, "month": 30 / 7, "year": 52.0}
FIFTY, WEEKS_OF_A_MONTH = 50, 4.0

URGENT = re.compile(
    r"emergency|urgent|stat|mri|ct scan|admi(t|ssion)|hospital|surg\w+ (consult|referral|opinion)|refer\w*|labs?"
)
