"""Clauses: the stretches of a turn within which a "no", a "probably" or an "if" holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from scribe.extraction.reader.turns import Turn

_SENTENCE_END = re.compile(
    r"(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\bvs)(?<!\bst)(?:(?<!\d\.\d)|(?<=[a-z]\d\d\.\d))[.?!]+(?=\s|$)"
)
_MARKS = re.compile(r"[.?!,;:]")

_SUBJECT = (
    r"(?:i|i'm|i've|i'll|i'd|it|it's|he|he's|she|she's|you|you're|you've|we|we're|"
    r"we'll|they|they're|then|that's|this|there|today|"
    r"there's|now|my \w+(?: \w+)?(?:'s| is| are| has| have| hurts?| feels?| goes| was)|"
    r"(?:the|your) \w+(?: \w+)?(?: is| are| has| goes| was| feels?| hurts?)|no|not|nothing|denies|also|maybe)\b"
)
_ASKS = (
    r"(?:how about|what about|do you|did you|does (?:it|that|the|this|your|anything)|"
    r"has (?:it|anything)|have you|are you|were you|"
    r"is it|is there|was there|was it|can you|could you|would you|how (?:is|are|"
    r"was|long|bad|often|many|much|did|do|would|severe|'bout)|"
    r"how's|what (?:kind|makes|have|happened|brings|is(?! called)|are|do|did|were|"
    r"other)|what's|when did|when was|where (?:is|does|do|are|would)|"
    r"where's|which (?:side|leg|arm|one)|tell me|describe|show me where|point to (?:where|the spot)|did (?:it|"
    r"they|that|the|anything))\b"
)
_ANY = r"(?:any|anything|ever(?! since))\b"
_WH = r"(?:how|what|where|when|why|which|who|if|that|whether|and|or|than|as|what's|tell me|me|then|not)"
_CUT = re.compile(
    r"(?<=[;:])\s"
    r"|,?\s(?:"
    r"(?=(?:but|however|although|because|'cause|whereas|except|okay|ok|alright|mkay|all right)\b)"
    r"|(?<!a )(?=while (?:i|he|she|you|we|the|my)\b)"
    r"|(?<!in )(?<!on )(?<!of )(?=which (?:is|was|are|gives|showed|shows|does|has)\b)"
    r"|(?<!think )(?<!not )(?<!or )(?<!is )(?<!it's )(?<!been )(?<!hope )(?=so (?!much|far|"
    r"that's not|bad|long|many|that)\w)"
    rf"|and\s(?={_SUBJECT})|and\s(?=(?:how|what|when|where|do|did|does|have you|are you|is there)\b)"
    rf"|(?={_ASKS}))"
    rf"|,\s(?:(?:and\s)?(?={_SUBJECT})|(?={_ANY}))"
    rf"|\s(?:(?:(?<=okay )|(?<=alright )|(?<=good )|(?<=great ))(?={_ANY})"
    r"|(?=(?:what (?:this|that) means|it looks like|looks like (?:that )?you|"
    r"it appears|it doesn't appear|that's (?:good|great|fine|why)|everything looks|"
    r"what i (?:think|want|would))\b)"
    r"|(?=(?:i'm gonna|i'm going to|i am going to|i'll|let's|let me|we're gonna|"
    r"we're going to|we'll|i want you to|i'd like)\b)"
    r"|(?<=\w )(?=(?:you do have|there is|there's|there are|there was|there were|"
    r"you have|now this|now it|the patient (?:does|has|is))\b))"
)
"""Where a clause ends. What every way has in front stands first, so that most places fail at once."""
_BARE_CUT = re.compile(
    r"\s(?=(?:it (?:stays|goes|hurts|started|came|aches|gets|takes|took|helped|helps|feels|comes|radiates|shoots|"
    r"just|is|was|has|doesn't|does)|it's|i'm|i've|please|my \w+ (?:is|hurts|feels|goes)|"
    r"i (?:have|had|can|can't|feel|felt|get|took|take|tried|work|don't|was|am|do|did|still|also|just))\b)"
)
"""Where somebody whose words came without punctuation begins the next statement."""
_BARE_KEEPS = re.compile(
    r"\b(?:if|that|what|when|where|which|who|how|why|because|so|and|but|or|as|than|like|know|think|thought|"
    r"say|said|"
    r"says|guess|hope|wish|believe|sure|see|before|after|until|while|whenever|since|time|things?|everything|"
    r"anything|"
    r"something|all|way|much|far|long|bad|pain|one|medication|not|did|do|does|have|has|are|is|was|were|can|"
    r"could|will|"
    r"would|should|to|of|yes|yeah|no|okay|well|actually|unless|even|only)$"
)
_OKAY_ENDS = re.compile(r" (?:okay|ok|alright|all right)")
_ASKS_IF_OKAY = re.compile(
    r"(?:and |so |but |okay,? )*(?:(?:are|is|do|does|did|can)\b|(?:(?:the|your|any|and|or|,) ?)*"
    r"(?:bladder|bowels?|legs?|arms?|hands|feet|balance|sleep|appetite)(?:(?:,| and|, and| or)* (?:the |your )?"
    r"(?:bladder|bowels?|legs?|arms?|hands|feet|balance|sleep|appetite))* (?:okay|ok|alright|all right)\?)"
)
"""In "are you sleeping okay?" the last word is what is asked, not a tag."""
_NO_ASK_AFTER = re.compile(rf"\b{_WH},?$|\b(?:how|what|where|which) [\w' ]{{0,18}}$")
_NO_CUT_AFTER = re.compile(
    r"\b(?:if|that|what|when|what i|where|think|because|so that|know|see|says?|"
    r"suspect|guess|maybe|perhaps|possible|possibly|doubt|convinced|persuaded|proven|shown|certain|chances?|odds|"
    r"likely|unlikely|wonder|assume|presume|"
    r"said|believe|sure|like|means?|unless|until|while|and|then|since|"
    r"do|does|did|can|could|will|would|have|has|had|are|were|is|was|for|or|to|of|with|whether)$"
)
_TAG = re.compile(
    r",?\s(?:right|correct|okay|ok|yeah|yes|no|huh|is that right|is that correct|"
    r"isn't it|doesn't it|hasn't it|aren't you|don't you|do you|have you|right now)\?+$"
    r"|^(?:right|correct|okay|ok|yeah|huh|alright|all right|is (?:this all|that) (?:right|"
    r"correct)|does that (?:sound familiar|sound right|make sense))\b.{0,12}\?*$"
)
_INTERROGATIVE = re.compile(
    rf"^(?:(?:and|so|but|okay|ok|alright|all right|now|then|well|or|also|good|great|"
    rf"um|right|no),?\s)*(?!why don't we)(?:{_ASKS}|{_ANY}"
    r"|(?:what|when|where|why|how|which|who)(?:'s)? (?:is|are|was|were|do|does|"
    r"did|has|have|can|could|would|kind|type|happened|makes|brings|long|bad|often|"
    r"many|much|side|leg|arm|about|else|other|symptoms|medic\w*|exactly)\b"
    r"|(?:is|are|was|were|do|does|did|has|have|can|could|would|will)\s(?:you|it|"
    r"that|this|there|the|your|he|she|they|any)\b)"
)
_WH_QUESTION = re.compile(
    r"^(?:(?:and|so|but|okay|ok|alright|now|then|well),?\s)*(?:what(?! about)|"
    r"when|where|why|how(?! about| 'bout)|which|who|tell me|describe)\b"
)
_CONDITION = re.compile(
    r"^(?:and |but |so |then |now |or |okay )*(?:if|unless|in case|should you|had (?:this|it|that) been)\b"
)
_OF_ALL_TIMES = ("ever", "ever before", "lately", "recently", "at all")
"""Behind a comma these ask what stands before it: "street drugs, ever?"."""
_FRAGMENT = re.compile(r"^(?:and |or |so )?(?:no|any|anything|not)\b")


_SAYS = re.compile(
    r"\b(?:i|you|it|he|she|we|they|there|this|that|is|are|was|were|be|have|has|had|do|does|did|hurts?|aches?|started|"
    r"came|went|goes|okay|ok|alright|good|great|yes|no|thanks|sorry|right|well)\b|'(?:s|re|m|ve|ll|d)\b|n't\b"
)
"""Words without which a clause before "anything like that?" only lists what is asked."""
_SHORT = 4
_LAST_NO = frozenset({"no", "nope", "never", "none"})


@dataclass(slots=True, eq=False)
class Clause:
    """A span of a turn's reading form. ``asked``: a question; ``tagged``: a statement put up for confirmation."""

    turn: Turn
    index: int
    sentence: int
    start: int
    end: int
    text: str
    asked: bool = False
    wh: bool = False
    tagged: bool = False
    conditional: bool = False
    """What follows only if the clause before it comes true."""
    section: str = ""
    topics: frozenset[str] = frozenset()
    question: "Clause | None" = None
    """The question this clause answers, where it does."""
    questions: "tuple[Clause, ...]" = ()
    """Every question of a list that its answer speaks to."""
    after: str = field(default="", repr=False)
    """The closing mark of the sentence the clause ends."""


