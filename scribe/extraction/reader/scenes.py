"""Scenes: which clauses are today's examination, a picture being read, an assessment, or a plan.

The scene decides what a mention means: "tender over L4" found by the clinician is an examination finding, "L4"
in a report is a film's region, and only in an assessment is "low back pain" a diagnosis by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.lexicon import compiled, lexicon, pattern
from scribe.extraction.reader.vocabulary import pattern_of
from scribe.schema.transcript import SpeakerRole

EXAM, IMAGING, ASSESSMENT, PLAN, HISTORY, FOREIGN = "exam", "imaging", "assessment", "plan", "history", "foreign"

_HEADERS = (
    (
        ASSESSMENT,
        r"a|(?:my )?(?:assessment(?: and plan)?|impression|diagnos[ie]s|a/p|final diagnosis|working diagnosis)",
    ),
    (PLAN, r"p|(?:the )?(?:plan|recommendations?|disposition|treatment plan)"),
    (
        EXAM,
        r"o|pe|(?:on )?(?:your |the |today's )?(?:physical )?"
        r"(?:exam|examination|objective|musculoskeletal|neuro|neurologic|back exam|physical)",
    ),
    (
        IMAGING,
        r"(?:[\w-]+ ){0,2}(?:mri|x-rays?|ct|films?|imaging|radiology|diagnostics)(?: report| findings| results?)?",
    ),
    (
        HISTORY,
        r"s|cc|hpi|history(?: of present illness)?|pmh|(?:past )?medical history|family history|social history|"
        r"subjective|review of systems|ros|medications|allergies|chief complaint",
    ),
)
_HEADER = tuple(
    (scene, re.compile(rf"^(?:paragraph,? )?(?:{source})\s?:$|^paragraph,? (?:{source})$|^(?:{source})$"))
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
    r"\b(?:(?:assessment|impression|diagnosis) (?:today )?is|your (?:first |second |"
    r"third )?(?:problem|diagnosis)|diagnosis of|problem of)\b"
)
_PLANS = re.compile(r"^(?:so |and |then |okay )*(?:my |the |our )?plan is\b")
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
    r"^(?:okay |all right |alright )?so (?:this is|you have|you've|your|what|we|my|i think)\b|\bthis is an?\b|"
    r"\byou have (?:an? |the )?(?:[\w-]+ ){0,8}?(?:sprain|strain|sciatica|radiculopathy|pain|"
    r"syndrome|whiplash|spasms?|claudication|myelopathy)\b|"
    r"\bi think (?:you|this|it)\b|\byour options\b|\bwe're dealing with\b"
)
_READS = re.compile(
    r"\b(?:report|radiologist|results?|impression|it) (?:also |just )?(?:says|"
    r"reads|shows|showed|states|notes|mentions|reveals)\b|\bread (?:it|this|that) (?:to|"
    r"for) you\b"
)
_TESTED = re.compile(
    r"\b(?:strength|reflex\w*|sensation|gait|grip|straight leg raise|range of motion|flexion|extension|"
    r"rotation|tender\w*|"
    r"pulses|spurling\S*)\b"
)
"""What a hand finds and no picture."""
_CONTINUES = re.compile(
    r"^(?:and |so |but |also |otherwise |except |however |then )?(?:it|there|there's|"
    r"they|that|no|not|everything|she does|he does|you (?:can|do|don't)|the |with|"
    r"mild|moderate|severe|some|a |also|we can see|you have|i (?:do not|don't|"
    r"do) see|i'm not)\b"
)


@dataclass(slots=True)
class _Stage:
    """What is open while clauses go by: a dictated section, a picture being read, a quoted document."""

    header: str = ""
    picture: bool = False
    seen: bool = False
    foreign: int = -1


def set_scenes(turns: Sequence[Sequence[Clause]]) -> None:
    """Writes each clause's scene into ``section``. Patients have no scenes.

    A picture is read within one turn; between segments of unknown speakers nobody can tell where a turn ends.
    """
    stage = _Stage()
    for clauses in turns:
        if not clauses:
            continue
        role = clauses[0].turn.role
        if role is SpeakerRole.PATIENT:
            stage = _Stage()
            continue
        if role is not SpeakerRole.UNKNOWN:
            stage = _Stage(header=stage.header)
        stage.foreign = -1
        for at, clause in enumerate(clauses):
            _look(stage, clauses, at)
            clause.section = _scene(stage, clause)


def _look(stage: _Stage, clauses: Sequence[Clause], at: int) -> None:
    """What this clause opens or closes."""
    clause = clauses[at]
    stage.header = _header(clause.text) or stage.header
    mentioned = any(_taken(earlier.text) for earlier in clauses[max(0, at - 2) : at])
    stage.seen = stage.seen or bool(_modality().search(clause.text))
    open_before = stage.picture or (mentioned and bool(_LOOKS.search(clause.text)))
    read_out = stage.seen and not clause.asked and bool(_READS.search(clause.text))
    stage.picture = _pictured(clause, open_before) or read_out
    if _FOREIGN.search(clause.text):
        stage.foreign = clause.sentence


def _scene(stage: _Stage, clause: Clause) -> str:
    if stage.foreign == clause.sentence:
        return FOREIGN
    if stage.picture:
        return IMAGING
    if stage.header not in (ASSESSMENT, PLAN) and _JUDGES.search(clause.text):
        stage.header = ""
        return ASSESSMENT
    if _PLANS.match(clause.text):
        stage.header = PLAN
        return PLAN
    if _examines(clause):
        return EXAM
    if stage.header in ("", HISTORY) and _ASSESS.search(clause.text):
        return ASSESSMENT
    return stage.header


def _modality() -> re.Pattern[str]:
    return compiled(lexicon("examination", "imaging", "modality").source)


def _header(text: str) -> str:
    return next((scene for scene, source in _HEADER if source.match(text)), "")


def _pictured(clause: Clause, open_before: bool) -> bool:
    """Whether a picture is being read here: a modality with what it shows, or more findings right after one."""
    text = clause.text
    modality = _modality().search(text)
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
    if clause.asked or _examines(clause) or _header(text) or _CONCLUDES.search(text) or _TESTED.search(text):
        return False
    return open_before and bool(finds or _CONTINUES.match(text)) and len(text) < 400


def _taken(text: str) -> bool:
    """Whether a picture is spoken of that already exists."""
    return bool(_modality().search(text)) and not _ORDERS.search(text)


def _examines(clause: Clause) -> bool:
    if clause.asked and not pattern("examination", "physical", "acts").search(clause.text):
        return False
    return bool(_EXAM_SAYS.search(clause.text) or pattern("examination", "physical", "acts").search(clause.text))
