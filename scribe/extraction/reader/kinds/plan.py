"""plan and encounter_reason: what will be done, and why the visit takes place beyond its complaint."""

import re
from collections.abc import Iterator
from functools import cache

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.kinds.common import by_clinician, heard, tidy
from scribe.extraction.reader.lexicon import compiled, lexicon
from scribe.extraction.reader.scenes import EXAM, FOREIGN, IMAGING, PLAN
from scribe.extraction.reader.vocabulary import pattern_of
from scribe.schema.terms import Assertion, FactKind, Temporality
from scribe.schema.transcript import SpeakerRole


def _list(name: str) -> str:
    return pattern_of("treatments", "plan", name)


@cache
def _will() -> re.Pattern[str]:
    """Somebody announces to do something."""
    adverbs = (
        r"(?:also |just |then |probably |go ahead and |definitely |now |first |tentatively |potentially |and )*"
    )
    return re.compile(rf"{_list('announce')},?\s{adverbs}(?P<what>{_list('do')}.*)")


@cache
def _bare() -> re.Pattern[str]:
    """An order without a subject, as notes and listed plans have it."""
    return re.compile(rf"^(?:and |then |also |so |\d+[.)] |number \w+,? )*(?P<what>{_list('bare')}.*)")


@cache
def _passive() -> re.Pattern[str]:
    """ "MRI ordered"."""
    return re.compile(rf"(?P<what>(?:\b[\w-]+ ){{1,4}}{_list('done')}.*)")


def read(clause: Clause) -> Iterator[Claim]:
    """Plans and reasons in a clause."""
    if clause.section == FOREIGN:
        return
    if by_clinician(clause) and clause.turn.role is not SpeakerRole.OTHER:
        yield from _plan(clause)
        if clause.section not in (EXAM, IMAGING) and not clause.asked:
            yield from _also(clause)
    yield from _reason(clause)


def _plan(clause: Clause) -> Iterator[Claim]:
    if (clause.asked and not clause.text.startswith("why don't")) or clause.section in (EXAM, IMAGING):
        return
    text = clause.text
    conditional = clause.conditional or re.match(r"(?:and |but |so )?(?:if|unless|when|in case|once)\b", text)
    narrated = (
        _passive().search(text)
        if clause.turn.role.value == "clinician" and not re.search(r"\b(?:i|you|we|they|he|she)\b", text)
        else None
    )
    found = (
        _will().search(text)
        or _bare().match(text)
        or narrated
        or (_whole(text) if clause.section == PLAN else None)
    )
    if (
        found is None
        or compiled(_list("not_plan")).search(found.group("what")[:60])
        or re.search(
            (
                r"\b(?:don't want|rather not|do you want|did you want|did you|do you|(?:don't|"
                r"not|won't|wouldn't|can't)(?: \w+){0,2} (?:to)?)\b\s*$|\b(?:don't|not|won't|"
                r"wouldn't)(?: \w+){0,2} (?:like|want|going|need) to\s?$"
            ),
            text[: found.start("what")],
        )
    ):
        return
    what = found.group("what")
    end = found.start("what") + len(" ".join(what.split(" ")[:24]))
    value = tidy(re.sub(r",? (?:okay|alright|right|does that sound.*)$", "", text[found.start("what") : end]))
    value = re.sub(r"^plan is (?:to |for )?(?:an? )?", "", value)
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


_AND_THEN = re.compile(
    r"(?:, and|, then|,| and) (?P<what>(?:come back|return (?:in|if|to)|recheck|see (?:me|us) (?:in|on|if|next)|"
    r"call (?:me|us|if)|follow[- ]up (?:in|with|next)|check back|no (?:heavy|lifting|driving|bending))\b.*)"
)
"""What else is to be done, behind the first thing."""


def _also(clause: Clause) -> Iterator[Claim]:
    """ "Take naproxen, and come back next Friday": the second plan of a sentence."""
    found = _AND_THEN.search(clause.text)
    if found is not None:
        start = found.start("what")
        value = tidy(found["what"])
        made = heard(FactKind.PLAN, value, clause, start, len(clause.text), temporality=Temporality.PLANNED)
        yield made.but(assertion=Assertion.DOCUMENTED)


def _whole(text: str) -> re.Match[str] | None:
    tells = re.search(r"\b(?:denies|is|are|has|was|will be|suspect|paragraph|pending)\b", text)
    return None if tells or text.endswith(":") or len(text.split()) < 2 else re.match(r"(?P<what>.+)", text)


def _reason(clause: Clause) -> Iterator[Claim]:
    if clause.asked:
        return
    if not re.search(
        r"\b(?:we'll|we will|i'll|refer you|let's|schedule|come back|appointment scheduled)\b", clause.text
    ):
        for hit in lexicon("treatments", "reason").find(clause.text):
            yield heard(
                FactKind.ENCOUNTER_REASON, hit.value, clause, hit.start, hit.end, temporality=Temporality.CURRENT
            )