def clauses_of(turn: Turn) -> Iterator[Clause]:
    """The clauses of a turn in order, questions marked."""
    bare = len(_MARKS.findall(turn.text)) * 25 < len(turn.text.split())
    for sentence, (start, end, mark) in enumerate(_sentences(turn.text)):
        parts = _parts(turn.text, start, end, bare)
        clauses = [
            Clause(turn, 0, sentence, at, stop, turn.text[at:stop], after=mark if stop == end else "")
            for at, stop in parts
        ]
        _mark_questions(clauses, "?" in mark)
        for before, clause in pairwise(clauses):
            clause.conditional = bool(_CONDITION.match(before.text))
        yield from clauses


def _sentences(text: str) -> Iterator[tuple[int, int, str]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start(), match.group()
        start = match.end()
    if text[start:].strip():
        yield start, len(text), ""


def _parts(text: str, start: int, end: int, bare: bool) -> list[tuple[int, int]]:
    """The clauses of one sentence; ``bare``: the turn has no punctuation to go by."""
    cuts = _bare_cuts(text, start, end) if bare else [start]
    for match in _CUT.finditer(text, start, end):
        before = text[max(start, match.start() - 24) : match.start()].rstrip(", ")
        opens = text[match.end() : match.end() + 24]
        if (
            text[match.start()] == ","
            and text[match.end() : end] in _LAST_NO
            and len(text[start : match.start()].split()) <= _SHORT
        ):
            continue  # "weakness, no"
        if _OKAY_ENDS.fullmatch(text, match.start(), end) and _ASKS_IF_OKAY.match(text, start):
            continue
        if re.match(_ASKS, opens) and _NO_ASK_AFTER.search(before):
            continue
        if match.group() == " " and re.match(r"i|let|we|you|there|the", opens) and _NO_CUT_AFTER.search(before):
            continue
        cuts.append(match.end())
    cuts = [*sorted(set(cuts)), end]
    spans = [_trimmed(text, at, stop) for at, stop in pairwise(cuts)]
    return [(at, stop) for at, stop in spans if at < stop]


def _bare_cuts(text: str, start: int, end: int) -> list[int]:
    cuts = [start]
    for match in _BARE_CUT.finditer(text, start, end):
        if not _BARE_KEEPS.search(text, max(start, match.start() - 16), match.start()):
            cuts.append(match.end())
    return cuts


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,;.":
        start += 1
    while end > start and text[end - 1] in " ,;.":
        end -= 1
    for word in (" and", " so", " but"):
        if text.endswith(word, start, end):
            return _trimmed(text, start, end - len(word))
    return start, end


def _mark_questions(clauses: list[Clause], interrogative: bool) -> None:
    """Sets ``asked``, ``wh`` and ``tagged`` on the clauses of one sentence."""
    if interrogative and clauses:
        last = len(clauses) - 1
        tail = clauses[last].text + "?"
        if len(clauses) > 1 and _TAG.search(tail) and _TAG.search(tail).start() == 0:  # type: ignore[union-attr]
            clauses[last].tagged = clauses[last - 1].tagged = True
        elif _TAG.search(tail) and not _INTERROGATIVE.match(tail):
            clauses[last].tagged = True
        else:
            clauses[last].asked = True
            if last and clauses[last].text in _OF_ALL_TIMES:
                last -= 1
                clauses[last].asked = True
            fragment = _FRAGMENT.match(clauses[last].text)
            while last and (
                _FRAGMENT.match(clauses[last - 1].text) or (fragment and not _SAYS.search(clauses[last - 1].text))
            ):
                last -= 1
                clauses[last].asked = True
    for clause in clauses:
        if _INTERROGATIVE.match(clause.text) and not clause.tagged:
            clause.asked = True
        clause.wh = clause.asked and bool(_WH_QUESTION.match(clause.text))
