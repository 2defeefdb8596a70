"""Scenes: which clauses are today's examination, a picture being read, an assessment, or a plan.

The scene decides what a mention means: "tender over L4" found by the clinician is an examination finding, "L4"
in a report is a film's region, and only in an assessment is "low back pain" a diagnosis by itself.
"""

import re
from collections.abc import Sequence

from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.lexicon import compiled, lexicon, pattern
from scribe.extraction.reader.vocabulary import pattern_of
from scribe.schema.transcript import SpeakerRole

EXAM, IMAGING, ASSESSMENT, PLAN, HISTORY, FOREIGN = "exam", "imaging", "assessment", "plan", "history", "foreign"

_HEADERS = (
    (ASSESSMENT, (r"(?:my )?(?:assessment(?: and plan)?|impression|diagnos[ie]s|a/p|final diagnosis|"
        r"working diagnosis)")),
    (PLAN, r"(?:the )?(?:plan|recommendations?|disposition|treatment plan)"),
    (EXAM, (r"(?:on )?(?:your |the |today's )?(?:physical )?(?:exam|examination|objective|"
        r"musculoskeletal|neuro|neurologic|back exam|physical)")),
    (IMAGING, (r"(?:[\w-]+ ){0,2}(?:mri|x-rays?|ct|films?|imaging|radiology|diagnostics)(?: report|"
        r" findings| results?)?")),
    (HISTORY, (r"(?:hpi|history(?: of present illness)?|pmh|past medical history|medical history|"
        r"family history|social history|subjective|review of systems|ros|medications|"
        r"allergies|chief complaint)")),
)  # fmt: skip
_HEADER = tuple(
    (scene, re.compile(rf"^(?:paragraph,? )?{source}\s?:$|^paragraph,? {source}$|^{source}$"))
    for scene, source in _HEADERS
)
_FOREIGN = re.compile(
    r"\b(?:drafted note|draft|template|superbill|old note|copied|problem list|"
    r"medication list|outside note|referral form|intake form)\b.*\b(?:says|lists|"
    r"states|reads|shows|said|mentions)\b"
)
_ASSESS = re.compile(
    r"\b(?:assessment|my impression|impression is|diagnosis (?:is|of)|for your (?:first|"
    r"second|third|next|final|other|main) (?:problem|diagnosis)|your (?:first|"
    r"second|third|next) problem|problem number|what i think|i (?:think|believe) (?:you|"
    r"this|it|that)|for your problem)\b"
)
_JUDGES = re.compile(
    r"\b(?:(?:my|the) (?:assessment|impression|diagnosis) is|your (?:first |second |"
    r"third )?(?:problem|diagnosis)|diagnosis of|problem of)\b"
)
_EXAM_SAYS = re.compile(
    r"\b(?:on (?:your |the |today's )?(?:[\w-]+ ){0,3}exam(?:ination)?|on palpation|"
    r"examining you|neurological examination|(?:neck|back|lung|heart|leg|belly|"
    r"abdominal) exam)\b"
)
_LOOKS = re.compile(
    r"\b(?:looks?|see|shows?|appears?|don't have any|no fracture\w*|no evidence|noticing|normal|good news)\b"
)
_ORDERS = re.compile(r"\b(?:order\w*|get|schedule|want|need|refer|recommend|pending)\b")
_CONCLUDES = re.compile(
    r"^(?:okay |all right |alright )?so (?:this|you|your|what|we|my)\b|\bthis is an?\b|"
    r"\bi think (?:you|this|it)\b|\byour options\b|\bwe're dealing with\b"
)
_READS = re.compile(
    r"\b(?:report|radiologist|results?|impression|it) (?:also |just )?(?:says|"
    r"reads|shows|showed|states|notes|mentions|reveals)\b|\bread (?:it|this|that) (?:to|"
    r"for) you\b"
)
_CONTINUES = re.compile(
    r"^(?:and |so |but |also |otherwise |except |however |then )?(?:it|there|there's|"
    r"they|that|no|not|everything|she does|he does|you (?:can|do|don't)|the |with|"
    r"mild|moderate|severe|some|a |also|we can see|you have|i (?:do not|don't|"
    r"do) see|i'm not)\b"
)


def set_scenes(turns: Sequence[Sequence[Clause]]) -> None:
    """Writes each clause's scene into ``section``. Patients have no scenes."""
    carried = ""
    for clauses in turns:
        if not clauses:
            continue
        if clauses[0].turn.role is SpeakerRole.PATIENT:
            carried = ""
            continue
        carried = _play(clauses, carried)


def _play(clauses: Sequence[Clause], carried: str) -> str:
    """Scenes of one turn; returns the dictated section that is still open at its end."""
    header, picture, foreign, seen = carried, False, -1, False
    for at, clause in enumerate(clauses):
        opened = _header(clause.text)
        header = opened or header
        mentioned = any(_taken(earlier.text) for earlier in clauses[max(0, at - 2) : at])
        picture = picture or (mentioned and bool(_LOOKS.search(clause.text)))
        seen = seen or bool(compiled(lexicon("examination", "imaging", "modality").source).search(clause.text))
        picture = _pictured(clause, picture) or (seen and not clause.asked and bool(_READS.search(clause.text)))
        if _FOREIGN.search(clause.text):
            foreign = clause.sentence
        if foreign == clause.sentence:
            clause.section = FOREIGN
        elif picture:
            clause.section = IMAGING
        elif header in ("", HISTORY) and _JUDGES.search(clause.text):
            clause.section = ASSESSMENT
        elif _examines(clause):
            clause.section = EXAM
        elif header in ("", HISTORY) and _ASSESS.search(clause.text):
            clause.section = ASSESSMENT
        else:
            clause.section = header
    return header


def _header(text: str) -> str:
    return next((scene for scene, source in _HEADER if source.match(text)), "")


def _pictured(clause: Clause, open_before: bool) -> bool:
    """Whether a picture is being read here: a modality with what it shows, or more findings right after one."""
    text = clause.text
    modality = compiled(lexicon("examination", "imaging", "modality").source).search(text)
    finds = pattern("examination", "imaging", "finding").search(text)
    if _ASSESS.search(text):
        return False
    if modality:
        ordered = compiled(rf"{pattern_of('examination', 'imaging', 'ordered')} (?:[\w'-]+ ){{0,6}}$").search(
            text, 0, modality.start()
        )
        shows = pattern("examination", "imaging", "shows").search(text, modality.end())
        reviewed = pattern("examination", "imaging", "reviewed").search(text)
        return not clause.asked and bool(
            (shows and finds) or reviewed or text.endswith(":") or (shows and not ordered)
        )
    if clause.asked or _examines(clause) or _header(text) or _CONCLUDES.search(text):
        return False
    return open_before and bool(finds or _CONTINUES.match(text)) and len(text) < 400


def _taken(text: str) -> bool:
    """Whether a picture is spoken of that already exists."""
    return bool(compiled(lexicon("examination", "imaging", "modality").source).search(text)) and not _ORDERS.search(
        text
    )


def _examines(clause: Clause) -> bool:
    if clause.asked and not pattern("examination", "physical", "acts").search(clause.text):
        return False
    return bool(_EXAM_SAYS.search(clause.text) or pattern("examination", "physical", "acts").search(clause.text))
