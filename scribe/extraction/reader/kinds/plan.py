# ruff: noqa: E501 - a pattern is read as one row
"""plan and encounter_reason: what will be done, and why the visit takes place beyond its complaint."""

import re
from collections.abc import Iterator

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.kinds.common import by_clinician, heard, tidy
from scribe.extraction.reader.scenes import EXAM, FOREIGN, IMAGING, PLAN
from scribe.schema.facts import Assertion, FactKind, Temporality

_DO = (
    r"(?:continue|start|begin|order|refer|prescribe|schedule|get|give|put|have you|try|increase|decrease|stop|send|follow up|follow-up|see you|set you up|recommend|add|switch|repeat|"
    r"obtain|do (?:some|a|an|the)|keep|use|take (?:some|ibuprofen|it|the|an? |naproxen|tylenol|anti)|rest|avoid|hold off|check|arrange|inject|taper|write|place|stay|go ahead and (?!do|take a|examine)\w+|titrate|refill|come back|return|call|wait|plan|book|work on|treat|manage)"
)
_WILL = re.compile(
    rf"\b(?:we'll|we will|i'll|i will|i'm going to|i am going to|i'm gonna|we're going to|we're gonna|gonna|going to|let's|i want you to|i'd like you to|i'd like to|i would like to|i wanna|we can|we could|i recommend|i would recommend|i'd recommend|my plan is to|plan is to|plan to|want to|like to|you can|you should|i do wanna|why don't we|i do want you to|please|hey dragon,?)\s(?:also |just |then |probably |go ahead and |definitely |now |first |tentatively |potentially |and )*(?P<what>{_DO}\b.*)"
)
_BARE = re.compile(
    r"^(?:and |then |also |so |\d+[.)] |number \w+,? )*(?P<what>(?:continue|start|begin|order|refer|prescribe|schedule|follow up|follow-up|return|recheck|repeat|increase|decrease|stop|avoid|rest|mri ordered|referral|physical therapy|home exercise|come back|call (?:me|us|back)|keep)\b.*)"
)
_PASSIVE = re.compile(
    r"(?P<what>(?:\b[\w-]+ ){1,4}(?:ordered|prescribed|titrated today|increased|started|scheduled|referred|advised|recommended|continued)\b.*)"
)
_EXAMINES = re.compile(
    r"\b(?:take a (?:quick )?look|look at|examin\w*|press|push|exam\b|listen|ask you|see what|test (?:the|your)|talk about|check your (?:back|reflex)|feel|have you (?:bend|stand|lie|do something|taken|had|been)|let you know|let me|show you|start with|start by|get started|tell you|call out|calling out|get you to|get to that|dax|finalize|see (?:if|exactly)|stop you|get a sense|put this|record this|check you out|checked out|get to know|stand up|bend|raise your|lift your|hold your|squeeze|strain)\b"
)
_REASONS = (
    ("pain management", re.compile(r"\b(?:solely|here|seen|visit|encounter|referred|comes?|came|presents?|clinic|today)\b.{0,40}\bfor (?:her |his |your |the )?(?:chronic )?(?:pain (?:management|control)|control of (?:the |his |her )?pain)|encounter for pain (?:management|control)|pain (?:management|control) (?:visit|encounter|follow-?up)\b")),
    ("preoperative evaluation", re.compile(r"\b(?:pre-?op(?:erative)?|presurgical|pre-surgical|surgical) (?:evaluation|clearance|assessment|visit|exam\w*|work-?up|check)|cleared for surgery|clearance for surgery\b")),
    ("physical therapy", re.compile(r"\b(?:here|seen|visit|encounter|referred|presents?|attending|session) (?:today )?(?:only )?for (?:outpatient |his |her |a )?(?:physical therapy|pt|physiotherapy)(?: evaluation| session| treatment)?|physical therapy (?:evaluation|visit|encounter|initial evaluation)\b")),
    ("follow-up", re.compile(r"\b(?:here|in|seen|visit|back|today) (?:today )?for (?:a |her |his |your |their |my )?(?:\w+ )?follow-?[ -]?up|follow-?up (?:visit|appointment|of|for|on|regarding)|returns for\b")),
    ("annual examination", re.compile(r"\bannual (?:exam|visit|physical|checkup|examination)\b")),
    ("prenatal visit", re.compile(r"\bprenatal (?:visit|check|care|appointment)\b")),
    ("injection", re.compile(r"\bhere (?:today )?for (?:her |his |your |an? |the )?(?:epidural|injection|steroid injection)\b")),
)  # fmt: skip


def read(clause: Clause) -> Iterator[Claim]:
    """Plans and reasons in a clause."""
    if clause.section == FOREIGN:
        return
    if by_clinician(clause):
        yield from _plan(clause)
    yield from _reason(clause)


def _plan(clause: Clause) -> Iterator[Claim]:
    if (clause.asked and not clause.text.startswith("why don't")) or clause.section in (EXAM, IMAGING):
        return
    text = clause.text
    conditional = re.match(r"(?:and |but |so )?(?:if|unless|when|in case|once)\b", text)
    narrated = (
        _PASSIVE.search(text)
        if clause.turn.role.value == "clinician" and not re.search(r"\b(?:i|you|we|they|he|she)\b", text)
        else None
    )
    found = (
        _WILL.search(text) or _BARE.match(text) or narrated or (_whole(text) if clause.section == PLAN else None)
    )
    if (
        found is None
        or _EXAMINES.search(found.group("what")[:60])
        or re.search(
            r"\b(?:don't want|rather not|do you want|did you want|did you|do you|(?:don't|not|won't|wouldn't|can't)(?: \w+){0,2} (?:to)?)\b\s*$|\b(?:don't|not|won't|wouldn't)(?: \w+){0,2} (?:like|want|going|need) to\s?$",
            text[: found.start("what")],
        )
    ):
        return
    what = found.group("what")
    end = found.start("what") + len(" ".join(what.split(" ")[:24]))
    value = tidy(re.sub(r",? (?:okay|alright|right|does that sound.*)$", "", text[found.start("what") : end]))
    if len(value.split()) < 2 and clause.section != PLAN:
        return
    yield heard(
        FactKind.PLAN,
        value,
        clause,
        found.start("what"),
        end,
        assertion=Assertion.DOCUMENTED,
        temporality=Temporality.HYPOTHETICAL if conditional else Temporality.PLANNED,
    )


def _whole(text: str) -> re.Match[str] | None:
    tells = re.search(r"\b(?:denies|is|are|has|was|will be|suspect|paragraph|pending)\b", text)
    return None if tells or text.endswith(":") or len(text.split()) < 2 else re.match(r"(?P<what>.+)", text)


def _reason(clause: Clause) -> Iterator[Claim]:
    if clause.asked:
        return
    if not re.search(
        r"\b(?:we'll|we will|i'll|refer you|let's|schedule|come back|appointment scheduled)\b", clause.text
    ):
        for value, pattern in _REASONS:
            match = pattern.search(clause.text)
            if match:
                yield heard(
                    FactKind.ENCOUNTER_REASON,
                    value,
                    clause,
                    match.start(),
                    match.end(),
                    temporality=Temporality.CURRENT,
                )
